import { hash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { hash as argon2 } from '@node-rs/argon2';
import Sqlite from 'better-sqlite3';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open.ts';
import {
  accountId,
  agency,
  buildingId,
  emailOf,
  ledgerId,
  loginId,
  lotId,
  password,
  secretOf,
  signedIn,
} from './people.ts';
import { root } from './process.ts';

export interface Population {
  residents: number;
  /** Ledgers of each resident, in lots of one building. */
  lots: number;
  /** Of each ledger, over two years. */
  entries: number;
  /** Of each resident, besides those of the buildings and the agency. */
  documents: number;
}

export const folder = join(root, '.state/bench');
const perBuilding = 100;

/** A migrated database with that many people, the same on each machine; kept until the schema or this file changes. */
export const populated = async (population: Population): Promise<string> => {
  const sources = [
    ...globSync('server/database/migrations/*.ts', { cwd: root }),
    'demo/bench/population.ts',
    'demo/bench/people.ts',
  ];
  const text = sources.toSorted().map((file) => readFileSync(join(root, file), 'utf8'));
  const key = hash('sha256', JSON.stringify([population, text])).slice(0, 12);
  const shape = `town-${Object.values(population).join('-')}`;
  const path = join(folder, `${shape}-${key}.db`);
  if (existsSync(path)) return path;
  mkdirSync(folder, { recursive: true });
  for (const old of globSync(`${shape}-*`, { cwd: folder })) rmSync(join(folder, old));
  console.error(`building ${population.residents} residents (kept for the next run)`);
  const started = performance.now();
  const unfinished = `${path}.unfinished`;
  await emptyDatabase(unfinished);
  await fill(unfinished, population);
  renameSync(unfinished, path);
  console.error(`built in ${((performance.now() - started) / 1000).toFixed(0)} s`);
  return path;
};

export const emptyDatabase = async (path: string): Promise<void> => {
  for (const end of ['', '-wal', '-shm']) rmSync(path + end, { force: true });
  const opened = await openDatabase(path);
  await migrate(opened);
  await opened.close();
};

const now = '2026-01-01T00:00:00.000Z';
const later = '2999-01-01T00:00:00.000Z';

const fill = async (path: string, population: Population): Promise<void> => {
  const db = new Sqlite(path);
  // It can be built again: nothing is kept safe on the way, and there is room.
  for (const pragma of [
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

type Value = string | number | null;
type Insert = (table: string) => (row: Record<string, Value>) => void;

const inserter =
  (db: Sqlite.Database): Insert =>
  (table) => {
    let statement: Sqlite.Statement | undefined;
    return (row) => {
      const names = Object.keys(row);
      statement ??= db.prepare(
        `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`,
      );
      statement.run(Object.values(row));
    };
  };

const insertAgency = (db: Sqlite.Database): void => {
  const settings = {
    id: agency.id,
    slug: agency.slug,
    name: 'Cabinet du Banc',
    address: '1 rue du Banc',
    postcode: '69001',
    town: 'Lyon',
    hours: '[]',
    portal_origin: `https://${agency.host}`,
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
    salt,
  });
  const [login, account, link] = [insert('login'), insert('account'), insert('login_account')];
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
    link({ login_id, account_id, since: now });
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
      kind: 'portal',
      device: 'Chrome · Linux',
      ...ends,
    });
  }
};

/** In the order in which the table lies. */
const insertEntries = (insert: Insert, { residents, lots, entries }: Population): void => {
  const entry = insert('ledger_entry');
  const days = Array.from({ length: entries }, (_, n) => dayOf(n, entries));
  for (let l = 0; l < residents * lots; l += 1) {
    const ledger_id = ledgerId(l);
    for (const [n, day] of days.entries()) {
      entry({
        ledger_id,
        day,
        sequence: 1,
        external_id: `E${l}.${n}`,
        label: n % 2 === 0 ? 'Appel de provisions sur charges, 2e trimestre' : 'Virement reçu',
        kind: n % 2 === 0 ? 'provision' : 'payment',
        debit_cents: n % 2 === 0 ? 12_345 : 0,
        credit_cents: n % 2 === 0 ? 0 : 12_545,
        balance_cents: n % 2 === 0 ? n * 100 - 12_345 : (n + 1) * 100,
        document_id: null,
      });
    }
  }
};

/** Month after month as agencies send them: one person's papers lie far apart in the table. */
const insertDocuments = (insert: Insert, { residents, documents }: Population): void => {
  const document = insert('document');
  const buildings = Math.ceil(residents / perBuilding);
  let n = 0;
  const file = (place: string, kind: string, title: string, day: string, about: Record<string, Value>) => {
    n += 1;
    const id = hash('sha256', `document ${n}`, 'base64url').slice(0, 27);
    const content = {
      file_hash: id,
      file_name: `${kind}.pdf`,
      media_type: 'application/pdf',
      size_bytes: 48_000,
    };
    const base = { id, agency_id: agency.id, external_id: `D${pad(n)}`, place, kind, title, day };
    document({
      ...base,
      building_id: null,
      account_id: null,
      ...about,
      ...content,
      search: `${title} ${kind}`,
      published_at: now,
    });
  };
  for (let d = 0; d < documents; d += 1) {
    const day = dayOf(d, documents);
    for (let r = 0; r < residents; r += 1) {
      const about = { building_id: buildingId(Math.floor(r / perBuilding)), account_id: accountId(r) };
      file(`account:${accountId(r)}`, 'call', 'Appel de fonds', day, about);
    }
    for (let b = 0; b < buildings; b += 1)
      file(`building:${buildingId(b)}:owners`, 'minutes', 'Procès-verbal', day, {
        building_id: buildingId(b),
      });
    file(`agency:${agency.id}`, 'letter', 'Lettre à tous', day, {});
  }
};

/** Two thirds of them in the last year. */
const dayOf = (n: number, of: number): string => {
  const start = Date.UTC(2024, 7, 1);
  return new Date(start + (n / of) * 500 * 86_400_000).toISOString().slice(0, 10);
};
const pad = (n: number): string => String(n).padStart(9, '0');
