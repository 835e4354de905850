import type { Database } from '../../database/open.ts';
import type { FirstConnectionRow } from './rows.ts';
import type { Around, OnFile } from './state.ts';

const peopleOnFile = (db: Database) =>
  db
    .selectFrom('person')
    .select((eb) => [
      'person.id',
      'kind',
      'civility',
      'first_name',
      'last_name',
      'email',
      'phone',
      'address',
      'postcode',
      'town',
      eb
        .selectFrom('login_person')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('login_person.person_id', '=', 'person.id')
        .as('logins'),
    ])
    .where('person.closed_on', 'is', null);

const toOnFile = ({ logins, ...person }: Omit<OnFile, 'hasLogin'> & { logins: number | null }): OnFile => ({
  ...person,
  hasLogin: (logins ?? 0) > 0,
});

/** Who holds the account, in the order of the paper. */
export const holdersOf = async (db: Database, accountId: string): Promise<OnFile[]> => {
  const rows = await peopleOnFile(db)
    .innerJoin('account_holder', 'account_holder.person_id', 'person.id')
    .where('account_holder.account_id', '=', accountId)
    .orderBy('account_holder.position')
    .execute();
  return rows.map(toOnFile);
};

/** Nobody when the agency closed the record. */
export const personOnFile = async (
  db: Database,
  agencyId: string,
  personId: string,
): Promise<OnFile | undefined> => {
  const row = await peopleOnFile(db)
    .where('person.id', '=', personId)
    .where('person.agency_id', '=', agencyId)
    .executeTakeFirst();
  return row && toOnFile(row);
};

/** What stands around a first connection now. */
export const aroundConnection = async (db: Database, row: FirstConnectionRow): Promise<Around> => {
  const [account, holders, person, taken] = await Promise.all([
    row.account_id === null ? undefined : accountOf(db, row.account_id),
    row.account_id === null ? [] : holdersOf(db, row.account_id),
    row.person_id === null ? undefined : personOnFile(db, row.agency_id, row.person_id),
    row.email === null ? undefined : loginWith(db, row.agency_id, row.email),
  ]);
  return { account: account ?? null, holders, person: person ?? null, taken: taken ?? null };
};

const accountOf = (db: Database, accountId: string) =>
  db
    .selectFrom('account')
    .select(['identifier', 'role', 'label'])
    .where('id', '=', accountId)
    .executeTakeFirst();

/** The login that has this address. */
export const loginWith = async (
  db: Database,
  agencyId: string,
  email: string,
): Promise<{ id: string; isAgent: boolean } | undefined> => {
  const row = await db
    .selectFrom('login')
    .leftJoin('agent', 'agent.login_id', 'login.id')
    .select(['login.id', 'agent.login_id as agent_id'])
    .where('login.agency_id', '=', agencyId)
    .where('login.email', '=', email)
    .executeTakeFirst();
  return row && { id: row.id, isAgent: row.agent_id !== null };
};

/** Where the account's lots are: the postcode of the paper when the person's own is not on file. */
export const postcodesOf = async (db: Database, accountId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('lot')
    .innerJoin('building', 'building.id', 'lot.building_id')
    .select('building.postcode')
    .distinct()
    .where((eb) => {
      const owned = eb.selectFrom('ownership').select('lot_id').where('account_id', '=', accountId);
      const rented = eb.selectFrom('lease').select('lot_id').where('tenant_account_id', '=', accountId);
      return eb.or([eb('lot.id', 'in', owned), eb('lot.id', 'in', rented)]);
    })
    .execute();
  return rows.map(({ postcode }) => postcode);
};

/** Accounts of tenants alone may be asked for without a secret. */
export const isTenantAccount = async (db: Database, accountId: string): Promise<boolean> => {
  const row = await db
    .selectFrom('account')
    .select('id')
    .where('id', '=', accountId)
    .where('role', '=', 'tenant')
    .where('closed_on', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
};

/** The first account of someone, for a letter that comes without one. */
export const accountOfPerson = async (db: Database, personId: string): Promise<string | null> => {
  const row = await db
    .selectFrom('account_holder')
    .innerJoin('account', 'account.id', 'account_holder.account_id')
    .select('account.id')
    .where('account_holder.person_id', '=', personId)
    .where('account.closed_on', 'is', null)
    .orderBy('account.identifier')
    .executeTakeFirst();
  return row?.id ?? null;
};

/** Which of the login's records hold the account. */
export const recordsHolding = async (db: Database, loginId: string, accountId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('login_person')
    .innerJoin('account_holder', 'account_holder.person_id', 'login_person.person_id')
    .select('login_person.person_id')
    .where('login_person.login_id', '=', loginId)
    .where('account_holder.account_id', '=', accountId)
    .execute();
  return rows.map(({ person_id }) => person_id);
};

export const emailOfLogin = async (db: Database, loginId: string): Promise<string> =>
  (await db.selectFrom('login').select('email').where('id', '=', loginId).executeTakeFirstOrThrow()).email;

/** Of all who open this record. */
export const emailsOfLogins = async (db: Database, personId: string): Promise<string[]> => {
  const rows = await db
    .selectFrom('login_person')
    .innerJoin('login', 'login.id', 'login_person.login_id')
    .select('login.email')
    .where('login_person.person_id', '=', personId)
    .execute();
  return rows.map(({ email }) => email);
};
