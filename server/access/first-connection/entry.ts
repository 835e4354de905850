import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import type { Env } from '../../http/context.ts';
import { AppError } from '../../values/error.ts';
import type { FirstConnectionRow } from './rows.ts';
import { connectionOf, isKnownToken } from './store.ts';

const name = 'palier-entry';
const attributes = { path: '/', secure: true, prefix: 'host', sameSite: 'Lax' } as const;

/** The cookie of a first connection dies with the browser; the row it stands for has its own clock. */
export const handEntry = (c: Context<Env>, token: string): void =>
  setCookie(c, name, token, { ...attributes, httpOnly: true });

export const takeBackEntry = (c: Context<Env>): void => {
  if (getCookie(c, name, 'host') !== undefined) deleteCookie(c, name, attributes);
};

/** The first connection that this browser is in, if any. */
export const currentEntry = async (c: Context<Env>): Promise<FirstConnectionRow | undefined> => {
  const token = getCookie(c, name, 'host');
  if (token === undefined) return undefined;
  return connectionOf(c.var.db, c.var.agency.id, token, c.var.now);
};

/** Its cookie stands for nothing, not even for what ended: the mailed link was opened in another browser. */
export const isElsewhere = async (c: Context<Env>): Promise<boolean> => {
  const token = getCookie(c, name, 'host');
  return token !== undefined && !(await isKnownToken(c.var.db, token));
};

/** Throws `not-found` when it is over, or never began here. */
export const requireEntry = async (c: Context<Env>): Promise<FirstConnectionRow> => {
  const row = await currentEntry(c);
  if (!row) throw new AppError('not-found');
  return row;
};
