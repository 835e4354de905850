import type { Database } from '../database/open.ts';
import { dayAt, type Day } from '../values/day.ts';
import { identifierKey } from '../values/identifier.ts';
import { folded } from '../values/search.ts';
import type { Role } from '../access/contract.ts';

/** Whose letters to print. Without `everyone`, only who has no access and no letter whose code is still good. */
export interface WhoseLetters {
  /** These people, whatever they have already. */
  people?: readonly string[];
  /** The holders of this account, whatever they have already. */
  account?: string;
  /** Whoever owns or rents in the building that the agency's software calls so. */
  building?: string;
  everyone?: boolean;
  /** At most so many people, by name. */
  most?: number;
}

export interface Holder {
  personId: string;
  accountId: string;
  identifier: string;
  role: Role;
  label: string;
  civility: string | null;
  first_name: string | null;
  last_name: string;
  address: string | null;
  postcode: string | null;
  town: string | null;
}

/** One row per holder of an open account, in the order of their names. */
export const listHolders = async (
  db: Database,
  agencyId: string,
  { people, account, building, everyone = false, most = Infinity }: WhoseLetters,
  now: Date,
): Promise<Holder[]> => {
  const areNamed = people !== undefined || account !== undefined;
  if (people?.length === 0) return [];
  const rows = await db
    .selectFrom('account')
    .innerJoin('account_holder', 'account_holder.account_id', 'account.id')
    .innerJoin('person', 'person.id', 'account_holder.person_id')
    .select([
      'person.id as personId',
      'account.id as accountId',
      'account.identifier',
      'account.role',
      'account.label',
      'person.civility',
      'person.first_name',
      'person.last_name',
      'person.address',
      'person.postcode',
      'person.town',
    ])
    .where('account.agency_id', '=', agencyId)
    .where('account.closed_on', 'is', null)
    .where('person.closed_on', 'is', null)
    .$if(people !== undefined, (query) => query.where('person.id', 'in', people ?? []))
    .$if(account !== undefined, (query) =>
      query.where('account.identifier_key', '=', identifierKey(account ?? '')),
    )
    .$if(building !== undefined, (query) =>
      query.where('account.id', 'in', accountsIn(db, agencyId, building ?? '', dayAt(now))),
    )
    .$if(!areNamed && !everyone, (query) =>
      query
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('login_person')
                .select('login_id')
                .whereRef('login_person.person_id', '=', 'person.id'),
            ),
          ),
        )
        .where((eb) =>
          eb.not(
            eb.exists(
              eb
                .selectFrom('provisional_secret')
                .select('provisional_secret.id')
                .whereRef('provisional_secret.person_id', '=', 'person.id')
                .where('used_at', 'is', null)
                .where('expires_at', '>', now.toISOString()),
            ),
          ),
        ),
    )
    .execute();
  const keyed = rows.map((row) => ({
    row,
    key: [row.last_name, row.first_name ?? '', row.personId, row.identifier].map(folded).join('\u0001'),
  }));
  const sorted = keyed.toSorted((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
  const first = new Set([...new Set(sorted.map(({ personId }) => personId))].slice(0, most));
  return sorted.filter(({ personId }) => first.has(personId));
};

/** Who owns or rents there that day. */
const accountsIn = (db: Database, agencyId: string, building: string, today: Day) => {
  const lots = db
    .selectFrom('lot')
    .innerJoin('building', 'building.id', 'lot.building_id')
    .where('building.agency_id', '=', agencyId)
    .where('building.external_id', '=', building);
  const owned = lots
    .innerJoin('ownership as held', 'held.lot_id', 'lot.id')
    .select('held.account_id')
    .where('held.from_day', '<=', today)
    .where((eb) => eb.or([eb('held.until_day', 'is', null), eb('held.until_day', '>=', today)]));
  const rented = lots
    .innerJoin('lease as held', 'held.lot_id', 'lot.id')
    .select('held.tenant_account_id as account_id')
    .where('held.from_day', '<=', today)
    .where((eb) => eb.or([eb('held.until_day', 'is', null), eb('held.until_day', '>=', today)]));
  return owned.union(rented);
};

/** Whether the agency has a building under that reference. */
export const hasBuilding = async (db: Database, agencyId: string, reference: string): Promise<boolean> => {
  const found = await db
    .selectFrom('building')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('external_id', '=', reference)
    .executeTakeFirst();
  return found !== undefined;
};
