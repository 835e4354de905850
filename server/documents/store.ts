import { sql, type ExpressionBuilder } from 'kysely';
import { newSecret } from '../database/id.ts';
import type { Database } from '../database/open.ts';
import { ofAgency } from '../database/scope.ts';
import type { Tables } from '../database/tables.ts';
import { hashSecret } from '../access/store.ts';
import { lotName } from '../properties/lot-name.ts';
import type { Day } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import { likeAnywhere } from '../values/search.ts';
import type { Document, DocumentLibrary, DocumentPage, DocumentQuery, Shelf } from './contract.ts';
import { readablePlaces } from './holdings-store.ts';
import { isPrivate } from './place.ts';
import { contentsOf } from './shelf.ts';

const pageLength = 25;
/** « Nouveau » for this long, unless opened. */
const newForDays = 30;
const ticketLifeMs = 60_000;

/** What this person may read, counted, and the first page of the shelf to show. */
export const documentLibrary = async (
  db: Database,
  person: Person,
  now: Date,
  today: Day,
  account?: string,
): Promise<DocumentLibrary> => {
  const places = await readablePlaces(db, person, today, account);
  const [groups, agency] = await Promise.all([
    groupsIn(db, person.agencyId, places),
    db.selectFrom('agency').select('data_as_of').where('id', '=', person.agencyId).executeTakeFirst(),
  ]);
  const on = (shelf: Shelf) => contentsOf(groups.filter((group) => shelfOf(group.place) === shelf));
  const shelves = { private: on('private'), public: on('public') };
  const shelf: Shelf = shelves.private.count === 0 && shelves.public.count > 0 ? 'public' : 'private';
  const page = await pageIn(db, person, places, { shelf }, now, shelves[shelf].count);
  return { asOf: agency?.data_as_of ?? null, shelves, first: { shelf, ...page } };
};

export const listDocuments = async (
  db: Database,
  person: Person,
  query: DocumentQuery,
  now: Date,
  today: Day,
): Promise<DocumentPage> =>
  pageIn(db, person, await readablePlaces(db, person, today, query.account), query, now);

