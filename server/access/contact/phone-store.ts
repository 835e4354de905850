import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { codeHash, codeLifeMs, codeTries, newCode, refusedCode } from '../code.ts';
import type { PhoneCheckRow } from './rows.ts';

const dayMs = 86_400_000;
const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/**
 * A number to be verified by the code that it receives; another one that waited is forgotten. `strong`: it was confirmed
 * by a proof that no mailbox gives, so it counts at once.
 */
export const beginPhoneCheck = async (
  trx: Trx,
  loginId: string,
  { phone, strong }: { phone: string; strong: boolean },
  now: Date,
): Promise<void> => {
  const check = {
    phone,
    signs_from: strong ? now.toISOString() : later(now, dayMs),
    code_hash: null,
    tries: 0,
    expires_at: later(now, codeLifeMs),
  };
  await trx
    .insertInto('phone_check')
    .values({ login_id: loginId, ...check })
    .onConflict((conflict) => conflict.column('login_id').doUpdateSet(check))
    .execute();
};

/** The number that waits, if one still does. */
export const phoneWaiting = (db: Database, loginId: string, now: Date): Promise<PhoneCheckRow | undefined> =>
  db
    .selectFrom('phone_check')
    .selectAll()
    .where('login_id', '=', loginId)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();

/** Another message: the code of the one before is dead, and the ten minutes begin again. */
export const prolongPhoneCheck = async (trx: Trx, loginId: string, now: Date): Promise<void> => {
  const check = await phoneWaiting(trx, loginId, now);
  if (!check) throw new AppError('invalid', { fields: { code: 'expired' } });
  await trx
    .updateTable('phone_check')
    .set({ code_hash: null, tries: 0, expires_at: later(now, codeLifeMs) })
    .where('login_id', '=', loginId)
    .execute();
};

/** Made when the message leaves: only its hash stays. */
export const renewPhoneCode = async (db: Database, loginId: string): Promise<string> => {
  const code = newCode();
  await db
    .updateTable('phone_check')
    .set({ code_hash: codeHash(loginId, code) })
    .where('login_id', '=', loginId)
    .execute();
  return code;
};

/** Counts the try, whatever comes of it: commit it. Throws `invalid` unless the code is right. */
export const tryPhoneCode = async (
  db: Database,
  loginId: string,
  code: string,
  now: Date,
): Promise<PhoneCheckRow> => {
  const check = await db
    .updateTable('phone_check')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('login_id', '=', loginId)
    .where('expires_at', '>', now.toISOString())
    .where('tries', '<', codeTries)
    .returningAll()
    .executeTakeFirst();
  if (!check) throw new AppError('invalid', { fields: { code: 'expired' } });
  if (check.code_hash !== codeHash(loginId, code)) throw refusedCode(check.tries);
  return check;
};

/** The number is theirs. It confirms nothing for a day, unless a strong proof brought it. */
export const keepPhone = async (trx: Trx, { login_id, phone, signs_from }: PhoneCheckRow, now: Date) => {
  const signsFrom = signs_from <= now.toISOString() ? signs_from : later(now, dayMs);
  await trx
    .updateTable('login')
    .set({ phone, phone_signs_from: signsFrom })
    .where('id', '=', login_id)
    .execute();
  await trx.deleteFrom('phone_check').where('login_id', '=', login_id).execute();
};

export const removePhone = async (trx: Trx, loginId: string): Promise<void> => {
  await trx
    .updateTable('login')
    .set({ phone: null, phone_signs_from: null })
    .where('id', '=', loginId)
    .execute();
};

export const clearOldPhoneChecks = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('phone_check').where('expires_at', '<=', now.toISOString()).execute();
};
