import { randomBytes } from 'node:crypto';
import type { Database, Trx } from '../../database/open.ts';
import { hashSecret } from '../store.ts';
import { makeRecoveryCode, readRecoveryCode, recoveryCodes } from './recovery-code.ts';

/**
 * SHA-256 is enough: 80 random bits cannot be tried one by one, hash in hand or not, and the login in front keeps a
 * list of tries from serving against everybody at once.
 */
const hashOf = (loginId: string, code: string): string => hashSecret(`${loginId}:${readRecoveryCode(code)}`);

/** Ten new codes, to be shown once; the former ones are dead. */
export const replaceRecoveryCodes = async (trx: Trx, loginId: string): Promise<string[]> => {
  await removeRecoveryCodes(trx, loginId);
  const codes = Array.from({ length: recoveryCodes }, () => makeRecoveryCode(randomBytes));
  await trx
    .insertInto('recovery_code')
    .values(codes.map((code) => ({ login_id: loginId, code_hash: hashOf(loginId, code), used_at: null })))
    .execute();
  return codes;
};

/** How many are left once this one has served; undefined when it is not one of theirs, or served already. */
export const useRecoveryCode = async (
  trx: Trx,
  loginId: string,
  code: string,
  now: Date,
): Promise<number | undefined> => {
  const used = await trx
    .updateTable('recovery_code')
    .set({ used_at: now.toISOString() })
    .where('login_id', '=', loginId)
    .where('code_hash', '=', hashOf(loginId, code))
    .where('used_at', 'is', null)
    .returning('login_id')
    .executeTakeFirst();
  return used && countRecoveryCodes(trx, loginId);
};

/** Those not used yet. */
const countRecoveryCodes = async (db: Database, loginId: string): Promise<number> => {
  const { left } = await db
    .selectFrom('recovery_code')
    .select((eb) => eb.fn.countAll<number>().as('left'))
    .where('login_id', '=', loginId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return left;
};

export const removeRecoveryCodes = async (trx: Trx, loginId: string): Promise<void> => {
  await trx.deleteFrom('recovery_code').where('login_id', '=', loginId).execute();
};