/** A secret address for this file, for a minute. Throws `not-found` for what this person may not read. */
export const insertTicket = async (
  db: Database,
  person: Person,
  documentId: string,
  now: Date,
  today: Day,
): Promise<string> => {
  const places = await readablePlaces(db, person, today);
  const document = await db
    .selectFrom('document')
    .select('id')
    .where('id', '=', documentId)
    .where('agency_id', '=', person.agencyId)
    .where('place', 'in', places)
    .executeTakeFirst();
  if (!document) throw new AppError('not-found');
  const ticket = newSecret();
  const expires_at = new Date(now.getTime() + ticketLifeMs).toISOString();
  await db
    .insertInto('file_ticket')
    .values({
      ticket_hash: hashSecret(ticket),
      login_id: person.loginId,
      document_id: documentId,
      expires_at,
    })
    .execute();
  await db
    .insertInto('document_reading')
    .values({ login_id: person.loginId, document_id: documentId, at: now.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return ticket;
};

export interface TicketedFile {
  fileHash: string;
  fileName: string;
  mediaType: string;
}

/** The file behind a ticket that is still good. Throws `not-found`. */
export const fileOfTicket = async (db: Database, ticket: string, now: Date): Promise<TicketedFile> => {
  const row = await db
    .selectFrom('file_ticket')
    .innerJoin('document', 'document.id', 'file_ticket.document_id')
    .select(['document.file_hash', 'document.file_name', 'document.media_type'])
    .where('ticket_hash', '=', hashSecret(ticket))
    .where('expires_at', '>', now.toISOString())
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  return { fileHash: row.file_hash, fileName: row.file_name, mediaType: row.media_type };
};

export const clearExpiredTickets = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('file_ticket').where('expires_at', '<=', now.toISOString()).execute();
};

const groupsIn = (db: Database, agencyId: string, places: string[]) =>
  db
    .selectFrom('document')
    .leftJoin('building', 'building.id', 'document.building_id')
    .leftJoin('lot', 'lot.id', 'document.lot_id')
    .select((eb) => [
      'document.place',
      'document.kind',
      sql<string>`substr(document.day, 1, 4)`.as('year'),
      'document.building_id',
      'building.name as building_name',
      'document.lot_id',
      'lot.number as lot_number',
      'lot.kind as lot_kind',
      'lot.label as lot_label',
      eb.fn.countAll<number>().as('n'),
    ])
    .where(ofAgency('document.agency_id', agencyId))
    .where('document.place', 'in', places)
    .groupBy([
      'document.place',
      'document.kind',
      sql`substr(document.day, 1, 4)`,
      'document.building_id',
      'building.name',
      'document.lot_id',
      'lot.number',
      'lot.kind',
      'lot.label',
    ])
    .execute();

const shelfOf = (place: string): Shelf => (isPrivate(place) ? 'private' : 'public');

const pageIn = async (
  db: Database,
  person: Person,
  places: string[],
  query: DocumentQuery,
  now: Date,
  known?: number,
): Promise<DocumentPage> => {
  const onShelf = places.filter((place) => shelfOf(place) === query.shelf);
  if (onShelf.length === 0) return { documents: [], next: null, total: 0 };
  const rows = await pageQuery(db, person, onShelf, query).execute();
  const last = rows[pageLength - 1];
  const newSince = await newsSince(db, person, now);
  const whole = query.after === undefined && rows.length <= pageLength;
  return {
    documents: rows.slice(0, pageLength).map((row) => toDocument(row, newSince)),
    next: rows.length > pageLength && last ? `${last.day}.${last.id}` : null,
    total: known ?? (whole ? rows.length : await countMatching(db, person, onShelf, query)),
  };
};

/** On all pages: where this one starts does not count. */
const countMatching = async (
  db: Database,
  person: Person,
  places: string[],
  query: DocumentQuery,
): Promise<number> => {
  const { n } = await db
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(ofAgency('document.agency_id', person.agencyId))
    .where('document.place', 'in', places)
    .where((eb) => eb.and(filtersOf(eb, { ...query, after: undefined })))
    .executeTakeFirstOrThrow();
  return n;
};

/** What was there before someone's first sign-in is not news to them, however recently the agency arrived. */
const newsSince = async (db: Database, person: Person, now: Date): Promise<string> => {
  const monthAgo = new Date(now.getTime() - newForDays * 86_400_000).toISOString();
  const login = await db
    .selectFrom('login')
    .select('created_at')
    .where('id', '=', person.loginId)
    .executeTakeFirst();
  return login && login.created_at > monthAgo ? login.created_at : monthAgo;
};

/** The list query; its plan is asserted in `database/plans.test.ts`. */
export const pageQuery = (db: Database, person: Person, places: string[], query: DocumentQuery) =>
  db
    .selectFrom('document')
    .leftJoin('building', 'building.id', 'document.building_id')
    .leftJoin('lot', 'lot.id', 'document.lot_id')
    .leftJoin('document_reading as reading', (join) =>
      join.onRef('reading.document_id', '=', 'document.id').on('reading.login_id', '=', person.loginId),
    )
    .select([
      'document.id',
      'document.place',
      'document.kind',
      'document.title',
      'document.day',
      'document.file_name',
      'document.media_type',
      'document.size_bytes',
      'document.published_at',
      'document.building_id',
      'building.name as building_name',
      'lot.number as lot_number',
      'lot.kind as lot_kind',
      'lot.label as lot_label',
      'reading.at as read_at',
    ])
    .where(ofAgency('document.agency_id', person.agencyId))
    .where('document.place', 'in', places)
    .where((eb) => eb.and(filtersOf(eb, query)))
    .orderBy('document.day', 'desc')
    .orderBy('document.id', 'desc')
    .limit(pageLength + 1);

const filtersOf = (eb: ExpressionBuilder<Pick<Tables, 'document'>, 'document'>, query: DocumentQuery) => {
  const [day, id] = (query.after ?? '').split('.');
  return [
    ...(query.building ? [eb('document.building_id', '=', query.building)] : []),
    ...(query.lot ? [eb('document.lot_id', '=', query.lot)] : []),
    ...(query.kind ? [eb('document.kind', '=', query.kind)] : []),
    ...(query.year
      ? [eb('document.day', '>=', `${query.year}-01-01`), eb('document.day', '<=', `${query.year}-12-31`)]
      : []),
    ...(query.search ? [sql<boolean>`document.search like ${likeAnywhere(query.search)} escape '\\'`] : []),
    ...(day && id ? [sql<boolean>`(document.day, document.id) < (${day}, ${id})`] : []),
  ];
};

const toDocument = (
  row: Awaited<ReturnType<ReturnType<typeof pageQuery>['execute']>>[number],
  newSince: string,
): Document => ({
  id: row.id,
  shelf: shelfOf(row.place),
  kind: row.kind,
  title: row.title,
  day: row.day,
  building:
    row.building_id === null || row.building_name === null
      ? null
      : { id: row.building_id, name: row.building_name },
  lot:
    row.lot_number === null
      ? null
      : lotName({ number: row.lot_number, kind: row.lot_kind ?? '', label: row.lot_label }),
  fileName: row.file_name,
  mediaType: row.media_type,
  sizeBytes: row.size_bytes,
  isNew: row.read_at === null && row.published_at > newSince,
});
