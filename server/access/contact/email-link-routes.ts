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
import { fromPortal } from '../permissions.ts';
import { confirmAddress } from './confirm-store.ts';
import { type EmailLinkState, EmailToken } from './contract.ts';
import { changeBehind } from './email-store.ts';
import { undoEmailChange } from './email-undo-store.ts';
import { endEverything } from './store.ts';

/** Open to everyone: what stands behind the links of an address change. Opening consumes nothing; pressing does. */
export const emailLinkRoutes = ({ trustedProxies, wake }: Pick<AccessParts, 'trustedProxies' | 'wake'>) => {
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

  return new Hono<Env>()
    .post('/email-changes/link', fromPortal, validate('json', EmailToken), async (c) => {
      const change = await look(c, c.req.valid('json').token);
      return c.json<EmailLinkState>({ usable: change !== undefined, email: change?.email ?? null }, 200);
    })
    .post('/email-changes/confirmation', fromPortal, validate('json', EmailToken), async (c) => {
      const { db, agency, now } = c.var;
      const { id } = await find(c, c.req.valid('json').token, 'confirm');
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
