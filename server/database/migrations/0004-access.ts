import { step } from './words.ts';

export const access = step(({ strict, clustered }) => [
  `create table login (
    id text primary key,
    agency_id text not null references agency (id),
    person_id text references person (id),
    name text not null,
    email text not null,
    password_hash text not null,
    created_at text not null,
    unique (agency_id, email)
  ) ${strict}`,
  `create table login_account (
    login_id text not null references login (id),
    account_id text not null references account (id),
    since text not null,
    primary key (login_id, account_id)
  ) ${clustered}`,
  'create index login_of_account on login_account (account_id, since, login_id)',
  `create table agent (
    login_id text primary key references login (id),
    agency_id text not null references agency (id),
    since text not null
  ) ${strict}`,
  `create table session (
    id_hash text primary key,
    login_id text not null references login (id),
    kind text not null check (kind in ('portal', 'partitioned', 'bearer')),
    origin text,
    device text not null,
    created_at text not null,
    seen_at text not null,
    ends_at text not null,
    expires_at text not null
  ) ${clustered}`,
  'create index session_of_login on session (login_id, created_at)',
  'create index session_expiry on session (expires_at)',
  `create table reset_link (
    token_hash text primary key,
    login_id text references login (id),
    person_id text references person (id),
    agency_id text not null references agency (id),
    created_at text not null,
    expires_at text not null,
    used_at text,
    check (login_id is not null or person_id is not null)
  ) ${strict}`,
  'create index reset_link_of_login on reset_link (login_id)',
  'create index reset_link_of_person on reset_link (person_id)',
  `create table handoff (
    code_hash text primary key,
    login_id text not null references login (id),
    origin text not null,
    challenge text not null,
    expires_at text not null,
    used_at text
  ) ${strict}`,
  `create table rate_limit (
    subject text primary key,
    window_start text not null,
    hits integer not null
  ) ${clustered}`,
]);
