import { step } from './words.ts';

export const documents = step(({ big, clustered, strict }) => [
  `create table document (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    place text not null,
    kind text not null,
    title text not null,
    day text not null,
    building_id text references building (id),
    lot_id text references lot (id),
    account_id text references account (id),
    file_hash text not null,
    file_name text not null,
    media_type text not null,
    size_bytes ${big} not null,
    search text not null,
    published_at text not null,
    unique (agency_id, external_id)
  ) ${strict}`,
  'create index document_of_place on document (place, day desc, id desc)',
  `create table document_reading (
    login_id text not null references login (id),
    document_id text not null,
    at text not null,
    primary key (login_id, document_id)
  ) ${clustered}`,
  `create table file_ticket (
    ticket_hash text primary key,
    login_id text not null references login (id),
    document_id text not null,
    expires_at text not null
  ) ${clustered}`,
]);
