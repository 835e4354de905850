import { sql } from 'kysely';
import { hot } from '../database/hot.ts';
import type { Database } from '../database/open.ts';
import type { Day } from '../values/day.ts';
import type { Person } from '../values/person.ts';
import { placesOf, type Holdings } from './place.ts';

/** Every place whose documents this person may read on that day: never empty. */
export const readablePlaces = async (
  db: Database,
  person: Person,
  today: Day,
  account?: string,
): Promise<string[]> =>
  // Staff read documents at their desk, not as residents: they hold no place here.
  person.isAgent ? ['nowhere'] : placesOf(await holdingsOf(db, person, today, account));

/** What this person holds on that day, through all their client accounts or one of them. */
export const holdingsOf = async (
  db: Database,
  person: Person,
  today: Day,
  account?: string,
): Promise<Holdings> => {
  const parameters = { loginId: person.loginId, agencyId: person.agencyId, today };
  const [accounts, ...held] = await Promise.all([
    accountIds(db, parameters),
    ownedLots(db, parameters),
    leasedLots(db, parameters),
    councilSeats(db, parameters),
  ]);
  // Somebody else's account narrows nothing, and opens nothing.
  const one = accounts.find(({ account_id }) => account_id === account)?.account_id;
  const through = <R extends { account_id: string }>(rows: R[]): R[] =>
    one === undefined ? rows : rows.filter(({ account_id }) => account_id === one);
  const [owned, leased, councils] = [through(held[0]), through(held[1]), through(held[2])];
  const toLot = (row: { lot_id: string; building_id: string }) => ({
    lotId: row.lot_id,
    buildingId: row.building_id,
  });
  return {
    agencyId: person.agencyId,
    accountIds: through(accounts).map(({ account_id }) => account_id),
    owned: owned.map((row) => ({ ...toLot(row), coOwner: row.role === 'owner' })),
    rented: leased.filter(({ rented }) => rented === 1).map(toLot),
    let: leased.filter(({ rented }) => rented === 0).map(toLot),
    councils: councils.map(({ building_id }) => building_id),
  };
};

interface HeldOn extends Record<string, string> {
  loginId: string;
  agencyId: string;
  today: string;
}

const accountIds = hot((db, p: HeldOn) =>
  db
    .selectFrom('login_account')
    .innerJoin('account', 'account.id', 'login_account.account_id')
    .select('login_account.account_id')
    .where('login_account.login_id', '=', p.loginId)
    .where('account.agency_id', '=', p.agencyId),
);

const ownedLots = hot((db, p: HeldOn) =>
  db
    .selectFrom('login_account')
    .innerJoin('account', 'account.id', 'login_account.account_id')
    .innerJoin('ownership', 'ownership.account_id', 'account.id')
    .innerJoin('lot', 'lot.id', 'ownership.lot_id')
    .select(['ownership.lot_id', 'lot.building_id', 'account.role', 'login_account.account_id'])
    .where('login_account.login_id', '=', p.loginId)
    .where('account.agency_id', '=', p.agencyId)
    .where('ownership.from_day', '<=', p.today)
    .where((eb) => eb.or([eb('ownership.until_day', 'is', null), eb('ownership.until_day', '>=', p.today)])),
);

const leasedLots = hot((db, p: HeldOn) =>
  db
    .selectFrom('login_account')
    .innerJoin('account', 'account.id', 'login_account.account_id')
    .innerJoin('lease', (join) =>
      join.on((eb) =>
        eb.or([
          eb('lease.tenant_account_id', '=', eb.ref('account.id')),
          eb('lease.landlord_account_id', '=', eb.ref('account.id')),
        ]),
      ),
    )
    .innerJoin('lot', 'lot.id', 'lease.lot_id')
    .select((eb) => [
      'login_account.account_id',
      'lease.lot_id',
      'lot.building_id',
      eb
        .case()
        .when(eb('lease.tenant_account_id', '=', eb.ref('account.id')))
        .then(sql<number>`1`)
        .else(sql<number>`0`)
        .end()
        .as('rented'),
    ])
    .where('login_account.login_id', '=', p.loginId)
    .where('account.agency_id', '=', p.agencyId)
    .where('lease.from_day', '<=', p.today)
    .where((eb) => eb.or([eb('lease.until_day', 'is', null), eb('lease.until_day', '>=', p.today)])),
);

const councilSeats = hot((db, p: HeldOn) =>
  db
    .selectFrom('login_account')
    .innerJoin('account', 'account.id', 'login_account.account_id')
    .innerJoin('council_member', 'council_member.account_id', 'account.id')
    .select(['council_member.building_id', 'login_account.account_id'])
    .where('login_account.login_id', '=', p.loginId)
    .where('account.agency_id', '=', p.agencyId)
    .where('council_member.from_day', '<=', p.today)
    .where((eb) =>
      eb.or([eb('council_member.until_day', 'is', null), eb('council_member.until_day', '>=', p.today)]),
    ),
);
