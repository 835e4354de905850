import type { ServedAgency } from '../agency/store.ts';
import type { Database } from '../database/open.ts';
import { hashSecret } from './store.ts';

type Named = Pick<ServedAgency, 'id' | 'portalOrigin' | 'card'>;

/** What anyone who knows the agency would try: its name and its site. */
export const agencyWords = ({ portalOrigin, card }: Named): string[] => [
  card.name,
  new URL(portalOrigin).hostname,
];

/** What anyone who knows this person would try: their names and addresses, and those of where they live or own. */
export const wordsOfLogin = async (db: Database, agency: Named, loginId: string): Promise<string[]> => {
  const [logins, people] = await Promise.all([
    db.selectFrom('login').select(['name', 'email', 'alias']).where('id', '=', loginId).execute(),
    db.selectFrom('login_person').select('person_id').where('login_id', '=', loginId).execute(),
  ]);
  const own = logins.flatMap(({ name, email, alias }) => [name, email, alias ?? '']);
  const filed = await wordsOfPeople(
    db,
    agency,
    people.map(({ person_id }) => person_id),
  );
  return [...own, ...filed];
};

/** The same of whoever a mailed link is for. */
export const wordsOfLink = async (db: Database, agency: Named, token: string): Promise<string[]> => {
  const link = await db
    .selectFrom('reset_link')
    .select(['login_id', 'person_id'])
    .where('token_hash', '=', hashSecret(token))
    .where('agency_id', '=', agency.id)
    .executeTakeFirst();
  if (link?.login_id) return wordsOfLogin(db, agency, link.login_id);
  return wordsOfPeople(db, agency, link?.person_id ? [link.person_id] : []);
};

/** The same before there is a login. */
export const wordsOfPeople = async (db: Database, agency: Named, personIds: string[]): Promise<string[]> => {
  if (personIds.length === 0) return agencyWords(agency);
  const held = db
    .selectFrom('account_holder')
    .innerJoin('account', 'account.id', 'account_holder.account_id')
    .where('account_holder.person_id', 'in', personIds)
    .where('account.agency_id', '=', agency.id);
  const [people, accounts, owned, rented] = await Promise.all([
    db
      .selectFrom('person')
      .select(['first_name', 'last_name', 'email', 'town'])
      .where('id', 'in', personIds)
      .where('agency_id', '=', agency.id)
      .execute(),
    held.select('account.identifier').execute(),
    held
      .innerJoin('ownership', 'ownership.account_id', 'account.id')
      .innerJoin('lot', 'lot.id', 'ownership.lot_id')
      .innerJoin('building', 'building.id', 'lot.building_id')
      .select('building.name')
      .distinct()
      .execute(),
    held
      .innerJoin('lease', 'lease.tenant_account_id', 'account.id')
      .innerJoin('lot', 'lot.id', 'lease.lot_id')
      .innerJoin('building', 'building.id', 'lot.building_id')
      .select('building.name')
      .distinct()
      .execute(),
  ]);
  return [
    ...agencyWords(agency),
    ...people.flatMap((person) => Object.values(person).filter((word) => word !== null)),
    ...accounts.map(({ identifier }) => identifier),
    ...[...owned, ...rented].map(({ name }) => name),
  ];
};
