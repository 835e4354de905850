import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { hot } from '../database/hot.ts';
import { newId } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import type { Day } from '../values/day.ts';
import { bareKey, emailKey, identifierKey } from '../values/identifier.ts';
import type { Person as Scope } from '../values/person.ts';
import type { Account, Person, Role } from './contract.ts';

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

export interface FoundLogin {
  id: string;
  passwordHash: string;
  /** Nobody else is meant by what was typed, however it is read: its tries may be forgotten after a success. */
  alone: boolean;
}

/**
 * Whose password to check: the login with this e-mail; else the first one attached to the client account with this
 * identifier (further holders sign in by e-mail), the one with this alias, or that of the only account that reads so
 * without its leading letters. All these questions are always asked, known or not.
 */
export const loginFor = async (
  db: Database,
  agencyId: string,
  identifier: string,
): Promise<FoundLogin | undefined> => {
  const parameters = typedAs(agencyId, identifier);
  const [byEmail, byAccount, byAlias, accounts, logins] = await Promise.all([
    loginByEmail(db, parameters),
    loginByAccount(db, parameters),
    loginByAlias(db, parameters),
    accountsAlike(db, parameters),
    loginsAlike(db, parameters),
  ]);
  const row = byEmail[0] ?? byAccount[0] ?? byAlias[0] ?? (accounts.length === 1 ? logins[0] : undefined);
  if (!row) return undefined;
  const isTheirs = ({ id }: { id: string }) =>
    logins.some((each) => each.account_id === id && each.id === row.id);
  // Aliases are chosen: one could be made to look like somebody's identifier.
  const alone = byEmail[0] !== undefined || (row !== byAlias[0] && accounts.every(isTheirs));
  return { id: row.id, passwordHash: row.password_hash, alone };
};

/** The client account that was typed: the one with this identifier, else the only one that reads so, never one of two. */
export const accountNamed = async (
  db: Database,
  agencyId: string,
  identifier: string,
): Promise<string | undefined> => {
  const parameters = typedAs(agencyId, identifier);
  const [exact, alike] = await Promise.all([accountByKey(db, parameters), accountsAlike(db, parameters)]);
  return exact[0]?.id ?? (alike.length === 1 ? alike[0]?.id : undefined);
};

const typedAs = (agencyId: string, identifier: string) => ({
  agencyId,
  email: emailKey(identifier),
  key: identifierKey(identifier),
  // No key holds a space: what was only punctuation resembles nothing.
  bare: bareKey(identifier) || ' ',
});
type Typed = ReturnType<typeof typedAs>;

/** As the index `account_bare` has it. */
const withoutLetters = (column: string) =>
  sql<string>`ltrim(${sql.ref(column)}, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ')`;

const loginByEmail = hot((db, p: Typed) =>
  db
    .selectFrom('login')
    .select(['id', 'password_hash'])
    .where('agency_id', '=', p.agencyId)
    .where('email', '=', p.email),
);

const loginByAccount = hot((db, p: Typed) =>
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

const loginByAlias = hot((db, p: Typed) =>
  db
    .selectFrom('login')
    .select(['id', 'password_hash'])
    .where('agency_id', '=', p.agencyId)
    .where('alias_key', '=', p.key),
);

const accountByKey = hot((db, p: Typed) =>
  db
    .selectFrom('account')
    .select('id')
    .where('agency_id', '=', p.agencyId)
    .where('identifier_key', '=', p.key),
);

/** Every account that reads the same without its leading letters. */
const accountsAlike = hot((db, p: Typed) =>
  db
    .selectFrom('account')
    .select('id')
    .where('agency_id', '=', p.agencyId)
    .where(withoutLetters('identifier_key'), '=', p.bare),
);

/** Whoever opens one of them; the view is joined from inside, or SQLite would read it whole. */
const loginsAlike = hot((db, p: Typed) =>
  db
    .selectFrom('account')
    .innerJoin('login_account', 'login_account.account_id', 'account.id')
    .innerJoin('login', 'login.id', 'login_account.login_id')
    .select(['account.id as account_id', 'login.id', 'login.password_hash'])
    .where('account.agency_id', '=', p.agencyId)
    .where(withoutLetters('account.identifier_key'), '=', p.bare)
    .orderBy('login_account.since')
    .orderBy('login.id'),
);

/** Who is signed in, with the client accounts they may open and how many lots each holds on that day. */
export const describePerson = async (db: Database, person: Scope, today: Day): Promise<Person> => {
  const [login, accounts] = await Promise.all([
    db.selectFrom('login').select('email').where('id', '=', person.loginId).executeTakeFirstOrThrow(),
    listAccounts(db, person, today),
  ]);
  return { name: person.name, email: login.email, accounts, isAgent: person.isAgent };
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

export interface NewLogin {
  agencyId: string;
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

/** From now on the login opens what this record of the agency's holds. */
export const attachPerson = async (trx: Trx, loginId: string, personId: string, now: Date): Promise<void> => {
  await trx
    .insertInto('login_person')
    .values({ login_id: loginId, person_id: personId, since: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Sessions begun as a resident end: staff owe a second factor. */
export const insertAgent = async (trx: Trx, loginId: string, agencyId: string, now: Date): Promise<void> => {
  const added = await trx
    .insertInto('agent')
    .values({ login_id: loginId, agency_id: agencyId, since: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('login_id')
    .executeTakeFirst();
  if (added) await trx.deleteFrom('session').where('login_id', '=', loginId).execute();
};

/** What this login alone may be typed as: its e-mail, and identifiers that nobody else's account resembles. */
export const namesOf = async (db: Database, loginId: string): Promise<string[]> => {
  const [logins, accounts] = await Promise.all([
    db.selectFrom('login').select(['agency_id', 'email']).where('id', '=', loginId).execute(),
    db
      .selectFrom('login_account')
      .innerJoin('account', 'account.id', 'login_account.account_id')
      .select(['account.id', 'account.identifier'])
      .where('login_account.login_id', '=', loginId)
      .execute(),
  ]);
  const [login] = logins;
  if (!login) return [];
  const theirs = new Set(accounts.map(({ id }) => id));
  const names = [login.email];
  for (const { identifier } of accounts) {
    const alike = await accountsAlike(db, typedAs(login.agency_id, identifier));
    if (alike.every(({ id }) => theirs.has(id))) names.push(identifier);
  }
  return names;
};
