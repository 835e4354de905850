import { existsSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import pg from 'pg';
import { migrationsFor } from './migrations/index.ts';
import { isPostgres, sqlitePath } from './open.ts';
import type { Tables } from './tables.ts';

/** What a backup keeps: parents before what refers to them, each with the columns of its primary key. */
export const keptTables = {
  agency: ['id'],
  agency_origin: ['agency_id', 'origin'],
  building: ['id'],
  lot: ['id'],
  distribution_key: ['id'],
  share: ['key_id', 'lot_id'],
  person: ['id'],
  account: ['id'],
  account_holder: ['account_id', 'person_id'],
  ownership: ['id'],
  lease: ['id'],
  council_member: ['building_id', 'account_id', 'from_day'],
  login: ['id'],
  login_person: ['login_id', 'person_id'],
  agent: ['login_id'],
  provisional_secret: ['id'],
  social_identity: ['agency_id', 'issuer', 'subject'],
  passkey: ['id'],
  totp: ['login_id'],
  recovery_code: ['login_id', 'code_hash'],
  email_change: ['id'],
  desk_request: ['id'],
  desk_closure: ['id'],
  ledger: ['id'],
  ledger_entry: ['ledger_id', 'day', 'sequence'],
  document: ['id'],
  document_reading: ['login_id', 'document_id'],
  outbox: ['id'],
  import_run: ['id'],
} as const satisfies Partial<{ [T in keyof Tables]: readonly (keyof Tables[T])[] }>;
export type KeptTable = keyof typeof keptTables;

/** What opens doors for a moment: a copy of it would be worth stealing, and everyone can sign in again. */
export const leftOut = [
  'session',
  'reset_link',
  'handoff',
  'first_connection',
  'social_flow',
  'webauthn_challenge',
  'step_up',
  'phone_check',
  'rate_limit',
  'file_ticket',
] as const satisfies (keyof Tables)[];

/** The database as it is at one instant, whatever is written while it is read. Read one list at a time. */
export interface Snapshot {
  /** Names of the migrations it has been through. */
  steps: string[];
  /** Every row, as one JSON object per line: the database writes them, so both engines say the same. */
  rows(table: KeptTable): AsyncIterable<string>;
  /** The documents' contents, each hash once. */
  fileHashes(): AsyncIterable<string>;
  close(): Promise<void>;
}

interface Reading {
  list(sql: string): Promise<string[]>;
  stream(sql: string): AsyncIterable<string>;
  /** Turns a row of the table, called `t`, into JSON text. */
  asJson(table: KeptTable): Promise<string>;
  close(): Promise<void>;
}

/** Throws a sentence when there is nothing at `url`, or what is there is of another release. */
export const openSnapshot = async (url: string): Promise<Snapshot> => {
  const reading = isPostgres(url) ? await readPostgres(url) : readSqlite(sqlitePath(url));
  try {
    const steps = await stepsOf(reading);
    return {
      steps,
      async *rows(table) {
        const order = keptTables[table].join(', ');
        yield* reading.stream(`select ${await reading.asJson(table)} from ${table} t order by ${order}`);
      },
      fileHashes: () => reading.stream('select distinct file_hash from document order by file_hash'),
      close: () => reading.close(),
    };
  } catch (error) {
    await reading.close();
    throw error;
  }
};

/** The first read, which also decides of which instant the snapshot is. */
const stepsOf = async (reading: Reading): Promise<string[]> => {
  const steps = await reading.list('select name from kysely_migration order by name').catch(() => {
    throw new Error('There is no Palier database at DATABASE_URL: nothing to back up.');
  });
  const known = Object.keys(migrationsFor('sqlite'));
  if (steps.join() === known.join()) return steps;
  throw new Error(
    `The database stands at ${steps.at(-1)} and this program at ${known.at(-1)}: back it up with the release that runs it.`,
  );
};

const readSqlite = (path: string): Reading => {
  if (!existsSync(path)) throw new Error(`There is no database at ${path}: nothing to back up.`);
  const file = new Sqlite(path, { readonly: true });
  // Readers never wait for the writer nor stop it: in WAL mode they keep seeing the file as it was.
  file.exec('begin');
  const walk = (sql: string) => file.prepare<[], string>(sql).pluck().iterate();
  return {
    list: async (sql) => [...walk(sql)],
    async *stream(sql) {
      yield* walk(sql);
    },
    async asJson(table) {
      const columns = [...walk(`select name from pragma_table_info('${table}')`)];
      return `json_object(${columns.map((name) => `'${name}', ${name}`).join(', ')})`;
    },
    close: async () => void file.close(),
  };
};

const readPostgres = async (url: string): Promise<Reading> => {
  const client = new pg.Client({ connectionString: url, application_name: 'palier backup' });
  await client.connect();
  await client.query('begin isolation level repeatable read read only');
  const list = async (sql: string): Promise<string[]> => {
    const { rows } = await client.query<[string]>({ text: sql, rowMode: 'array' });
    return rows.map(([value]) => value);
  };
  return {
    list,
    async *stream(sql) {
      await client.query(`declare walk no scroll cursor for ${sql}`);
      for (;;) {
        const values = await list('fetch 500 from walk');
        if (values.length === 0) break;
        yield* values;
      }
      await client.query('close walk');
    },
    asJson: async () => 'row_to_json(t)::text',
    close: () => client.end(),
  };
};
