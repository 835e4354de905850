import { newId, newSecret } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { codeHash, codeLifeMs, codeTries, newCode, refusedCode } from '../code.ts';
import { hashSecret } from '../store.ts';
import type { AccessOverview } from './contract.ts';
import type { EmailChangeRow } from './rows.ts';

const hourMs = 3_600_000;
const changeLifeMs = 24 * hourMs;
const mostMails = 3;
const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();
const expired = (field: 'code' | 'token') => new AppError('invalid', { fields: { [field]: 'expired' } });

/** Changes of this login that wait for their confirmation. */
const waiting = (db: Database, loginId: string, now: Date) =>
  db
    .selectFrom('email_change')
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString());

/** An address to be confirmed; another one that waited is forgotten. Throws `invalid` for one that is in use. */
export const beginEmailChange = async (
  trx: Trx,
  { agencyId, loginId }: { agencyId: string; loginId: string },
  wanted: string,
  now: Date,
): Promise<string> => {
  const { email } = await trx
    .selectFrom('login')
    .select('email')
    .where('id', '=', loginId)
    .executeTakeFirstOrThrow();
  if (email === wanted) throw new AppError('invalid', { fields: { email: 'same' } });
  const other = await trx
    .selectFrom('login')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('email', '=', wanted)
    .executeTakeFirst();
  if (other) throw new AppError('invalid', { fields: { email: 'taken' } });
  await cancelEmailChange(trx, loginId, now);
  const id = newId();
  await trx
    .insertInto('email_change')
    .values({
      id,
      login_id: loginId,
      former: email,
      wanted,
      mails: 1,
      code_tries: 0,
      mail_state: 'waiting',
      created_at: now.toISOString(),
      expires_at: later(now, changeLifeMs),
    })
    .execute();
  return id;
};

export const cancelEmailChange = async (db: Database, loginId: string, now: Date): Promise<void> => {
  await db
    .updateTable('email_change')
    .set({ expires_at: now.toISOString(), link_hash: null, code_hash: null })
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute();
};

/** Another mail for the change that waits; answers which. */
export const askAnotherMail = async (trx: Trx, loginId: string, now: Date): Promise<string> => {
  const change = await waiting(trx, loginId, now).select(['id', 'mails']).executeTakeFirst();
  if (!change) throw expired('code');
  if (change.mails >= mostMails) throw new AppError('too-many', { retryAfter: 3600 });
  await trx
    .updateTable('email_change')
    .set((eb) => ({ mails: eb('mails', '+', 1), mail_state: 'waiting' as const }))
    .where('id', '=', change.id)
    .execute();
  return change.id;
};

/** Made when the mail leaves: a link, and a code for the page that is open. The ones before are dead. */
export const renewEmailSecrets = async (
  db: Database,
  id: string,
  now: Date,
): Promise<{ token: string; code: string }> => {
  const [token, code] = [newSecret(), newCode()];
  await db
    .updateTable('email_change')
    .set({
      link_hash: hashSecret(token),
      code_hash: codeHash(id, code),
      code_tries: 0,
      mailed_at: now.toISOString(),
    })
    .where('id', '=', id)
    .execute();
  return { token, code };
};

export const noteMail = async (db: Database, id: string, state: 'sent' | 'refused'): Promise<void> => {
  await db.updateTable('email_change').set({ mail_state: state }).where('id', '=', id).execute();
};

/** For the worker: a change that still waits. */
export const waitingChange = (db: Database, id: string, now: Date): Promise<EmailChangeRow | undefined> =>
  db
    .selectFrom('email_change')
    .selectAll()
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();

/** Counts the try, whatever comes of it: commit it. Answers the change that the code confirms, or throws `invalid`. */
export const tryEmailCode = async (
  db: Database,
  loginId: string,
  code: string,
  now: Date,
): Promise<string> => {
  const change = await db
    .updateTable('email_change')
    .set((eb) => ({ code_tries: eb('code_tries', '+', 1) }))
    .where('login_id', '=', loginId)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .where('mailed_at', '>', later(now, -codeLifeMs))
    .where('code_tries', '<', codeTries)
    .returning(['id', 'code_hash', 'code_tries'])
    .executeTakeFirst();
  if (!change) throw expired('code');
  if (change.code_hash === codeHash(change.id, code)) return change.id;
  throw refusedCode(change.code_tries);
};

/** The change that a link confirms or undoes, with the address it would give; looking consumes nothing. */
export const changeBehind = async (
  db: Database,
  agencyId: string,
  token: string,
  now: Date,
): Promise<{ id: string; loginId: string; does: 'confirm' | 'undo'; email: string } | undefined> => {
  const hash = hashSecret(token);
  const row = await db
    .selectFrom('email_change')
    .innerJoin('login', 'login.id', 'email_change.login_id')
    .selectAll('email_change')
    .select('login.email')
    .where('login.agency_id', '=', agencyId)
    .where((eb) => eb.or([eb('link_hash', '=', hash), eb('undo_hash', '=', hash)]))
    .executeTakeFirst();
  if (!row) return undefined;
  const at = now.toISOString();
  if (row.undo_hash === hash)
    return row.undone_at === null && row.undo_until !== null && row.undo_until > at
      ? { id: row.id, loginId: row.login_id, does: 'undo', email: row.former }
      : undefined;
  // A link asked for under an address that is no longer the login's opens nothing.
  return row.confirmed_at === null && row.expires_at > at && row.email === row.former
    ? { id: row.id, loginId: row.login_id, does: 'confirm', email: row.wanted }
    : undefined;
};

/** For « Mon accès » : the change that waits, or the last one that can still be undone. */
export const changeShown = async (
  db: Database,
  loginId: string,
  now: Date,
): Promise<AccessOverview['emailChange']> => {
  const at = now.toISOString();
  const row = await db
    .selectFrom('email_change')
    .selectAll()
    .where('login_id', '=', loginId)
    .where('undone_at', 'is', null)
    .orderBy('created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (row?.confirmed_at && row.undo_until !== null && row.undo_until > at)
    return { to: row.wanted, state: 'confirmed', until: row.undo_until };
  if (row && row.confirmed_at === null && row.expires_at > at)
    return { to: row.wanted, state: row.mail_state, until: row.expires_at };
  return null;
};

/** Kept as long as someone may undo it. */
export const clearOldEmailChanges = async (db: Database, now: Date): Promise<void> => {
  const at = now.toISOString();
  await db
    .deleteFrom('email_change')
    .where('expires_at', '<=', at)
    .where((eb) => eb.or([eb('undo_until', 'is', null), eb('undo_until', '<=', at)]))
    .execute();
};
