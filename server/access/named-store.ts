import { sql } from 'kysely';
import { hot } from '../database/hot.ts';
import type { Database } from '../database/open.ts';
import { bareKey, emailKey, identifierKey } from '../values/identifier.ts';

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
