import { serveStatic } from '@hono/node-server/serve-static';
import { Hono } from 'hono';
import type { Context } from 'hono';
import type { Env } from './context.ts';

/**
 * The built widgets, for pages of any origin. Names that carry a version or a hash never change; `v1/` moves within
 * the major.
 */
export const widgetFiles = (folder: string) => {
  const files = (caching: string) => {
    const serve = serveStatic<Env>({
      root: folder,
      precompressed: true,
      onFound: (_path, c) => setHeaders(c, caching),
    });
    return serve;
  };
  const moving = files('public, max-age=300, stale-while-revalidate=86400');
  const settled = files('public, max-age=31536000, immutable');
  return new Hono<Env>()
    .get('/v1/:file{.+\\.js(\\.map)?}', moving)
    .get('/:file{(integrity|custom-elements)\\.json}', moving)
    .get('/_/*', settled)
    .get('/:version{\\d+\\.\\d+\\.\\d+}/:file{.+}', settled);
};

const setHeaders = (c: Context, caching: string): void => {
  c.header('Cache-Control', caching);
  c.header('Access-Control-Allow-Origin', '*');
  c.header('Cross-Origin-Resource-Policy', 'cross-origin');
  c.header('X-Content-Type-Options', 'nosniff');
  c.header('Timing-Allow-Origin', '*');
};
