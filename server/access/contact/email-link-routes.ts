import { Hono } from 'hono';
import type { Context } from 'hono';
import { enqueue } from '../../database/outbox.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import { countTokenTry } from '../password.ts';
import { fromPortal, whoAsks } from '../permissions.ts';
import { confirmAddress } from './email-confirm-store.ts';
import { type EmailLinkState, EmailToken } from './contract.ts';
import { changeBehind } from './email-store.ts';
import { undoEmailChange } from './email-undo-store.ts';
import { endEverything } from './store.ts';

/**
 * What stands behind the links of an address change. Opening consumes nothing; pressing does: whoever is signed in as that
 * login confirms, and anyone who reads the former address undoes.
 */
export const emailLinkRoutes = ({ sessions, trustedProxies, wake }: AccessParts) => {
  const look = async (c: Context<Env>, token: string) => {
    const { db, agency, now } = c.var;
    await countTokenTry(db, agency.id, networkOf(c, trustedProxies), now);
    return changeBehind(db, agency.id, token, now);
  };
  const find = async (c: Context<Env>, token: string, does: 'confirm' | 'undo') => {
    const change = await look(c, token);
    if (change?.does !== does) throw new AppError('invalid', { fields: { token: 'expired' } });
    return change;
  };
  const isSignedIn = async (c: Context<Env>, { loginId }: { loginId: string }) =>
    (await whoAsks(c, sessions))?.person.loginId === loginId;

  return new Hono<Env>()
    .post('/email-changes/link', fromPortal, validate('json', EmailToken), async (c) => {
      const change = await look(c, c.req.valid('json').token);
      const asksSession = change?.does === 'confirm' && !(await isSignedIn(c, change));
      const state = { usable: change !== undefined, email: change?.email ?? null, asksSession };
      return c.json<EmailLinkState>(state, 200);
    })
    .post('/email-changes/confirmation', fromPortal, validate('json', EmailToken), async (c) => {
      const { db, agency, now } = c.var;
      const change = await find(c, c.req.valid('json').token, 'confirm');
      // A mistyped address is a stranger's: with it, they could choose a password.
      if (!(await isSignedIn(c, change))) throw new AppError('signed-out');
      const { id } = change;
      await transaction(db, (trx) => confirmAddress(trx, agency, { id, field: 'token' }, now));
      wake();
      return c.json({}, 200);
    })
    .post('/email-changes/undo', fromPortal, validate('json', EmailToken), async (c) => {
      const { db, agency, now } = c.var;
      const { id } = await find(c, c.req.valid('json').token, 'undo');
      await transaction(db, async (trx) => {
        const { login_id, former } = await undoEmailChange(trx, id, now);
        await endEverything(trx, login_id, now);
        // Whoever took the address may know the password: its owner chooses another.
        const asked = { agencySlug: agency.slug, identifier: former, askedAt: now };
        await enqueue(trx, 'reset-letter', asked, now);
      });
      wake();
      return c.json({}, 200);
    });
};
