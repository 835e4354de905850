import { hash } from 'node:crypto';
import { hash as argon2 } from '@node-rs/argon2';
import Sqlite from 'better-sqlite3';
import { dayOf, inserter, pad, type Insert } from './insert.ts';
import { insertDocuments, insertEntries } from './papers.ts';
import {
  accountId,
  agency,
  buildingId,
  emailOf,
  ledgerId,
  loginId,
  lotId,
  now,
  password,
  perBuilding,
  secretOf,
  signedIn,
} from './people.ts';
import type { Population } from './population.ts';

const later = '2999-01-01T00:00:00.000Z';

/** Writes the agency, its homes, its people and all that they have, in the order in which each table lies. */
export const fill = async (path: string, population: Population): Promise<void> => {
  const db = new Sqlite(path);
  // It can be built again: nothing is kept safe on the way, and there is room.
  for (const pragma of [
    'journal_mode = delete', // it leaves WAL for nothing else
    'journal_mode = off',
    'synchronous = off',
    'foreign_keys = off',
    'cache_size = -2000000',
  ])
    db.pragma(pragma);
  const insert = inserter(db);
  db.exec('begin');
  insertAgency(db);
  insertHomes(insert, population);
  await insertPeople(insert, population);
  insertEntries(insert, population);
  insertDocuments(insert, population);
  db.exec('commit');
  db.pragma('journal_mode = wal');
  db.close();
};

export const insertAgency = (db: Sqlite.Database, { id, slug, host } = agency): void => {
  const settings = {
    id,
    slug,
    name: 'Cabinet du Banc',
    address: '1 rue du Banc',
    postcode: '69001',
    town: 'Lyon',
    hours: '[]',
    portal_origin: `https://${host}`,
    sign_in: 'one-step',
    password_min_length: 12,
    password_kinds: 1,
    mail_sender: 'banc@bench.example',
    data_as_of: now,
    created_at: now,
  };
  inserter(db)('agency')(settings);
};

const insertHomes = (insert: Insert, { residents, lots }: Population): void => {
  const building = insert('building');
  const lot = insert('lot');
  const place = { address: '12 avenue des Marronniers', postcode: '69003', town: 'Lyon' };
  for (let b = 0; b * perBuilding < residents; b += 1)
    building({
      id: buildingId(b),
      agency_id: agency.id,
      external_id: `I${pad(b)}`,
      name: `Résidence ${b}`,
      ...place,
    });
  for (let n = 0; n < residents * lots; n += 1) {
    const b = buildingId(Math.floor(n / lots / perBuilding));
    const number = String(n % 1000);
    lot({
      id: lotId(n),
      agency_id: agency.id,
      external_id: `L${pad(n)}`,
      building_id: b,
      number,
      kind: 'apartment',
    });
  }
};

const insertPeople = async (insert: Insert, { residents, lots, entries }: Population): Promise<void> => {
  // The salt is fixed so that one hash does for all, and each run verifies the same.
  const salt = Buffer.from('salt of the bench');
  const password_hash = await argon2(password, {
    memoryCost: 19_456,
    timeCost: 2,
    parallelism: 1,
    salt,
  });
  const [login, account, link] = [insert('login'), insert('account'), insert('login_person')];
  const [person, holder] = [insert('person'), insert('account_holder')];
  const [ownership, ledger, session] = [insert('ownership'), insert('ledger'), insert('session')];
  const net = entries * 100;
  const period = { first_day: dayOf(0, entries), last_day: dayOf(entries - 1, entries) };
  for (let n = 0; n < residents; n += 1) {
    const [login_id, account_id, agency_id] = [loginId(n), accountId(n), agency.id];
    const identifier = `C${pad(n)}`;
    const label = 'Compte de copropriétaire';
    login({
      id: login_id,
      agency_id,
      name: `Résident ${n}`,
      email: emailOf(n),
      password_hash,
      created_at: now,
    });
    account({
      id: account_id,
      agency_id,
      external_id: identifier,
      identifier,
      identifier_key: identifier,
      role: 'owner',
      label,
    });
    const person_id = `${account_id}-holder`;
    person({
      id: person_id,
      agency_id,
      external_id: identifier,
      kind: 'natural',
      last_name: `Résident ${n}`,
    });
    holder({ account_id, person_id, position: 1 });
    link({ login_id, person_id, since: now });
    for (let l = n * lots; l < (n + 1) * lots; l += 1) {
      const building_id = buildingId(Math.floor(n / perBuilding));
      const held = { agency_id, lot_id: lotId(l), account_id };
      ownership({ ...held, id: `${lotId(l)}-owned`, title: 'full', from_day: '2020-01-01' });
      ledger({
        ...held,
        id: ledgerId(l),
        subject: `I/L${l % lots}`,
        building_id,
        balance_cents: net,
        entry_count: entries,
        ...period,
      });
    }
    if (n >= signedIn) continue;
    const ends = { created_at: now, seen_at: now, ends_at: later, expires_at: later };
    session({
      id_hash: hash('sha256', secretOf(n)),
      login_id,
      sign_in: `sign-in-${n}`,
      kind: 'portal',
      device: 'Chrome · Linux',
      ...ends,
    });
  }
};
