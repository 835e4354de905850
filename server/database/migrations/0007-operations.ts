import { step } from './words.ts';

export const operations = step(({ strict }) => [
  `create table outbox (
    id text primary key,
    kind text not null,
    payload text not null,
    dedupe text,
    run_at text not null,
    attempts integer not null default 0,
    locked_until text,
    done_at text,
    last_error text
  ) ${strict}`,
  'create index outbox_due on outbox (run_at, id) where done_at is null',
  'create unique index outbox_once on outbox (kind, dedupe) where dedupe is not null',
  `create table import_run (
    id text primary key,
    agency_id text not null references agency (id),
    extracted_at text not null,
    started_at text not null,
    finished_at text,
    summary text not null
  ) ${strict}`,
  'create index import_run_of_agency on import_run (agency_id, started_at)',
]);
