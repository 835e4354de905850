import { step } from './words.ts';

export const agency = step(({ strict }) => [
  `create table agency (
    id text primary key,
    slug text not null unique,
    name text not null,
    legal_name text,
    address text not null,
    postcode text not null,
    town text not null,
    phone text,
    email text,
    hours text not null,
    website text,
    portal_origin text not null unique,
    sign_in text not null check (sign_in in ('one-step', 'two-step')),
    password_min_length integer not null,
    password_kinds integer not null,
    identifier_hint text,
    mail_sender text not null,
    accent text,
    on_accent text,
    data_as_of text,
    created_at text not null
  ) ${strict}`,
  `create table agency_origin (
    agency_id text not null references agency (id),
    origin text not null,
    primary key (agency_id, origin)
  ) ${strict}`,
]);
