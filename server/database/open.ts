import { mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import Sqlite from 'better-sqlite3';
import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { sqliteDialect } from './sqlite.ts';
import type { Tables } from './tables.ts';

export type Engine = 'sqlite' | 'postgres';
export type Database = Kysely<Tables>;
export type Trx = Transaction<Tables>;

export interface OpenDatabase {
  engine: Engine;
  /** For everything that writes, and for what is read in order to write. One per process. */
  db: Database;
  /** For answers: never waits behind a transaction of this process. The same as `db` on PostgreSQL. */
  read: Database;
  url: string;
  close(): Promise<void>;
}

/**
 * Opens what `url` names: `postgres://…`, or a file, with or without `sqlite:` before it.
 * Throws when SQLite would not keep what it acknowledged.
 */
export const openDatabase = async (url: string): Promise<OpenDatabase> =>
  isPostgres(url) ? openPostgres(url) : openSqlite(sqlitePath(url));

export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url);

export const sqlitePath = (url: string): string => resolve(url.replace(/^sqlite:/, ''));

/** In this order; `synchronous` after WAL, for the driver lowers it on a file that is already in WAL mode. */
const writingPragmas = [
  'busy_timeout = 50', // the wait stops the whole process: short here, patient in `sqlite.ts`
  'journal_mode = WAL',
  'synchronous = FULL', // a commit that was answered survives a power cut
  'foreign_keys = ON',
  'cache_size = -32000', // kB
];

const openSqlite = async (path: string): Promise<OpenDatabase> => {
  const writer = openHere(path);
  const reader = new Sqlite(path, { readonly: true });
  reader.pragma('busy_timeout = 50');
  reader.pragma('cache_size = -64000');
  const db = new Kysely<Tables>({ dialect: sqliteDialect(writer, 'writing') });
  const read = new Kysely<Tables>({ dialect: sqliteDialect(reader, 'reading') });
  // Each closes its own file when it is destroyed, but only once it has served; closing twice does no harm.
  const close = async () => {
    await Promise.all([db.destroy(), read.destroy()]);
    writer.close();
    reader.close();
  };
  return { engine: 'sqlite', db, read, url: path, close };
};

/** What the system says of a path (`EEXIST`, `SQLITE_CANTOPEN`) names neither the setting nor what to do. */
const openHere = (path: string): Sqlite.Database => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    return openSqliteFile(path);
  } catch (error) {
    const code = String((error as { code?: string }).code);
    if (!/^(E[A-Z]+|SQLITE_(CANTOPEN|NOTADB|READONLY|PERM)\w*)$/.test(code)) throw error;
    throw new Error(
      `There can be no database at ${path} (${code}): DATABASE_URL names a SQLite file, in a folder that can be written.`,
      { cause: error },
    );
  }
};

/** A writing connection as every process of Palier must open it; the importer uses it too. */
export const openSqliteFile = (path: string): Sqlite.Database => {
  const file = new Sqlite(path);
  for (const pragma of writingPragmas) file.pragma(pragma);
  if (file.pragma('synchronous', { simple: true }) !== 2) {
    file.close();
    throw new Error(
      'SQLite would not keep acknowledged writes (synchronous is not FULL): refusing to start.',
    );
  }
  return file;
};

// bigint and numeric arrive as text by default; our sums fit a double exactly, and say so when they do not.
const safeInteger = (text: string): number => {
  const number = Number(text);
  if (!Number.isSafeInteger(number))
    throw new RangeError('A number of the database is beyond exact integers.');
  return number;
};
pg.types.setTypeParser(pg.types.builtins.INT8, safeInteger);
pg.types.setTypeParser(pg.types.builtins.NUMERIC, safeInteger);

const openPostgres = async (url: string): Promise<OpenDatabase> => {
  const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'palier' });
  // Without a listener, one restart of the database would end this process; the next query reconnects.
  pool.on('error', () => {});
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  return { engine: 'postgres', db, read: db, url, close: () => db.destroy() };
};
