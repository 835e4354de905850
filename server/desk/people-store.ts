import { sql } from 'kysely';
import type { Database } from '../database/open.ts';
import { ofAgency } from '../database/scope.ts';
import type { Day } from '../values/day.ts';
import type { Role } from '../access/contract.ts';
import type { Place } from './match.ts';

// An agency has ten thousand people at most, and its agents ask a few times a minute: their names are read whole and
// compared here, where accents and slips of the pen are understood, rather than kept a second time for searching.

/** Someone who holds an open account, and how far they have come. */
export interface OnFile {
  id: string;
  civility: string | null;
  firstName: string | null;
  lastName: string;
  email: string | null;
  phone: string | null;
  /** Of their first connection. */
  activeSince: string | null;
  /** Of the letter whose code is still good. */
  letterOf: string | null;
}

/** Everyone of the agency who holds an open account; `also` is someone who may have left meanwhile. */
export const listPeople = async (
  db: Database,
  agencyId: string,
  now: Date,
  also?: string,
): Promise<OnFile[]> => {
  const rows = await db
    .selectFrom('person')
    .select((eb) => [
      'person.id',
      'person.civility',
      'person.first_name as firstName',
      'person.last_name as lastName',
      'person.email',
      'person.phone',
      eb
        .selectFrom('login_person')
        .select((min) => min.fn.min('since').as('since'))
        .whereRef('login_person.person_id', '=', 'person.id')
        .as('activeSince'),
      eb
        .selectFrom('provisional_secret')
        .select((max) => max.fn.max('created_at').as('created_at'))
        .whereRef('provisional_secret.person_id', '=', 'person.id')
        .where('used_at', 'is', null)
        .where('expires_at', '>', now.toISOString())
        .as('letterOf'),
    ])
    .where('person.agency_id', '=', agencyId)
    .where((eb) =>
      eb.or([
        eb.and([
          eb('person.closed_on', 'is', null),
          eb.exists(
            eb
              .selectFrom('account_holder')
              .innerJoin('account', 'account.id', 'account_holder.account_id')
              .select('account.id')
              .whereRef('account_holder.person_id', '=', 'person.id')
              .where('account.closed_on', 'is', null),
          ),
        ]),
        eb('person.id', '=', also ?? ''),
      ]),
    )
    .execute();
  return rows;
};

export interface HeldAccount {
  personId: string;
  accountId: string;
  identifier: string;
  /** As compared (`values/identifier.ts`). */
  identifierKey: string;
  role: Role;
  label: string;
}

/** By the agency's index for everyone, by the holders' for a page of people (`database/scope.ts`). */
const isHeld = (agencyId: string, people: readonly string[] | undefined) =>
  people === undefined
    ? sql<boolean>`account.agency_id = ${agencyId}`
    : sql<boolean>`${ofAgency('account.agency_id', agencyId)} and account_holder.person_id in (${sql.join(people)})`;

/** The open accounts of these people, or of everyone. */
export const listHeldAccounts = (
  db: Database,
  agencyId: string,
  people?: readonly string[],
): Promise<HeldAccount[]> => {
  if (people?.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('account')
    .innerJoin('account_holder', 'account_holder.account_id', 'account.id')
    .select([
      'account_holder.person_id as personId',
      'account.id as accountId',
      'account.identifier',
      'account.identifier_key as identifierKey',
      'account.role',
      'account.label',
    ])
    .where(isHeld(agencyId, people))
    .where('account.closed_on', 'is', null)
    .orderBy('account.identifier')
    .execute();
};

export interface HeldLot extends Place {
  personId: string;
}

/** The lots that these people, or everyone, own or rent that day. */
export const listHeldLots = async (
  db: Database,
  agencyId: string,
  today: Day,
  people?: readonly string[],
): Promise<HeldLot[]> => {
  if (people?.length === 0) return [];
  const owned = db
    .selectFrom('ownership as held')
    .select(['held.lot_id', 'held.account_id', 'held.from_day', 'held.until_day']);
  const rented = db
    .selectFrom('lease as held')
    .select(['held.lot_id', 'held.tenant_account_id as account_id', 'held.from_day', 'held.until_day']);
  const lots = await Promise.all(
    [owned, rented].map((right) =>
      db
        .selectFrom('account')
        .innerJoin('account_holder', 'account_holder.account_id', 'account.id')
        .innerJoin(right.as('right'), 'right.account_id', 'account.id')
        .innerJoin('lot', 'lot.id', 'right.lot_id')
        .innerJoin('building', 'building.id', 'lot.building_id')
        .select(['account_holder.person_id as personId', 'lot.number'])
        .select(['building.name as building', 'building.address'])
        .where(isHeld(agencyId, people))
        .where('account.closed_on', 'is', null)
        .where('right.from_day', '<=', today)
        .where((eb) => eb.or([eb('right.until_day', 'is', null), eb('right.until_day', '>=', today)]))
        .execute(),
    ),
  );
  return lots.flat();
};

/** Whom a letter of ours did not reach, as long as nobody of the agency has dealt with it. */
export const listRefusals = (db: Database, agencyId: string) =>
  db
    .selectFrom('desk_request')
    .select(['person_id as personId', 'email'])
    .where('agency_id', '=', agencyId)
    .where('closed_at', 'is', null)
    .where('kind', '=', 'mail-refused')
    .execute();

/** The addresses with which these people sign in. */
export const listLoginEmails = (db: Database, agencyId: string, people: readonly string[]) =>
  people.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('login_person')
        .innerJoin('login', 'login.id', 'login_person.login_id')
        .select(['login_person.person_id as personId', 'login.email'])
        .where('login_person.person_id', 'in', people)
        .where('login.agency_id', '=', agencyId)
        .execute();
