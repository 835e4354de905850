import { step } from './words.ts';

export const properties = step(({ big, strict, clustered }) => [
  `create table building (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    name text not null,
    address text not null,
    postcode text not null,
    town text not null,
    register_number text,
    closed_on text,
    unique (agency_id, external_id)
  ) ${strict}`,
  `create table lot (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    building_id text not null references building (id),
    number text not null,
    kind text not null,
    label text,
    staircase text,
    floor text,
    closed_on text,
    unique (agency_id, external_id)
  ) ${strict}`,
  'create index lot_of_building on lot (building_id, number)',
  `create table distribution_key (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    building_id text not null references building (id),
    label text not null,
    whole ${big} not null,
    closed_on text,
    unique (agency_id, external_id)
  ) ${strict}`,
  `create table share (
    key_id text not null references distribution_key (id),
    lot_id text not null references lot (id),
    shares ${big} not null check (shares >= 0),
    primary key (key_id, lot_id)
  ) ${clustered}`,
]);
