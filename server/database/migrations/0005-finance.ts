import { step } from './words.ts';

export const finance = step(({ big, clustered, strict }) => [
  `create table ledger (
    id text primary key,
    agency_id text not null references agency (id),
    account_id text not null references account (id),
    subject text not null,
    building_id text not null references building (id),
    lot_id text references lot (id),
    lease_id text references lease (id),
    balance_cents ${big} not null default 0,
    entry_count ${big} not null default 0,
    first_day text,
    last_day text,
    closed_on text,
    unique (account_id, subject)
  ) ${strict}`,
  'create index ledger_of_agency on ledger (agency_id)',
  // No foreign keys here: the importer checks whole sets at once, and this table has millions of rows.
  `create table ledger_entry (
    ledger_id text not null,
    day text not null,
    sequence integer not null,
    external_id text not null,
    label text not null,
    kind text not null,
    debit_cents ${big} not null,
    credit_cents ${big} not null,
    balance_cents ${big} not null,
    document_id text,
    primary key (ledger_id, day, sequence)
  ) ${clustered}`,
]);
