import { sql } from 'kysely';
import { listAccounts } from '../access/store.ts';
import { hot } from '../database/hot.ts';
import type { Database } from '../database/open.ts';
import { ofAgency } from '../database/scope.ts';
import { place } from '../documents/place.ts';
import { yearOf, type Day } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { balanceOf } from '../values/money.ts';
import type { Person } from '../values/person.ts';
import { accountBalances, ledgerToOpen, roleBalances, type KeptLedger } from './balance.ts';
import type { BalanceSheet, Entry, EntryPage, EntryQuery } from './contract.ts';

/** Entries of one page: a screen and a half. */
const pageLength = 25;

/** Everything this person owes and is owed, or one account of theirs, with the first page of what matters most. */
export const balanceSheet = async (
  db: Database,
  person: Person,
  today: Day,
  account?: string,
): Promise<BalanceSheet> => {
  const [all, rows, agency] = await Promise.all([
    listAccounts(db, person, today),
    ledgersOf(db, { loginId: person.loginId, agencyId: person.agencyId }),
    dataAsOf(db, { agencyId: person.agencyId }),
  ]);
  // Somebody else's account narrows nothing, and opens nothing.
  const one = all.filter(({ id }) => id === account);
  const accounts = one.length > 0 ? one : all;
  const shown = new Set(accounts.map(({ id }) => id));
  const ledgers = rows.map(toKeptLedger).filter(({ accountId }) => shown.has(accountId));
  const balances = accountBalances(accounts, ledgers);
  const first = ledgerToOpen(ledgers);
  return {
    asOf: agency[0]?.data_as_of ?? null,
    roles: roleBalances(accounts, balances),
    accounts: balances,
    open: first ? await entryPage(db, first, yearOf(first.lastDay ?? today)) : null,
  };
};

/** One page of a ledger of this person; throws `not-found` for anyone else's. */
export const listEntries = async (
  db: Database,
  person: Person,
  ledgerId: string,
  { year, after }: EntryQuery,
): Promise<EntryPage> => {
  const [ledger] = await ownLedger(db, { ledgerId, loginId: person.loginId, agencyId: person.agencyId });
  if (!ledger) throw new AppError('not-found');
  return entryPage(db, { id: ledgerId, accountId: ledger.account_id }, year, after);
};

const entryPage = async (
  db: Database,
  ledger: { id: string; accountId: string },
  year: number,
  after?: string,
): Promise<EntryPage> => {
  const [day = '', sequence = '0'] = (after ?? `${year + 1}-01-01.0`).split('.');
  const rows = await entriesBefore(db, {
    ledgerId: ledger.id,
    place: place.account(ledger.accountId),
    from: `${year}-01-01`,
    day,
    sequence: Number(sequence),
  });
  const last = rows[pageLength - 1];
  return {
    ledgerId: ledger.id,
    year,
    entries: rows.slice(0, pageLength).map(toEntry),
    next: rows.length > pageLength && last ? `${last.day}.${last.sequence}` : null,
  };
};

const dataAsOf = hot((db, p: { agencyId: string }) =>
  db.selectFrom('agency').select('data_as_of').where('id', '=', p.agencyId),
);

export const ledgersOf = hot((db, p: { loginId: string; agencyId: string }) =>
  db
    .selectFrom('login_account')
    .innerJoin('ledger', 'ledger.account_id', 'login_account.account_id')
    .innerJoin('building', 'building.id', 'ledger.building_id')
    .leftJoin('lot', 'lot.id', 'ledger.lot_id')
    .select([
      'ledger.id',
      'ledger.account_id',
      'ledger.balance_cents',
      'ledger.first_day',
      'ledger.last_day',
      'building.name as building_name',
      'building.address as building_address',
      'building.postcode as building_postcode',
      'building.town as building_town',
      'lot.number as lot_number',
      'lot.kind as lot_kind',
      'lot.label as lot_label',
    ])
    .where('login_account.login_id', '=', p.loginId)
    .where(ofAgency('ledger.agency_id', p.agencyId))
    .where((eb) => eb.or([eb('ledger.closed_on', 'is', null), eb('ledger.balance_cents', '!=', 0)]))
    .orderBy('ledger.id'),
);

const ownLedger = hot((db, p: { ledgerId: string; loginId: string; agencyId: string }) =>
  db
    .selectFrom('ledger')
    .innerJoin('login_account', 'login_account.account_id', 'ledger.account_id')
    .select('ledger.account_id')
    .where('ledger.id', '=', p.ledgerId)
    .where('ledger.agency_id', '=', p.agencyId)
    .where('login_account.login_id', '=', p.loginId),
);

/** A document only shows where it is the account's own letter. */
export const entriesBefore = hot(
  (db, p: { ledgerId: string; place: string; from: string; day: string; sequence: number }) =>
    db
      .selectFrom('ledger_entry as entry')
      .leftJoin('document', (join) =>
        join.onRef('document.id', '=', 'entry.document_id').on('document.place', '=', p.place),
      )
      .select([
        'entry.day',
        'entry.sequence',
        'entry.label',
        'entry.kind',
        'entry.debit_cents',
        'entry.credit_cents',
        'entry.balance_cents',
        'document.id as document_id',
        'document.title as document_title',
      ])
      .where('entry.ledger_id', '=', p.ledgerId)
      .where('entry.day', '>=', p.from)
      .where(sql<boolean>`(entry.day, entry.sequence) < (${p.day}, ${p.sequence})`)
      .orderBy('entry.day', 'desc')
      .orderBy('entry.sequence', 'desc')
      .limit(pageLength + 1),
);

const toKeptLedger = (row: Awaited<ReturnType<typeof ledgersOf>>[number]): KeptLedger => ({
  id: row.id,
  accountId: row.account_id,
  building: row.building_name,
  address: `${row.building_address}, ${row.building_postcode} ${row.building_town}`,
  lot:
    row.lot_number === null
      ? null
      : { number: row.lot_number, kind: row.lot_kind ?? '', label: row.lot_label },
  netCents: row.balance_cents,
  firstDay: row.first_day,
  lastDay: row.last_day,
});

const toEntry = (row: Awaited<ReturnType<typeof entriesBefore>>[number]): Entry => ({
  day: row.day,
  label: row.label,
  kind: row.kind,
  debitCents: row.debit_cents,
  creditCents: row.credit_cents,
  balance: balanceOf(row.balance_cents),
  document:
    row.document_id === null || row.document_title === null
      ? null
      : { id: row.document_id, title: row.document_title },
});
