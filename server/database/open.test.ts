import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { openWorld } from '../testing/world.ts';
import { newId } from './id.ts';
import { migrate } from './migrate.ts';
import { openDatabase, openSqliteFile, type Database } from './open.ts';

const folder = mkdtempSync(join(tmpdir(), 'palier-open-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const insertJob = (db: Database) =>
  db.insertInto('outbox').values({ id: newId(), kind: 'letter', payload: '{}', run_at: '' }).execute();
const freshFile = async (name: string): Promise<string> => {
  const path = join(folder, name);
  const opened = await openDatabase(path);
  await migrate(opened);
  await insertJob(opened.db);
  await opened.close();
  return path;
};

test('a database that was closed, opened again and written to still keeps what it acknowledged', async () => {
  const path = await freshFile('kept.db');
  const opened = await openDatabase(path);
  await insertJob(opened.db);
  const pragma = async (name: string) =>
    Object.values(
      (await sql<object>`pragma ${sql.raw(name)}`.execute(opened.db)).rows[0] ?? {},
    )[0] as unknown;
  expect(await pragma('synchronous')).toBe(2);
  expect(await pragma('journal_mode')).toBe('wal');
  expect(await pragma('foreign_keys')).toBe(1);
  expect(await pragma('busy_timeout')).toBeLessThanOrEqual(250);
  await opened.close();
});

test('it refuses to start when the file would not keep what it acknowledges', async () => {
  const path = await freshFile('lowered.db');
  // What the driver does by itself on such a file, were nothing asked of it.
  const bare = new Sqlite(path);
  bare.exec("insert into outbox (id, kind, payload, run_at) values ('1', '', '', '')");
  expect(bare.pragma('synchronous', { simple: true })).toBe(1);
  bare.close();

  vi.spyOn(Sqlite.prototype, 'pragma').mockImplementation(function (this: Sqlite.Database, source, options) {
    if (source.startsWith('synchronous =')) return [];
    const statement = this.prepare(`pragma ${source}`);
    if (options?.simple) return statement.pluck().get();
    return statement.reader ? statement.all() : statement.run();
  });
  expect(() => openSqliteFile(path)).toThrow(/refusing to start/);
  await expect(openDatabase(path)).rejects.toThrow(/refusing to start/);
});

test('readers cannot write', async () => {
  const opened = await openDatabase(await freshFile('read.db'));
  await expect(insertJob(opened.read)).rejects.toThrow(/readonly/);
  await opened.close();
});

test('a statement is prepared once, however many there are', async () => {
  const opened = await openDatabase(await freshFile('statements.db'));
  const ask = (n: number) => sql<{ n: number }>`select ${sql.lit(n)} as n`.execute(opened.db);
  const prepare = vi.spyOn(Sqlite.prototype, 'prepare');
  await ask(1);
  await ask(1);
  expect(prepare).toHaveBeenCalledOnce();
  for (let n = 0; n < 1200; n += 1) expect((await ask(n)).rows).toEqual([{ n }]);
  await opened.close();
});

/** Another writer, as another process would be, holds the file until it is told to let go. */
const holdLock = (path: string): (() => void) => {
  const other = new Sqlite(path);
  other.exec('begin immediate');
  return () => {
    if (!other.open) return;
    other.exec('commit');
    other.close();
  };
};

test('a write waits for another process without stopping anyone else', async () => {
  const path = await freshFile('busy.db');
  const opened = await openDatabase(path);
  const letGo = holdLock(path);
  let held = true;
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  setTimeout(() => {
    held = false;
    letGo();
  }, 300);
  const isHeld = () => held;
  const ends = await Promise.all([
    insertJob(opened.db).then(isHeld),
    opened.db
      .transaction()
      .execute((trx) => insertJob(trx))
      .then(isHeld),
    opened.read.selectFrom('outbox').select('id').execute().then(isHeld),
  ]);
  delay.disable();
  // Writers waited; the reader did not.
  expect(ends).toEqual([false, false, true]);
  // The longest stop of the whole process, in ms: `busy_timeout` and a little.
  expect(delay.max / 1e6).toBeLessThan(250);
  expect(await opened.db.selectFrom('outbox').select('id').execute()).toHaveLength(3);
  await opened.close();
});

test('held for too long, the answer is « come back », and nothing is kept', { timeout: 20_000 }, async () => {
  const { database, ardoise, browser } = await openWorld('sqlite');
  const letGo = holdLock(database.url);
  try {
    const response = await browser({ endpoint: ardoise.portal }).send('/v1/password/forgotten', {
      json: { identifier: 'C0001' },
    });
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(await response.json()).toEqual({ error: { code: 'busy', retryAfter: 2 } });
  } finally {
    letGo();
  }
  expect(await database.db.selectFrom('outbox').select('id').execute()).toEqual([]);
});
