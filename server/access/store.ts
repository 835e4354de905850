import { createHash } from 'node:crypto';
import { hot } from '../database/hot.ts';
import { newId } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import type { Day } from '../values/day.ts';
import { emailKey } from '../values/identifier.ts';
import type { Person as Scope } from '../values/person.ts';
import type { Account, Person, Role } from './contract.ts';

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('hex');

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
