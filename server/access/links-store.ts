import { newSecret } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import { emailKey, identifierKey } from '../values/identifier.ts';
import { fullName } from '../values/person.ts';
import { endEverything } from './contact/store.ts';
import { attach } from './first-connection/finish-store.ts';
import { accountNamed } from './named-store.ts';
import { hashSecret, saveLogin } from './store.ts';

/** Where a reset link goes: a login, or someone on file who never signed in. */
export interface ResetTarget {
  loginId: string | null;
  personId: string | null;
  email: string;
  name: string;
}

/**
 * Everyone who should receive a link for what was typed: the login with this e-mail or alias, and the logins of the
 * client account with this identifier; else its holders, or the one person with this e-mail, as the agency has them
 * on file.
 */
export const resetTargets = async (
  db: Database,
  agencyId: string,
  identifier: string,
): Promise<ResetTarget[]> => {
  const accountId = (await accountNamed(db, agencyId, identifier)) ?? null;
  const logins = await db
    .selectFrom('login')
    .select(['login.id', 'login.email', 'login.name'])
    .where('agency_id', '=', agencyId)
    .where((eb) =>
      eb.or([
        eb('email', '=', emailKey(identifier)),
        eb('alias_key', '=', identifierKey(identifier)),
        eb(
          'login.id',
          'in',
          eb.selectFrom('login_account').select('login_id').where('account_id', '=', accountId),
        ),
      ]),
    )
    .execute();
  if (logins.length > 0) return logins.map((login) => ({ ...login, loginId: login.id, personId: null }));
  const people = await peopleFor(db, agencyId, identifier, accountId);
  return people.map((person) => ({
    loginId: null,
    personId: person.id,
    email: emailKey(person.email ?? ''),
    name: fullName(person),
  }));
};

const peopleFor = async (db: Database, agencyId: string, identifier: string, accountId: string | null) => {
  const columns = [
    'person.id',
    'person.email',
    'person.civility',
    'person.first_name',
    'person.last_name',
  ] as const;
  const open = db
    .selectFrom('person')
    .select(columns)
    .where('person.agency_id', '=', agencyId)
    .where('person.email', 'is not', null)
    .where('person.closed_on', 'is', null);
  const holders = await open
    .innerJoin('account_holder', 'account_holder.person_id', 'person.id')
    .innerJoin('account', 'account.id', 'account_holder.account_id')
    .where('account.id', '=', accountId)
    .where('account.closed_on', 'is', null)
    .execute();
  if (holders.length > 0) return holders;
  const known = await open.where('person.email', '=', emailKey(identifier)).limit(2).execute();
  // A mailbox that two records share proves neither of them.
  return known.length === 1 ? known : [];
};

/** Whether several of the agency's records share this login: a couple's mailbox. */
export const opensSeveral = async (db: Database, loginId: string): Promise<boolean> => {
  const records = db.selectFrom('login_person').select('person_id').where('login_id', '=', loginId);
  return (await records.limit(2).execute()).length > 1;
};

const linkLifeMs = 24 * 3_600_000;

/** A fresh link's token; the links this target had before are dead from now on. */
export const insertResetLink = async (
  trx: Trx,
  agencyId: string,
  target: ResetTarget,
  now: Date,
): Promise<string> => {
  const token = newSecret();
  const subject =
    target.loginId === null ? ({ person_id: target.personId } as const) : { login_id: target.loginId };
  const [column, id] =
    target.loginId === null
      ? (['person_id', target.personId] as const)
      : (['login_id', target.loginId] as const);
  await trx.deleteFrom('reset_link').where(column, '=', id).execute();
  await trx
    .insertInto('reset_link')
    .values({
      token_hash: hashSecret(token),
      agency_id: agencyId,
      email: target.email,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + linkLifeMs).toISOString(),
      ...subject,
    })
    .execute();
  return token;
};

/** Whether the link still opens; reading it consumes nothing, for mail scanners open links. */
export const isLinkUsable = async (
  db: Database,
  agencyId: string,
  token: string,
  now: Date,
): Promise<boolean> => {
  const row = await db
    .selectFrom('reset_link')
    .select('token_hash')
    .where('agency_id', '=', agencyId)
    .where('token_hash', '=', hashSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  return row !== undefined;
};

/**
 * Consumes the link, keeps the new password, ends every session, and answers the login: a new one for someone who
 * never signed in.
 */
export const replacePassword = async (
  trx: Trx,
  agencyId: string,
  token: string,
  passwordHash: string,
  now: Date,
): Promise<{ loginId: string; isNew: boolean }> => {
  const link = await trx
    .updateTable('reset_link')
    .set({ used_at: now.toISOString() })
    .where('agency_id', '=', agencyId)
    .where('token_hash', '=', hashSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['login_id', 'person_id', 'email'])
    .executeTakeFirst();
  if (!link || link.email !== (await addressOf(trx, link))) {
    throw new AppError('invalid', { fields: { token: 'expired' } });
  }
  const loginId =
    link.login_id ?? (await insertLoginOf(trx, agencyId, link.person_id ?? '', passwordHash, now));
  await trx.updateTable('login').set({ password_hash: passwordHash }).where('id', '=', loginId).execute();
  // In the same breath: whoever knew the former password is out, and what they had begun goes no further.
  await endEverything(trx, loginId, now);
  return { loginId, isNew: link.login_id === null };
};

/** The address on file today: a link that went to a former one must not open anything. */
const addressOf = async (
  trx: Trx,
  { login_id, person_id }: { login_id: string | null; person_id: string | null },
): Promise<string> => {
  const found =
    login_id === null
      ? trx.selectFrom('person').select('email').where('id', '=', person_id)
      : trx.selectFrom('login').select('email').where('id', '=', login_id);
  return emailKey((await found.executeTakeFirst())?.email ?? '');
};

/** First connection: the mail reached the address on file, so what the person holds is opened to it. */
const insertLoginOf = async (
  trx: Trx,
  agencyId: string,
  personId: string,
  passwordHash: string,
  now: Date,
): Promise<string> => {
  const person = await trx
    .selectFrom('person')
    .selectAll()
    .where('id', '=', personId)
    .executeTakeFirstOrThrow();
  const login = { agencyId, name: fullName(person), email: person.email ?? '', passwordHash };
  const loginId = await saveLogin(trx, login, now);
  // The letters and invitations that were on their way to them, or to somebody else, open nothing more.
  await attach(trx, loginId, { id: personId }, now);
  return loginId;
};

/** Links that nobody can use any more. */
export const clearExpiredLinks = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('reset_link').where('expires_at', '<=', now.toISOString()).execute();
};
