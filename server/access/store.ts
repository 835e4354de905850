import { createHash } from 'node:crypto';
import { hot } from '../database/hot.ts';
import { newId, newSecret } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import type { Day } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { emailKey, identifierKey } from '../values/identifier.ts';
import type { Person as Scope } from '../values/person.ts';
import type { Account, Person, Role } from './contract.ts';

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export interface FoundLogin {
  id: string;
  passwordHash: string;
}

/**
 * Whose password to check: the login with this e-mail, else the first one attached to the client account with
 * this identifier (further holders sign in by e-mail). Both questions are always asked, known or not.
 */
export const loginFor = async (
  db: Database,
  agencyId: string,
  identifier: string,
): Promise<FoundLogin | undefined> => {
  const parameters = { agencyId, email: emailKey(identifier), key: identifierKey(identifier) };
  const [byEmail, byAccount] = await Promise.all([
    loginByEmail(db, parameters),
    loginByAccount(db, parameters),
  ]);
  const row = byEmail[0] ?? byAccount[0];
  return row && { id: row.id, passwordHash: row.password_hash };
};

const loginByEmail = hot((db, p: { agencyId: string; email: string; key: string }) =>
  db
    .selectFrom('login')
    .select(['id', 'password_hash'])
    .where('agency_id', '=', p.agencyId)
    .where('email', '=', p.email),
);

const loginByAccount = hot((db, p: { agencyId: string; email: string; key: string }) =>
  db
    .selectFrom('account')
    .innerJoin('login_account', 'login_account.account_id', 'account.id')
    .innerJoin('login', 'login.id', 'login_account.login_id')
    .select(['login.id', 'login.password_hash'])
    .where('account.agency_id', '=', p.agencyId)
    .where('account.identifier_key', '=', p.key)
    .orderBy('login_account.since')
    .orderBy('login.id')
    .limit(1),
);

/** Who is signed in, with the client accounts they may open and how many lots each holds on that day. */
export const describePerson = async (db: Database, person: Scope, today: Day): Promise<Person> => {
  const [login, accounts] = await Promise.all([
    db.selectFrom('login').select('email').where('id', '=', person.loginId).executeTakeFirstOrThrow(),
    listAccounts(db, person, today),
  ]);
  return { name: person.name, email: login.email, accounts };
};

/** The client accounts this person may open, owners first. */
export const listAccounts = async (db: Database, person: Scope, today: Day): Promise<Account[]> => {
  const rows = await accountsOf(db, { loginId: person.loginId, agencyId: person.agencyId, today });
  return rows.map(toAccount).toSorted((a, b) => roleOrder.indexOf(a.role) - roleOrder.indexOf(b.role));
};

const roleOrder: readonly Role[] = ['owner', 'landlord', 'tenant'];

const accountsOf = hot((db, p: { loginId: string; agencyId: string; today: string }) =>
  db
    .selectFrom('login_account')
    .innerJoin('account', 'account.id', 'login_account.account_id')
    .select((eb) => [
      'account.id',
      'account.identifier',
      'account.role',
      'account.label',
      eb
        .selectFrom('ownership')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('ownership.account_id', '=', 'account.id')
        .where('from_day', '<=', p.today)
        .where((or) => or.or([or('until_day', 'is', null), or('until_day', '>=', p.today)]))
        .as('owned'),
      eb
        .selectFrom('lease')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('lease.tenant_account_id', '=', 'account.id')
        .where('from_day', '<=', p.today)
        .where((or) => or.or([or('until_day', 'is', null), or('until_day', '>=', p.today)]))
        .as('rented'),
    ])
    .where('login_account.login_id', '=', p.loginId)
    .where('account.agency_id', '=', p.agencyId)
    .orderBy('account.identifier'),
);

const toAccount = (row: {
  id: string;
  identifier: string;
  role: Role;
  label: string;
  owned: number | null;
  rented: number | null;
}): Account => ({
  id: row.id,
  identifier: row.identifier,
  role: row.role,
  label: row.label,
  lots: (row.owned ?? 0) + (row.rented ?? 0),
});

/** Where a reset link goes: a login, or someone on file who never signed in. */
export interface ResetTarget {
  loginId: string | null;
  personId: string | null;
  email: string;
  name: string;
}

/**
 * Everyone who should receive a link for what was typed: the login with this e-mail; else the logins of the client
 * account with this identifier; else its holders, or the one person with this e-mail, as the agency has them on file.
 */
export const resetTargets = async (
  db: Database,
  agencyId: string,
  identifier: string,
): Promise<ResetTarget[]> => {
  const email = emailKey(identifier);
  const logins = await db
    .selectFrom('login')
    .select(['login.id', 'login.email', 'login.name'])
    .where('agency_id', '=', agencyId)
    .where((eb) =>
      eb.or([
        eb('email', '=', email),
        eb(
          'login.id',
          'in',
          eb
            .selectFrom('login_account')
            .innerJoin('account', 'account.id', 'login_account.account_id')
            .select('login_account.login_id')
            .where('account.agency_id', '=', agencyId)
            .where('account.identifier_key', '=', identifierKey(identifier)),
        ),
      ]),
    )
    .execute();
  if (logins.length > 0) return logins.map((login) => ({ ...login, loginId: login.id, personId: null }));
  const people = await peopleFor(db, agencyId, identifier);
  return people.map((person) => ({
    loginId: null,
    personId: person.id,
    email: emailKey(person.email ?? ''),
    name: fullName(person),
  }));
};

