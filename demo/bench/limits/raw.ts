// The balance route as if nothing stood between it and the file: node:http and prepared statements.
// Same reads, same bytes answered; the row checks that they are the same.
// Beside a bare `?` SQLite plans the statement again for each value; the sign keeps the plan.
import { hash } from 'node:crypto';
import Sqlite from 'better-sqlite3';
import { accountBalances, ledgerToOpen, roleBalances } from '../../../server/finance/balance.ts';
import { balanceOf } from '../../../server/values/money.ts';
import { listen } from './listen.ts';

const db = new Sqlite(process.argv[2], { readonly: true });
db.pragma('cache_size = -64000');

interface SessionRow {
  login_id: string;
  agency_id: string;
  ends_at: string;
  expires_at: string;
}
const session = db.prepare<[string], SessionRow>(`
  select session.login_id, session.kind, session.origin, session.device, session.created_at, session.seen_at,
    session.ends_at, session.expires_at, login.agency_id, login.name, agent.login_id as agent_login_id
  from session join login on login.id = session.login_id left join agent on agent.login_id = login.id
  where session.id_hash = +? and session.kind = 'portal'`);

interface AccountRow {
  id: string;
  identifier: string;
  role: 'owner' | 'landlord' | 'tenant';
  label: string;
  owned: number;
  rented: number;
}
const accounts = db.prepare<[string, string, string, string, string, string], AccountRow>(`
  select account.id, account.identifier, account.role, account.label,
    (select count(*) from ownership where account_id = account.id and from_day <= +?
      and (until_day is null or until_day >= +?)) as owned,
    (select count(*) from lease where tenant_account_id = account.id and from_day <= +?
      and (until_day is null or until_day >= +?)) as rented
  from login_account join account on account.id = login_account.account_id
  where login_account.login_id = +? and account.agency_id = +? order by account.identifier`);

interface LedgerRow {
  id: string;
  account_id: string;
  balance_cents: number;
  first_day: string | null;
  last_day: string | null;
  name: string;
  address: string;
  postcode: string;
  town: string;
  number: string | null;
  kind: string | null;
  label: string | null;
}
const ledgers = db.prepare<[string, string], LedgerRow>(`
  select ledger.id, ledger.account_id, ledger.balance_cents, ledger.first_day, ledger.last_day,
    building.name, building.address, building.postcode, building.town, lot.number, lot.kind, lot.label
  from login_account join ledger on ledger.account_id = login_account.account_id
    join building on building.id = ledger.building_id left join lot on lot.id = ledger.lot_id
  where login_account.login_id = +? and +ledger.agency_id = +?
    and (ledger.closed_on is null or ledger.balance_cents != 0)
  order by ledger.id`);

interface EntryRow {
  day: string;
  sequence: number;
  label: string;
  kind: string;
  debit_cents: number;
  credit_cents: number;
  balance_cents: number;
  document_id: string | null;
  title: string;
}
const entries = db.prepare<[string, string, string, string], EntryRow>(`
  select entry.day, entry.sequence, entry.label, entry.kind, entry.debit_cents, entry.credit_cents,
    entry.balance_cents, document.id as document_id, document.title
  from ledger_entry as entry
    left join document on document.id = entry.document_id and document.place = +?
  where entry.ledger_id = +? and entry.day >= +? and (entry.day, entry.sequence) < (+?, 0)
  order by entry.day desc, entry.sequence desc limit 26`);

const asOf = db.prepare<[string], { data_as_of: string | null }>(
  'select data_as_of from agency where id = +?',
);

const toEntry = (row: EntryRow) => ({
  day: row.day,
  label: row.label,
  kind: row.kind,
  debitCents: row.debit_cents,
  creditCents: row.credit_cents,
  balance: balanceOf(row.balance_cents),
  document: row.document_id === null ? null : { id: row.document_id, title: row.title },
});

const sheet = (loginId: string, agencyId: string, today: string) => {
  const held = accounts
    .all(today, today, today, today, loginId, agencyId)
    .map(({ id, identifier, role, label, owned, rented }) => ({
      id,
      identifier,
      role,
      label,
      lots: owned + rented,
    }));
  const kept = ledgers.all(loginId, agencyId).map((row) => ({
    id: row.id,
    accountId: row.account_id,
    building: row.name,
    address: `${row.address}, ${row.postcode} ${row.town}`,
    lot: row.number === null ? null : { number: row.number, kind: row.kind ?? '', label: row.label },
    netCents: row.balance_cents,
    firstDay: row.first_day,
    lastDay: row.last_day,
  }));
  const balances = accountBalances(held, kept);
  const first = ledgerToOpen(kept);
  const year = Number(first?.lastDay?.slice(0, 4));
  const rows = first
    ? entries.all(`account:${first.accountId}`, first.id, `${year}-01-01`, `${year + 1}-01-01`)
    : [];
  const last = rows[24];
  const next = rows.length > 25 && last ? `${last.day}.${last.sequence}` : null;
  return {
    asOf: asOf.get(agencyId)?.data_as_of ?? null,
    roles: roleBalances(held, balances),
    accounts: balances,
    open: first ? { ledgerId: first.id, year, entries: rows.slice(0, 25).map(toEntry), next } : null,
  };
};

listen((request, response) => {
  const secret = /__Host-palier=([^;]+)/.exec(request.headers.cookie ?? '')?.[1] ?? '';
  const found = session.get(hash('sha256', secret));
  const now = new Date().toISOString();
  if (!found || found.expires_at <= now || found.ends_at <= now) {
    response.writeHead(401).end();
    return;
  }
  const body = JSON.stringify(sheet(found.login_id, found.agency_id, now.slice(0, 10)));
  response
    .writeHead(200, { 'content-type': 'application/json', 'cache-control': 'private, no-store' })
    .end(body);
});
