import { step } from './words.ts';

export const access = step(({ strict, clustered }) => [
  `create table login (
    id text primary key,
    agency_id text not null references agency (id),
    name text not null,
    email text not null,
    password_hash text not null,
    created_at text not null,
    unique (agency_id, email)
  ) ${strict}`,
  // One human may stand in the agency's software under several records: tenant here, co-owner there.
  `create table login_person (
    login_id text not null references login (id),
    person_id text not null references person (id),
    since text not null,
    primary key (login_id, person_id)
  ) ${clustered}`,
  'create index login_of_person on login_person (person_id, since, login_id)',
  // What a login opens follows who holds what, always: an account that changes hands changes readers with it.
  `create view login_account as
    select mine.login_id, held.account_id, mine.since
    from login_person as mine
    join person on person.id = mine.person_id and person.closed_on is null
    join account_holder as held on held.person_id = mine.person_id
    where not exists (
      select 1 from login_person as other
      join account_holder as again on again.person_id = other.person_id
      where other.login_id = mine.login_id and again.account_id = held.account_id
        and other.person_id < mine.person_id
    )`,
  `create table agent (
    login_id text primary key references login (id),
    agency_id text not null references agency (id),
    since text not null
  ) ${strict}`,
  `create table session (
    id_hash text primary key,
    login_id text not null references login (id),
    sign_in text not null,
    kind text not null check (kind in ('portal', 'partitioned', 'bearer')),
    origin text,
    device text not null,
    created_at text not null,
    seen_at text not null,
    ends_at text not null,
    expires_at text not null
  ) ${clustered}`,
  'create index session_of_login on session (login_id, sign_in)',
  'create index session_expiry on session (expires_at)',
  `create table reset_link (
    token_hash text primary key,
    login_id text references login (id),
    person_id text references person (id),
    agency_id text not null references agency (id),
    email text not null,
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
    sign_in text not null,
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
