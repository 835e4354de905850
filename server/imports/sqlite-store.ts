import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import Sqlite from 'better-sqlite3';
import { isBusy } from '../database/errors.ts';
import { newId } from '../database/id.ts';
import { openSqliteFile } from '../database/open.ts';
import type { Value } from './parse.ts';
import { mentioned, type Loader, type Staging } from './staging.ts';

/** How long the importer waits for the server to let go of the file: it stops nobody by waiting. */
const patienceMs = 60_000;
/** Rows of one insert: with one each, binding would cost more than writing. */
const rowsAtOnce = 10;

export const openSqliteStaging = (path: string): Staging => {
  const db = openSqliteFile(path);
  // Temporary tables live in a file without a name, gone with the process however it ends.
  db.pragma('temp_store = file');
  db.pragma('temp.cache_size = -16000');
  db.pragma('cache_size = -16000');
  db.function('new_id', newId);
  const kept = new Map<string, Sqlite.Statement>();
  let lockFile: Sqlite.Database | undefined;

  const prepared = (sql: string): Sqlite.Statement => {
    let statement = kept.get(sql);
    if (!statement) kept.set(sql, (statement = db.prepare(sql)));
    return statement;
  };

  /** Temporary tables never wait; a write of its own does, as long as it takes. */
  const patiently = async <T>(work: () => T): Promise<T> => {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        return work();
      } catch (error) {
        if (!isBusy(error) || db.inTransaction || Date.now() >= deadline) throw error;
        await sleep(20 + Math.random() * 30);
      }
    }
  };

  return {
    engine: 'sqlite',
    run: (sql, ...parameters) => patiently(() => prepared(sql).run(byNumber(sql, parameters)).changes),
    all: <R>(sql: string, ...parameters: Value[]) =>
      patiently(() => prepared(sql).all(byNumber(sql, parameters)) as R[]),
    load: async (table, columns) => sqliteLoader(db, table, columns),
    measure: async () => {},
    async write(work) {
      await patiently(() => db.exec('begin immediate'));
      try {
        const result = await work();
        db.exec('commit');
        return result;
      } catch (error) {
        if (db.inTransaction) db.exec('rollback');
        throw error;
      }
    },
    async lock(agencyId) {
      // The system lets go of a file's lock when its process ends, however it ends. The file stays, empty and
      // hidden: removed, it could be locked twice, by whoever had it open and by whoever made it again.
      const name = `.${basename(path)}-import-${agencyId}.lock`;
      lockFile = new Sqlite(join(dirname(path), name), { timeout: 0 });
      try {
        lockFile.exec('begin exclusive');
        return true;
      } catch (error) {
        if (isBusy(error)) return false;
        throw error;
      }
    },
    async close() {
      // What was written goes back into the main file; whoever reads meanwhile only delays it.
      if (db.open) db.pragma('wal_checkpoint(truncate)');
      db.close();
      lockFile?.close();
    },
  };
};

/** The driver takes `?1` for the name « 1 ». */
const byNumber = (sql: string, parameters: Value[]): Record<number, Value> =>
  Object.fromEntries(mentioned(sql, parameters).map((value, i) => [i + 1, value]));

const sqliteLoader = (db: Sqlite.Database, table: string, columns: readonly string[]): Loader => {
  const width = columns.length;
  const insert = (rows: number) =>
    db.prepare(
      `insert into temp.${table} (${columns.join(', ')}) values ${Array<string>(rows)
        .fill(`(${Array<string>(width).fill('?').join(', ')})`)
        .join(', ')}`,
    );
  const many = insert(rowsAtOnce);
  const one = insert(1);
  let waiting: Value[] = [];
  const flush = () => {
    for (let i = 0; i < waiting.length; i += width) one.run(waiting.slice(i, i + width));
    waiting = [];
  };
  // Of temporary tables alone: it locks nothing that others use.
  db.exec('begin');
  return {
    add(row) {
      for (const value of row) waiting.push(value);
      if (waiting.length < width * rowsAtOnce) return;
      many.run(waiting);
      waiting = [];
    },
    async flush() {},
    async end() {
      flush();
      db.exec('commit');
    },
  };
};
