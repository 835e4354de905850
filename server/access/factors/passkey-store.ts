import type { Database, Trx } from '../../database/open.ts';
import { hashSecret } from '../store.ts';
import type { Passkey } from './contract.ts';
import type { PasskeyRow, WebauthnChallengeRow } from './rows.ts';

const challengeMs = 5 * 60_000;

/** What a challenge was made for; the same must be said when it comes back. */
export interface Asked {
  agencyId: string;
  purpose: WebauthnChallengeRow['purpose'];
  /** Null where nobody is known yet: signing in with a passkey alone. */
  loginId: string | null;
  /** What else it belongs to: the sign-in or the step-up. */
  subject?: string | undefined;
}

export const insertChallenge = async (
  db: Database,
  { agencyId, purpose, loginId, subject }: Asked,
  challenge: string,
  now: Date,
): Promise<void> => {
  await db
    .insertInto('webauthn_challenge')
    .values({
      challenge_hash: hashSecret(challenge),
      agency_id: agencyId,
      purpose,
      login_id: loginId,
      subject: subject ?? null,
      expires_at: new Date(now.getTime() + challengeMs).toISOString(),
    })
    .execute();
};

/** Consumes it; false when it was made for something else, is too old, or was answered already. */
export const takeChallenge = async (
  trx: Trx,
  { agencyId, purpose, loginId, subject }: Asked,
  challenge: string,
  now: Date,
): Promise<boolean> => {
  const taken = await trx
    .deleteFrom('webauthn_challenge')
    .where('challenge_hash', '=', hashSecret(challenge))
    .where('agency_id', '=', agencyId)
    .where('purpose', '=', purpose)
    .where('login_id', loginId === null ? 'is' : '=', loginId)
    .where('subject', subject === undefined ? 'is' : '=', subject ?? null)
    .where('expires_at', '>', now.toISOString())
    .returning('challenge_hash')
    .executeTakeFirst();
  return taken !== undefined;
};

export const clearExpiredChallenges = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('webauthn_challenge').where('expires_at', '<=', now.toISOString()).execute();
};

export const addressee = (db: Database, loginId: string): Promise<{ email: string; name: string }> =>
  db.selectFrom('login').select(['email', 'name']).where('id', '=', loginId).executeTakeFirstOrThrow();

/** The login's keys, oldest first. */
export const listPasskeys = async (db: Database, loginId: string): Promise<Passkey[]> => {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'name', 'created_at', 'last_used_at'])
    .where('login_id', '=', loginId)
    .orderBy('created_at')
    .orderBy('id')
    .execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  }));
};

/** For the browser, which must know which keys it may use, or already made. */
export const credentialsOf = async (
  db: Database,
  loginId: string,
): Promise<{ id: string; transports: string[] }[]> => {
  const rows = await db
    .selectFrom('passkey')
    .select(['id', 'transports'])
    .where('login_id', '=', loginId)
    .execute();
  return rows.map(({ id, transports }) => ({ id, transports: JSON.parse(transports) as string[] }));
};

/** The key with this id, of a login of this agency; of that login, when one is known. */
export const findPasskey = (
  trx: Trx,
  { agencyId, loginId }: Pick<Asked, 'agencyId' | 'loginId'>,
  id: string,
): Promise<PasskeyRow | undefined> => {
  const query = trx
    .selectFrom('passkey')
    .innerJoin('login', 'login.id', 'passkey.login_id')
    .selectAll('passkey')
    .where('passkey.id', '=', id)
    .where('login.agency_id', '=', agencyId);
  return (loginId === null ? query : query.where('login.id', '=', loginId)).executeTakeFirst();
};

/** False when another instance counted further meanwhile. */
export const countPasskeyUse = async (
  trx: Trx,
  { id, counter }: Pick<PasskeyRow, 'id' | 'counter'>,
  next: number,
  now: Date,
): Promise<boolean> => {
  const counted = await trx
    .updateTable('passkey')
    .set({ counter: next, last_used_at: now.toISOString() })
    .where('id', '=', id)
    .where('counter', '=', counter)
    .returning('id')
    .executeTakeFirst();
  return counted !== undefined;
};

/** False when this key is known already, whoever's it is. */
export const insertPasskey = async (trx: Trx, row: PasskeyRow): Promise<boolean> => {
  const inserted = await trx
    .insertInto('passkey')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return inserted !== undefined;
};

/** False when it is not theirs, or not there. */
export const removePasskey = async (trx: Trx, loginId: string, id: string): Promise<boolean> => {
  const removed = await trx
    .deleteFrom('passkey')
    .where('id', '=', id)
    .where('login_id', '=', loginId)
    .returning('id')
    .executeTakeFirst();
  return removed !== undefined;
};
