import { newId, newSecret } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { codeTries } from '../code.ts';
import { hashSecret } from '../store.ts';
import type { FirstConnectionRow } from './rows.ts';

const idleMs = 30 * 60_000;
const longestMs = 2 * 3_600_000;

export type NewConnection = Pick<FirstConnectionRow, 'agency_id' | 'path'> &
  Partial<Omit<FirstConnectionRow, 'id' | 'token_hash'>>;

/** Someone on their way in; answers the cookie's token with the row. */
export const insertConnection = async (
  trx: Trx,
  values: NewConnection,
  now: Date,
): Promise<{ token: string; row: FirstConnectionRow }> => {
  const token = newSecret();
  const until = new Date(now.getTime() + idleMs).toISOString();
  const row = await trx
    .insertInto('first_connection')
    .values({
      ...nothingYet,
      opened_at: now.toISOString(),
      open_until: until,
      expires_at: until,
      ...values,
      id: newId(),
      token_hash: hashSecret(token),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { token, row };
};

const nothingYet = {
  account_id: null,
  person_id: null,
  secret_id: null,
  login_id: null,
  proved: 0,
  proof_hash: null,
  proof_until: null,
  proof_tries: 0,
  proved_email: null,
  details: null,
  email: null,
  password_hash: null,
  link_hash: null,
  code_hash: null,
  code_until: null,
  code_tries: 0,
  link_tries: 0,
  mails: 0,
  mail_state: null,
  mailed_at: null,
  confirmed_at: null,
  finished_at: null,
} as const;

/** What the cookie's token stands for, as long as it serves. */
export const connectionOf = (
  db: Database,
  agencyId: string,
  token: string,
  now: Date,
): Promise<FirstConnectionRow | undefined> =>
  db
    .selectFrom('first_connection')
    .selectAll()
    .where('token_hash', '=', hashSecret(token))
    .where('agency_id', '=', agencyId)
    .where('finished_at', 'is', null)
    .where('open_until', '>', now.toISOString())
    .executeTakeFirst();

/** Whether a row has this cookie's token, open or over: none has one that was handed over. */
export const isKnownToken = async (db: Database, token: string): Promise<boolean> => {
  const found = await db
    .selectFrom('first_connection')
    .select('id')
    .where('token_hash', '=', hashSecret(token))
    .executeTakeFirst();
  return found !== undefined;
};

/** What a mailed link stands for. Reading it consumes nothing: mail scanners open links. */
export const connectionByLink = (
  db: Database,
  agencyId: string,
  token: string,
  now: Date,
): Promise<FirstConnectionRow | undefined> =>
  db
    .selectFrom('first_connection')
    .selectAll()
    .where('link_hash', '=', hashSecret(token))
    .where('agency_id', '=', agencyId)
    .where('finished_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();

/** For the worker: nothing once it is finished or gone. */
export const openConnection = (db: Database, id: string): Promise<FirstConnectionRow | undefined> =>
  db
    .selectFrom('first_connection')
    .selectAll()
    .where('id', '=', id)
    .where('finished_at', 'is', null)
    .executeTakeFirst();

/**
 * Changes it, and lets the cookie serve half an hour more, two hours in all. Throws `conflict` when another request
 * moved it since it was read: what confirms one address must never be written beside another.
 */
export const updateConnection = async (
  trx: Database,
  row: FirstConnectionRow,
  changes: Partial<FirstConnectionRow>,
  now: Date,
): Promise<FirstConnectionRow> => {
  const longest = Date.parse(changes.opened_at ?? row.opened_at) + longestMs;
  const until = new Date(Math.min(now.getTime() + idleMs, longest)).toISOString();
  const open_until = until > row.open_until || changes.opened_at ? until : row.open_until;
  const expires = changes.expires_at ?? row.expires_at;
  const updated = await trx
    .updateTable('first_connection')
    .set({ ...changes, open_until, expires_at: expires > open_until ? expires : open_until })
    .where('id', '=', row.id)
    .where('token_hash', '=', row.token_hash)
    .where('email', row.email === null ? 'is' : '=', row.email)
    .where('confirmed_at', row.confirmed_at === null ? 'is' : '=', row.confirmed_at)
    .where('finished_at', 'is', null)
    .returningAll()
    .executeTakeFirst();
  if (!updated) throw new AppError('conflict');
  return updated;
};

/** From now on another browser has it: the former cookie serves nothing. Answers the new token. */
export const handOverConnection = async (
  trx: Database,
  row: FirstConnectionRow,
  changes: Partial<FirstConnectionRow>,
  now: Date,
): Promise<{ token: string; row: FirstConnectionRow }> => {
  const token = newSecret();
  const moved = { ...changes, token_hash: hashSecret(token), opened_at: now.toISOString() };
  return { token, row: await updateConnection(trx, row, moved, now) };
};

/** What the worker writes: nothing of the browser's, whose cookie it does not prolong. False when it came too late. */
export const noteMail = async (
  db: Database,
  row: Pick<FirstConnectionRow, 'id' | 'mails' | 'email'>,
  changes: Partial<FirstConnectionRow>,
): Promise<boolean> => {
  const noted = await db
    .updateTable('first_connection')
    .set(changes)
    .where('id', '=', row.id)
    // Another mail was asked for meanwhile, or another address: this one says nothing of it.
    .where('mails', '=', row.mails)
    .where('email', row.email === null ? 'is' : '=', row.email)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return noted !== undefined;
};

/** Counts a try of the mailed code; nothing when there were enough, or its ten minutes are over. */
export const takeCodeTry = (
  db: Database,
  row: FirstConnectionRow,
  now: Date,
): Promise<{ code_hash: string | null } | undefined> =>
  db
    .updateTable('first_connection')
    .set((eb) => ({ code_tries: eb('code_tries', '+', 1) }))
    .where('id', '=', row.id)
    .where('code_tries', '<', codeTries)
    .where('code_until', '>', now.toISOString())
    .returning('code_hash')
    .executeTakeFirst();

/** The same for what completes a weak secret, mailed or read on the paper. */
export const takeProofTry = (
  db: Database,
  row: FirstConnectionRow,
): Promise<{ proof_hash: string | null; proof_until: string | null } | undefined> =>
  db
    .updateTable('first_connection')
    .set((eb) => ({ proof_tries: eb('proof_tries', '+', 1) }))
    .where('id', '=', row.id)
    .where('proof_tries', '<', codeTries)
    .returning(['proof_hash', 'proof_until'])
    .executeTakeFirst();

export const removeConnection = async (db: Database, id: string): Promise<void> => {
  await db.deleteFrom('first_connection').where('id', '=', id).execute();
};

/** The invitations that someone had: a newer one takes their place. */
export const removeInvitations = async (trx: Trx, personId: string): Promise<void> => {
  await trx
    .deleteFrom('first_connection')
    .where('person_id', '=', personId)
    .where('path', '=', 'invitation')
    .execute();
};

/** Finished, or left where they were. */
export const clearExpiredConnections = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('first_connection').where('expires_at', '<=', now.toISOString()).execute();
};
