import { Secret, TOTP } from 'otpauth';
import type { Database, Trx } from '../../database/open.ts';

/** What every application knows without being told: SHA-1, six digits, thirty seconds. */
const kind = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** How long a shown secret waits for its first code. */
const proposalMs = 30 * 60_000;

/** The step whose code this is, unless it is too far from now. */
const stepOf = (secret: string, code: string, now: Date, tolerance: 0 | 1): number | undefined => {
  const timestamp = now.getTime();
  const delta = TOTP.validate({
    ...kind,
    token: code,
    secret: Secret.fromBase32(secret),
    timestamp,
    window: tolerance,
  });
  return delta === null ? undefined : TOTP.counter({ ...kind, timestamp }) + delta;
};

/** Whether this is a code of the login's now. It serves once: the same one again, or an older one, is refused. */
export const verifyTotp = async (
  trx: Trx,
  loginId: string,
  code: string,
  tolerance: 0 | 1,
  now: Date,
): Promise<boolean> => {
  const row = await trx
    .selectFrom('totp')
    .select('secret')
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  const step = row?.secret ? stepOf(row.secret, code, now, tolerance) : undefined;
  if (step === undefined) return false;
  // Of two instances that read the same row, one writes: the other finds the step taken.
  const taken = await trx
    .updateTable('totp')
    .set({ last_step: step })
    .where('login_id', '=', loginId)
    .where('secret', '=', row?.secret ?? '')
    .where('last_step', '<', step)
    .returning('login_id')
    .executeTakeFirst();
  return taken !== undefined;
};

/** A new secret, in Base32. It counts once its first code comes back; the one in force serves until then. */
export const proposeTotp = async (trx: Trx, loginId: string, now: Date): Promise<string> => {
  const secret = new Secret({ size: 20 }).base32;
  const proposal = { proposed: secret, proposed_at: now.toISOString() };
  await trx
    .insertInto('totp')
    .values({ login_id: loginId, ...proposal })
    .onConflict((conflict) => conflict.column('login_id').doUpdateSet(proposal))
    .execute();
  return secret;
};

/**
 * Puts the proposed secret in force, if this is its code. `first`: only where none is in force yet, as at an agent's
 * first sign-in, where nothing but the password was proved.
 */
export const confirmTotp = async (
  trx: Trx,
  loginId: string,
  code: string,
  now: Date,
  { tolerance, first = false }: { tolerance: 0 | 1; first?: boolean },
): Promise<boolean> => {
  const row = await trx
    .selectFrom('totp')
    .select('proposed')
    .where('login_id', '=', loginId)
    .where('proposed_at', '>', new Date(now.getTime() - proposalMs).toISOString())
    .executeTakeFirst();
  const secret = row?.proposed;
  const step = secret ? stepOf(secret, code, now, tolerance) : undefined;
  if (!secret || step === undefined) return false;
  let confirmed = trx
    .updateTable('totp')
    .set({
      secret,
      last_step: step,
      confirmed_at: now.toISOString(),
      proposed: null,
      proposed_at: null,
    })
    .where('login_id', '=', loginId)
    .where('proposed', '=', secret);
  if (first) confirmed = confirmed.where('confirmed_at', 'is', null);
  return (await confirmed.returning('login_id').executeTakeFirst()) !== undefined;
};

export const hasTotp = async (db: Database, loginId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('totp')
    .select('login_id')
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
};

/** Answers whether there was one. */
export const removeTotp = async (trx: Trx, loginId: string): Promise<boolean> => {
  const removed = await trx
    .deleteFrom('totp')
    .where('login_id', '=', loginId)
    .returning('confirmed_at')
    .executeTakeFirst();
  return (removed?.confirmed_at ?? null) !== null;
};

/** For the QR code: the application files it under the agency's name and shows the address beside it. */
export const totpUri = (secret: string, issuer: string, label: string): string =>
  new TOTP({ ...kind, issuer, label, secret: Secret.fromBase32(secret) }).toString();
