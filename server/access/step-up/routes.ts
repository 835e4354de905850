import { Hono } from 'hono';
import { countAttempt } from '../../database/limits.ts';
import { enqueue } from '../../database/outbox.ts';
import { transaction } from '../../database/transaction.ts';
import { validate } from '../../http/validate.ts';
import { codeHash, refusedCode } from '../code.ts';
import { passkeyOptions, verifyPasskey } from '../factors/webauthn.ts';
import { verifyTotp } from '../factors/totp-store.ts';
import { countTotpTry, forgetFactorTries } from '../factors/tries-store.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import { AppError } from '../../values/error.ts';
import { normalAction, sayAction } from './action.ts';
import { channelsOf, requireChannel } from './channels-store.ts';
import { NewStepUp, PasskeyProof, type StepUp, StepUpCode } from './contract.ts';
import { countTry, createStepUp, markProven } from './store.ts';

/** Codes that were proven do not count there: this one stops whoever only asks. */
const limitsOf = (loginId: string) => [
  { subject: `step-up:${loginId}`, max: 20, windowSeconds: 3600 },
  { subject: `step-up:${loginId}`, max: 60, windowSeconds: 86_400 },
];

/** Behind `requirePerson` and `requirePortal`: a fresh proof for one action. */
export const stepUpRoutes = (parts: AccessParts) =>
  new Hono<AccessEnv>()
    .post('/step-ups', validate('json', NewStepUp), async (c) => {
      const { db, read, agency, person, session, now } = c.var;
      const { loginId } = person;
      const { channel, action: typed } = c.req.valid('json');
      const action = normalAction(typed);
      const says = sayAction(action);
      const channels = await channelsOf(read, loginId, { sms: parts.phoneOffered }, now);
      const { to } = requireChannel(channels, channel);
      await countAttempt(db, limitsOf(loginId), now);
      const row = await transaction(db, async (trx) => {
        const created = await createStepUp(
          trx,
          { loginId, signIn: session.signIn },
          { action, says, channel },
          now,
        );
        const payload = { agencySlug: agency.slug, stepUpId: created.id };
        if (channel === 'email') await enqueue(trx, 'step-up-mail', payload, now);
        if (channel === 'sms') await enqueue(trx, 'step-up-sms', payload, now);
        return created;
      });
      parts.wake();
      const question = { agency, purpose: 'step-up', loginId, subject: row.id } as const;
      const passkey = channel === 'passkey' ? await passkeyOptions(db, question, now) : null;
      return c.json<StepUp>({ id: row.id, channel, to, says, expiresAt: row.expires_at, passkey }, 201);
    })
    .post('/step-ups/:id/code', validate('json', StepUpCode), async (c) => {
      const { db, person, session, now } = c.var;
      const { loginId } = person;
      const { code } = c.req.valid('json');
      const asking = { loginId, signIn: session.signIn };
      // Kept whatever comes of it: a try that ends in an error is a try.
      const row = await countTry(db, c.req.param('id'), asking, now);
      if (!row || row.channel === 'passkey') throw new AppError('invalid', { fields: { code: 'expired' } });
      const tolerance = row.channel === 'totp' ? await countTotpTry(db, loginId, now) : 0;
      const right = await transaction(db, async (trx) => {
        const isRight =
          row.channel === 'totp'
            ? await verifyTotp(trx, loginId, code, tolerance, now)
            : row.code_hash === codeHash(row.id, code);
        if (isRight) await markProven(trx, row.id, now);
        return isRight;
      });
      if (!right) throw refusedCode(row.tries);
      if (row.channel === 'totp') await forgetFactorTries(db, loginId);
      return c.json({}, 200);
    })
    .post('/step-ups/:id/passkey', validate('json', PasskeyProof), async (c) => {
      const { db, agency, person, session, now } = c.var;
      const { loginId } = person;
      const { response } = c.req.valid('json');
      const id = c.req.param('id');
      const row = await countTry(db, id, { loginId, signIn: session.signIn }, now);
      if (row?.channel !== 'passkey') throw new AppError('invalid', { fields: { passkey: 'expired' } });
      const right = await transaction(db, async (trx) => {
        const question = { agency, purpose: 'step-up', loginId, subject: id, response } as const;
        const proven = await verifyPasskey(trx, question, now);
        if (proven) await markProven(trx, id, now);
        return proven !== undefined;
      });
      if (!right) throw new AppError('invalid', { fields: { passkey: 'wrong' } });
      return c.json({}, 200);
    });
