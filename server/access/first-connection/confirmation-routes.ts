import { type Context, Hono } from 'hono';
import type { InferOutput } from 'valibot';
import { countAttempt } from '../../database/limits.ts';
import type { Database } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { codeHash } from '../code.ts';
import type { AccessParts } from '../parts.ts';
import { hashAcceptable, typedHash } from '../password.ts';
import { accountNamed } from '../named-store.ts';
import { wordsOfPeople } from '../words-store.ts';
import {
  ChosenPassword,
  ConfirmationCode,
  type ConfirmationState,
  ConfirmationToken,
  type FirstConnectionAnswer,
  NewConfirmation,
} from './contract.ts';
import { requireStep } from './detail-routes.ts';
import { currentEntry, handEntry, requireEntry } from './entry.ts';
import { answerStep, finish, sendMail } from './finish.ts';
import { linkTries, takeLinkTry } from './link-store.ts';
import { codeLimits, linkLimits, mailLimits, proofMailLimits } from './limits.ts';
import { aroundConnection } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';
import { asksIdentifier, mailableFrom, proofAddresses, stepOf } from './state.ts';
import { connectionByLink, handOverConnection, takeCodeTry, updateConnection } from './store.ts';

/** The mailbox: asked for by a mail, confirmed by its link or its code, and the password that follows. */
export const confirmationRoutes = (parts: AccessParts) => {
  const { trustedProxies, wake } = parts;
  return (
    new Hono<Env>()
      /** Another mail. */
      .post('/first-connection/mail', async (c) => {
        const { db, agency, now } = c.var;
        const row = await requireEntry(c);
        const around = await aroundConnection(db, row);
        requireStep(row, around, 'second-proof', 'taken', 'confirm');
        const from = mailableFrom(row);
        if (from === null) throw new AppError('too-many', { retryAfter: 3600 });
        const waitMs = Date.parse(from) - now.getTime();
        if (waitMs > 0) throw new AppError('too-many', { retryAfter: Math.ceil(waitMs / 1000) });
        const isProof = stepOf(row, around) === 'second-proof';
        if (isProof && proofAddresses(row, around).length === 0) throw new AppError('conflict');
        const network = networkOf(c, trustedProxies);
        const limits = isProof
          ? proofMailLimits(row.account_id ?? '')
          : mailLimits(agency.id, typedHash(agency.id, row.email ?? ''), network, row.path);
        await countAttempt(db, limits, now);
        const next = await transaction(db, (trx) => sendMail(trx, agency.slug, row, {}, now));
        wake();
        return c.json<FirstConnectionAnswer>(await answerStep(db, next), 202);
      })
      .post('/first-connection/code', validate('json', ConfirmationCode), async (c) => {
        const { db, agency, now } = c.var;
        const row = await requireEntry(c);
        const around = await aroundConnection(db, row);
        requireStep(row, around, 'confirm');
        await countAttempt(db, codeLimits(typedHash(agency.id, row.email ?? '')), now);
        const taken = await takeCodeTry(db, row, now);
        if (!taken) throw new AppError('invalid', { fields: { code: 'expired' } });
        // No code is mailed to an address that has a login, nor for data that fit nobody.
        const mayServe = !around.taken && row.person_id !== null;
        const right = taken.code_hash === codeHash(row.id, c.req.valid('json').code);
        if (!right || !mayServe) throw new AppError('invalid', { fields: { code: 'wrong' } });
        if (row.password_hash !== null)
          return c.json<FirstConnectionAnswer>(await finish(c, parts, row, row.password_hash), 200);
        const next = await updateConnection(db, row, { proved: 1, confirmed_at: now.toISOString() }, now);
        return c.json<FirstConnectionAnswer>(await answerStep(db, next), 200);
      })
      .post('/first-connection/password', validate('json', ChosenPassword), async (c) => {
        const { db, agency } = c.var;
        const row = await requireEntry(c);
        requireStep(row, await aroundConnection(db, row), 'password');
        const filed = await wordsOfPeople(db, agency, row.person_id === null ? [] : [row.person_id]);
        const words = [...filed, row.email ?? ''];
        const hash = await hashAcceptable(c.req.valid('json').password, agency, words);
        return c.json<FirstConnectionAnswer>(await finish(c, parts, row, hash), 200);
      })
      /** What the mailed link stands for, before anything is pressed. */
      .post('/confirmations/link', validate('json', ConfirmationToken), async (c) => {
        const { db, agency, now } = c.var;
        await countAttempt(db, linkLimits(agency.id, networkOf(c, trustedProxies)), now);
        const row = await connectionByLink(db, agency.id, c.req.valid('json').token, now);
        const asks = row !== undefined && (await asksHere(c, row));
        const isDead = row === undefined || (asks && row.link_tries >= linkTries);
        const state = isDead
          ? { usable: false, email: null, asksIdentifier: false }
          : { usable: true, email: row.email, asksIdentifier: asks };
        return c.json<InferOutput<typeof ConfirmationState>>(state, 200);
      })
      .post('/confirmations', validate('json', NewConfirmation), async (c) => {
        const { db, agency, now } = c.var;
        await countAttempt(db, linkLimits(agency.id, networkOf(c, trustedProxies)), now);
        const { token: mailed, identifier = '' } = c.req.valid('json');
        const row = await connectionByLink(db, agency.id, mailed, now);
        if (!row) throw new AppError('invalid', { fields: { token: 'expired' } });
        if (await asksHere(c, row)) await requireIdentifier(db, row, identifier);
        if ((await aroundConnection(db, row)).taken)
          return c.json<FirstConnectionAnswer>(await finish(c, parts, row, ''), 200);
        const isHere = (await currentEntry(c))?.id === row.id;
        if (isHere && row.password_hash !== null)
          return c.json<FirstConnectionAnswer>(await finish(c, parts, row, row.password_hash), 200);
        const confirmed = { proved: 1, confirmed_at: now.toISOString() };
        if (isHere) {
          const next = await updateConnection(db, row, confirmed, now);
          return c.json<FirstConnectionAnswer>(await answerStep(db, next), 200);
        }
        // Whoever typed a password elsewhere may not be who reads this mailbox: it is asked again, here.
        const { token, row: next } = await handOverConnection(
          db,
          row,
          { ...confirmed, password_hash: null },
          now,
        );
        handEntry(c, token);
        return c.json<FirstConnectionAnswer>(await answerStep(db, next), 200);
      })
  );
};

/** In the browser that showed the letter, nothing is asked twice. */
const asksHere = async (c: Context<Env>, row: FirstConnectionRow): Promise<boolean> =>
  (await currentEntry(c))?.id !== row.id && asksIdentifier(row, await aroundConnection(c.var.db, row));

/** Wrong, and right after too many tries, are one answer. */
const requireIdentifier = async (db: Database, row: FirstConnectionRow, typed: string): Promise<void> => {
  if (typed === '') throw new AppError('invalid', { fields: { identifier: 'empty' } });
  const mayTry = await takeLinkTry(db, row);
  const named = await accountNamed(db, row.agency_id, typed);
  if (!mayTry || named !== row.account_id) throw new AppError('invalid', { fields: { identifier: 'wrong' } });
};
