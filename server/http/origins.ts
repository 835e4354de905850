import type { Context, MiddlewareHandler } from 'hono';
import type { ServedAgency } from '../agency/store.ts';
import { AppError } from '../values/error.ts';
import type { Env } from './context.ts';

/** Which agency a request is for, from the host it came to, the page it came from and the slug it names. */
export interface AgencyDirectory {
  resolve(from: {
    host: string;
    origin: string | undefined;
    slug: string | undefined;
  }): Promise<ServedAgency | undefined>;
  /** Whether this server answers to that host name (with its port) at all. */
  knowsHost(host: string): Promise<boolean>;
}

/** Links, cookies and agencies hang on the host name: a name we were not given is answered 421 and nothing else. */
export const knownHost =
  (directory: AgencyDirectory): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (await directory.knowsHost(c.req.header('host') ?? '')) return next();
    return c.text('This server does not answer to that name.', 421);
  };

/**
 * Finds the agency, lets the pages of its list read the answers, and refuses writes that they did not make.
 * An origin outside the list gets no header at all: its browser keeps the answer from it.
 */
export const agencyFence =
  (directory: AgencyDirectory): MiddlewareHandler<Env> =>
  async (c, next) => {
    const origin = c.req.header('origin');
    c.header('Vary', 'Origin', { append: true });
    const agency = await directory.resolve({
      host: c.req.header('host') ?? '',
      origin,
      slug: c.req.query('agency'),
    });
    if (!agency) throw new AppError('not-found');
    const listed = origin === undefined || agency.origins.has(origin);
    if (origin !== undefined && listed) {
      c.header('Access-Control-Allow-Origin', origin);
      c.header('Access-Control-Allow-Credentials', 'true');
      c.header('Access-Control-Expose-Headers', 'Retry-After');
    }
    if (c.req.method === 'OPTIONS') return preflight(c, listed && origin !== undefined);
    if (!listed) throw new AppError('not-allowed');
    if (writes(c)) requireOwnPage(c);
    c.set('agency', agency);
    return next();
  };

const writes = (c: Context) => c.req.method !== 'GET' && c.req.method !== 'HEAD';

/** A form or an image on another site can neither add this header nor hide where it comes from. */
const requireOwnPage = (c: Context): void => {
  if (c.req.header('x-palier-client') !== '1' || c.req.header('origin') === undefined)
    throw new AppError('not-allowed');
};

const preflight = (c: Context, listed: boolean): Response => {
  if (listed) {
    c.header('Access-Control-Allow-Methods', 'GET, POST, PUT, DELETE');
    c.header('Access-Control-Allow-Headers', 'Content-Type, X-Palier-Client, Authorization, Idempotency-Key');
    c.header('Access-Control-Max-Age', '600');
  }
  return c.body(null, 204);
};

/** Whether the page and we share a registrable domain, as the browser itself says; curl and old browsers say nothing. */
export const isCrossSite = (c: Context): boolean => c.req.header('sec-fetch-site') === 'cross-site';