const peopleFor = async (db: Database, agencyId: string, identifier: string) => {
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
    .where('account.identifier_key', '=', identifierKey(identifier))
    .where('account.closed_on', 'is', null)
    .execute();
  if (holders.length > 0) return holders;
  const known = await open.where('person.email', '=', emailKey(identifier)).limit(2).execute();
  // A mailbox that two records share proves neither of them.
  return known.length === 1 ? known : [];
};

const fullName = (person: {
  civility: string | null;
  first_name: string | null;
  last_name: string;
}): string => [person.civility, person.first_name, person.last_name].filter(Boolean).join(' ');

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
): Promise<string> => {
  const link = await trx
    .updateTable('reset_link')
    .set({ used_at: now.toISOString() })
    .where('agency_id', '=', agencyId)
    .where('token_hash', '=', hashSecret(token))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['login_id', 'person_id'])
    .executeTakeFirst();
  if (!link) throw new AppError('invalid', { fields: { token: 'expired' } });
  const loginId =
    link.login_id ?? (await insertLoginOf(trx, agencyId, link.person_id ?? '', passwordHash, now));
  await trx.updateTable('login').set({ password_hash: passwordHash }).where('id', '=', loginId).execute();
  // In the same breath: whoever knew the former password is out.
  await trx.deleteFrom('session').where('login_id', '=', loginId).execute();
  return loginId;
};

/** First connection: the mail reached the address on file, so the person's accounts are opened to it. */
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
  const loginId = await saveLogin(
    trx,
    { agencyId, personId, name: fullName(person), email: person.email ?? '', passwordHash },
    now,
  );
  const accounts = await trx
    .selectFrom('account_holder')
    .select('account_id')
    .where('person_id', '=', personId)
    .execute();
  await attachAccounts(
    trx,
    loginId,
    accounts.map(({ account_id }) => account_id),
    now,
  );
  return loginId;
};

export interface NewLogin {
  agencyId: string;
  personId: string | null;
  name: string;
  email: string;
  passwordHash: string;
}

/** Adds the login, or gives the one with this e-mail the new password. */
export const saveLogin = async (trx: Trx, login: NewLogin, now: Date): Promise<string> => {
  const { id } = await trx
    .insertInto('login')
    .values({
      id: newId(),
      agency_id: login.agencyId,
      person_id: login.personId,
      name: login.name,
      email: emailKey(login.email),
      password_hash: login.passwordHash,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) =>
      conflict.columns(['agency_id', 'email']).doUpdateSet({ password_hash: login.passwordHash }),
    )
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
};

/** The login with this e-mail, as it is; else a new one. */
export const ensureLogin = async (trx: Trx, login: NewLogin, now: Date): Promise<string> => {
  const existing = await trx
    .selectFrom('login')
    .select('id')
    .where('agency_id', '=', login.agencyId)
    .where('email', '=', emailKey(login.email))
    .executeTakeFirst();
  return existing?.id ?? saveLogin(trx, login, now);
};

export const attachAccounts = async (
  trx: Trx,
  loginId: string,
  accountIds: string[],
  now: Date,
): Promise<void> => {
  if (accountIds.length === 0) return;
  await trx
    .insertInto('login_account')
    .values(accountIds.map((account_id) => ({ login_id: loginId, account_id, since: now.toISOString() })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const insertAgent = async (trx: Trx, loginId: string, agencyId: string, now: Date): Promise<void> => {
  await trx
    .insertInto('agent')
    .values({ login_id: loginId, agency_id: agencyId, since: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

const codeLifeMs = 60_000;

/** A code that one origin may exchange once, within a minute, for a session of its own. */
export const insertHandoff = async (
  db: Database,
  person: Scope,
  handoff: { origin: string; challenge: string },
  now: Date,
): Promise<string> => {
  const code = newSecret();
  await db
    .insertInto('handoff')
    .values({
      code_hash: hashSecret(code),
      login_id: person.loginId,
      expires_at: new Date(now.getTime() + codeLifeMs).toISOString(),
      ...handoff,
    })
    .execute();
  return code;
};

/** Consumes the code; throws `invalid` unless origin and PKCE verifier are those it was made for. */
export const redeemHandoff = async (
  db: Database,
  agencyId: string,
  { code, verifier, origin }: { code: string; verifier: string; origin: string },
  now: Date,
): Promise<string> => {
  const row = await db
    .updateTable('handoff')
    .set({ used_at: now.toISOString() })
    .where('code_hash', '=', hashSecret(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['login_id', 'origin', 'challenge'])
    .executeTakeFirst();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!row || row.origin !== origin || row.challenge !== challenge) {
    throw new AppError('invalid', { fields: { code: 'expired' } });
  }
  const login = await db
    .selectFrom('login')
    .select('id')
    .where('id', '=', row.login_id)
    .where('agency_id', '=', agencyId)
    .executeTakeFirst();
  if (!login) throw new AppError('invalid', { fields: { code: 'expired' } });
  return login.id;
};

/** Links and codes that nobody can use any more. */
export const clearExpiredSecrets = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('reset_link').where('expires_at', '<=', now.toISOString()).execute();
  await db.deleteFrom('handoff').where('expires_at', '<=', now.toISOString()).execute();
};
