import { Hono } from 'hono';
import type { Context } from 'hono';
import type { InferOutput } from 'valibot';
import type { Trx } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { isCrossSite } from '../../http/origins.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { SignedIn } from '../contract.ts';
import { deviceOf } from '../device.ts';
import { enter } from '../enter.ts';
import type { AccessParts } from '../parts.ts';
import { fromPortal, whoWaits } from '../permissions.ts';
import {
  type PasskeyOptions,
  PasskeyResponse,
  RecoveryCode,
  type RecoveryCodes,
  TotpCode,
  type TotpSecret,
} from './contract.ts';
import { noticeFactor } from './notice-store.ts';
import { addressee } from './passkey-store.ts';
import { replaceRecoveryCodes, useRecoveryCode } from './recovery-store.ts';
import { secondFactorNeed } from './store.ts';
import { confirmTotp, proposeTotp, totpUri, verifyTotp } from './totp-store.ts';
import { countPasskeyTry, countRecoveryTry, countTotpTry, forgetFactorTries } from './tries-store.ts';
import { type PasskeyQuestion, passkeyOptions, verifyPasskey } from './webauthn.ts';

const wrong = (field: 'code' | 'passkey') => new AppError('invalid', { fields: { [field]: 'wrong' } });

/** Whoever has a factor proves it: a password alone must never put another in its place. */
const requireNone = async (trx: Trx, loginId: string): Promise<void> => {
  if ((await secondFactorNeed(trx, loginId))?.kind !== 'enrol') throw new AppError('conflict');
};

/** Signing in with a passkey alone, and the second factor that a waiting session owes. */
export const factorRoutes = ({
  sessions,
  trustedProxies,
  wake,
}: Pick<AccessParts, 'sessions' | 'trustedProxies' | 'wake'>) => {
  /** Whose password was right. Codes may be typed wherever the password may be; nothing is, on another site. */
  const waiting = async (c: Context<Env>): Promise<{ loginId: string; signIn: string }> => {
    if (isCrossSite(c)) throw new AppError('not-allowed');
    const found = await whoWaits(c, sessions);
    if (!found) throw new AppError('signed-out');
    return { loginId: found.person.loginId, signIn: found.session.signIn };
  };

  /** All is proved: the waiting session ends, a full one with a new id begins. */
  const finish = async (c: Context<Env>, loginId: string): Promise<SignedIn> => {
    await forgetFactorTries(c.var.db, loginId);
    return enter(c, sessions, loginId, { allProved: true });
  };

  const notice = (c: Context<Env>, loginId: string) => ({
    agencySlug: c.var.agency.slug,
    loginId,
    device: deviceOf(c.req.header('user-agent') ?? ''),
  });

  const ask = async (c: Context<Env>, question: Omit<PasskeyQuestion, 'agency'>) => {
    const { db, agency, now } = c.var;
    await countPasskeyTry(db, agency.id, networkOf(c, trustedProxies), now);
    const options = await passkeyOptions(db, { agency, ...question }, now);
    return c.json<InferOutput<typeof PasskeyOptions>>({ options }, 201);
  };

  const prove = async (c: Context<Env>, question: Omit<PasskeyQuestion, 'agency'>, response: string) => {
    const { db, agency, now } = c.var;
    await countPasskeyTry(db, agency.id, networkOf(c, trustedProxies), now);
    const proved = await transaction(db, (trx) => verifyPasskey(trx, { agency, ...question, response }, now));
    if (!proved) throw wrong('passkey');
    return c.json<SignedIn>(await finish(c, proved.loginId), 201);
  };

  return (
    new Hono<Env>()
      .post('/session/passkey/options', fromPortal, (c) => ask(c, { purpose: 'sign-in', loginId: null }))
      .post('/session/passkey', fromPortal, validate('json', PasskeyResponse), (c) =>
        prove(c, { purpose: 'sign-in', loginId: null }, c.req.valid('json').response),
      )
      .post('/session/factor/totp', validate('json', TotpCode), async (c) => {
        const { db, now } = c.var;
        const { loginId } = await waiting(c);
        const tolerance = await countTotpTry(db, loginId, now);
        const { code } = c.req.valid('json');
        const right = await transaction(db, (trx) => verifyTotp(trx, loginId, code, tolerance, now));
        if (!right) throw wrong('code');
        return c.json<SignedIn>(await finish(c, loginId), 201);
      })
      .post('/session/factor/recovery-code', validate('json', RecoveryCode), async (c) => {
        const { db, now } = c.var;
        const { loginId } = await waiting(c);
        await countRecoveryTry(db, loginId, now);
        const { code } = c.req.valid('json');
        await transaction(db, async (trx) => {
          const left = await useRecoveryCode(trx, loginId, code, now);
          if (left === undefined) throw wrong('code');
          await noticeFactor(trx, { ...notice(c, loginId), change: 'recovery-code-used', left }, now);
        });
        wake();
        return c.json<SignedIn>(await finish(c, loginId), 201);
      })
      .post('/session/factor/passkey/options', fromPortal, async (c) => {
        const { loginId, signIn } = await waiting(c);
        return ask(c, { purpose: 'factor', loginId, subject: signIn });
      })
      .post('/session/factor/passkey', fromPortal, validate('json', PasskeyResponse), async (c) => {
        const { loginId, signIn } = await waiting(c);
        return prove(c, { purpose: 'factor', loginId, subject: signIn }, c.req.valid('json').response);
      })
      /** An agent's first: the secret, then its first code, which opens the session and gives the recovery codes. */
      .post('/session/factor/enrolment', fromPortal, async (c) => {
        const { db, agency, now } = c.var;
        const { loginId } = await waiting(c);
        // Whoever has a factor proves it: a password alone must never put another in its place.
        if ((await secondFactorNeed(db, loginId))?.kind !== 'enrol') throw new AppError('conflict');
        const secret = await transaction(db, (trx) => proposeTotp(trx, loginId, now));
        const { email } = await addressee(db, loginId);
        const uri = totpUri(secret, agency.card.name, email);
        return c.json<InferOutput<typeof TotpSecret>>({ secret, uri }, 201);
      })
      .post('/session/factor/enrolment/confirmation', fromPortal, validate('json', TotpCode), async (c) => {
        const { db, now } = c.var;
        const { loginId } = await waiting(c);
        const tolerance = await countTotpTry(db, loginId, now);
        const codes = await transaction(db, async (trx) => {
          await requireNone(trx, loginId);
          if (!(await confirmTotp(trx, loginId, c.req.valid('json').code, now, { tolerance, first: true })))
            throw wrong('code');
          await noticeFactor(trx, { ...notice(c, loginId), change: 'totp-added' }, now);
          return replaceRecoveryCodes(trx, loginId);
        });
        wake();
        await finish(c, loginId);
        return c.json<InferOutput<typeof RecoveryCodes>>({ codes }, 201);
      })
  );
};
