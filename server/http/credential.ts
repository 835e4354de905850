import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Env } from './context.ts';
import { isCrossSite } from './origins.ts';
import type { SessionKind } from '../access/rows.ts';
import type { LiveSession } from '../access/session.ts';

/**
 * Two names, so that a request that carries both cookies is never ambiguous; and one per agency where several share
 * a host, so that a page with two of them keeps both people signed in.
 */
const cookieName = (c: Context, kind: 'portal' | 'partitioned'): string =>
  kind === 'portal' ? 'palier' : `palier-p-${(c.var as Env['Variables']).agency.slug}`;

export interface Presented {
  id: string;
  kind: SessionKind;
}

/** What the request shows: a bearer, or the one cookie that this kind of request may use. */
export const presented = (c: Context): Presented | undefined => {
  const bearer = /^Bearer ([\w-]{20,100})$/.exec(c.req.header('authorization') ?? '')?.[1];
  if (bearer) return { id: bearer, kind: 'bearer' };
  const kind = isCrossSite(c) ? 'partitioned' : 'portal';
  const id = getCookie(c, cookieName(c, kind), 'host');
  return id ? { id, kind } : undefined;
};

/** On a navigation from another site, which brings the portal's cookie all the same (SameSite=Lax). */
export const presentedAtPortal = (c: Context): Presented | undefined => {
  const id = getCookie(c, cookieName(c, 'portal'), 'host');
  return id ? { id, kind: 'portal' } : undefined;
};

/** No `Max-Age`: the cookie dies with the browser, the session by its own clock. */
export const hand = (c: Context, session: LiveSession): void => {
  if (session.kind === 'bearer') return;
  const common = { path: '/', secure: true, httpOnly: true, prefix: 'host' } as const;
  if (session.kind === 'portal')
    setCookie(c, cookieName(c, 'portal'), session.id, { ...common, sameSite: 'Lax' });
  else
    setCookie(c, cookieName(c, 'partitioned'), session.id, {
      ...common,
      sameSite: 'None',
      partitioned: true,
    });
};

export const takeBack = (c: Context): void => {
  const kind = isCrossSite(c) ? 'partitioned' : 'portal';
  const attributes = { path: '/', secure: true, prefix: 'host' } as const;
  if (kind === 'portal') deleteCookie(c, cookieName(c, 'portal'), { ...attributes, sameSite: 'Lax' });
  else deleteCookie(c, cookieName(c, 'partitioned'), { ...attributes, sameSite: 'None', partitioned: true });
};
