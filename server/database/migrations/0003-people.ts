import { step } from './words.ts';

export const people = step(({ strict }) => [
  `create table person (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    kind text not null check (kind in ('natural', 'legal')),
    civility text,
    last_name text not null,
    first_name text,
    email text,
    phone text,
    address text,
    postcode text,
    town text,
    closed_on text,
    unique (agency_id, external_id)
  ) ${strict}`,
  `create table account (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    identifier text not null,
    identifier_key text not null,
    role text not null check (role in ('owner', 'landlord', 'tenant')),
    label text not null,
    closed_on text,
    unique (agency_id, external_id),
    unique (agency_id, identifier_key)
  ) ${strict}`,
  `create table account_holder (
    account_id text not null references account (id),
    person_id text not null references person (id),
    position integer not null,
    primary key (account_id, person_id)
  ) ${strict}`,
  'create index holder_of_account on account_holder (person_id, account_id)',
  `create table ownership (
    id text primary key,
    agency_id text not null references agency (id),
    lot_id text not null references lot (id),
    account_id text not null references account (id),
    title text not null check (title in ('full', 'bare', 'usufruct', 'joint')),
    from_day text not null,
    until_day text,
    unique (lot_id, account_id, from_day)
  ) ${strict}`,
  'create index ownership_of_account on ownership (account_id, from_day)',
  `create table lease (
    id text primary key,
    agency_id text not null references agency (id),
    external_id text not null,
    lot_id text not null references lot (id),
    tenant_account_id text not null references account (id),
    landlord_account_id text references account (id),
    from_day text not null,
    until_day text,
    unique (agency_id, external_id)
  ) ${strict}`,
  'create index lease_of_tenant on lease (tenant_account_id, from_day)',
  'create index lease_of_landlord on lease (landlord_account_id, from_day)',
  `create table council_member (
    building_id text not null references building (id),
    account_id text not null references account (id),
    seat text not null check (seat in ('president', 'member')),
    from_day text not null,
    until_day text,
    primary key (building_id, account_id, from_day)
  ) ${strict}`,
  'create index council_of_account on council_member (account_id)',
]);
