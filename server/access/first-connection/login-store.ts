import { newId } from '../../database/id.ts';
import type { Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { endEverything } from '../contact/store.ts';

/** A login of this record and of no other, and of no agent: the same human's. */
export const ownLoginOf = (trx: Trx, personId: string): Promise<{ id: string; email: string } | undefined> =>
  trx
    .selectFrom('login_person as mine')
    .innerJoin('login', 'login.id', 'mine.login_id')
    .select(['login.id', 'login.email'])
    .where('mine.person_id', '=', personId)
    .where((eb) =>
      eb.not(
        eb.or([
          eb.exists(
            eb
              .selectFrom('login_person as other')
              .select('other.person_id')
              .whereRef('other.login_id', '=', 'mine.login_id')
              .where('other.person_id', '!=', personId),
          ),
          eb.exists(
            eb.selectFrom('agent').select('agent.login_id').whereRef('agent.login_id', '=', 'mine.login_id'),
          ),
        ]),
      ),
    )
    .orderBy('mine.since')
    .executeTakeFirst();

interface LoginValues {
  email: string;
  name: string;
  passwordHash: string;
}

/**
 * Who lost both mailbox and password came back by a letter: their login follows them, whoever was in it is out, and no
 * key that somebody else may hold opens it any more, nor gives the former address back. Answers whether there was a key.
 */
export const moveLogin = async (
  trx: Trx,
  loginId: string,
  { email, passwordHash }: LoginValues,
  now: Date,
): Promise<boolean> => {
  await trx
    .updateTable('login')
    .set({ email, password_hash: passwordHash })
    .where('id', '=', loginId)
    .execute();
  await endEverything(trx, loginId, now);
  await trx
    .updateTable('email_change')
    .set({ undo_until: now.toISOString() })
    .where('login_id', '=', loginId)
    .where('undo_until', '>', now.toISOString())
    .execute();
  return removeKeys(trx, loginId);
};

const removeKeys = async (trx: Trx, loginId: string): Promise<boolean> => {
  await trx.deleteFrom('webauthn_challenge').where('login_id', '=', loginId).execute();
  const removed: object[] = [];
  for (const table of ['passkey', 'social_identity', 'totp', 'recovery_code'] as const)
    removed.push(
      ...(await trx.deleteFrom(table).where('login_id', '=', loginId).returning('login_id').execute()),
    );
  const phones = await trx
    .updateTable('login')
    .set({ phone: null, phone_signs_from: null })
    .where('id', '=', loginId)
    .where('phone', 'is not', null)
    .returning('id')
    .execute();
  return removed.length + phones.length > 0;
};

export const insertLogin = async (
  trx: Trx,
  agencyId: string,
  { email, passwordHash, name }: LoginValues,
  now: Date,
): Promise<string> => {
  const row = await trx
    .insertInto('login')
    .values({
      id: newId(),
      agency_id: agencyId,
      name,
      email,
      password_hash: passwordHash,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody took the address in this very moment.
  if (!row) throw new AppError('conflict');
  return row.id;
};
