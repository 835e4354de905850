import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import { migrate } from './migrate.ts';
import { openDatabase, type Engine, type OpenDatabase } from './open.ts';

export const engines: readonly Engine[] = ['sqlite', 'postgres'];

let counter = 0;

/** A fresh, migrated database of its own on that engine; removed after the file's last test. */
export const openTestDatabase = async (engine: Engine): Promise<OpenDatabase> => {
  const opened = engine === 'sqlite' ? await freshFile() : await freshPostgres();
  await migrate(opened);
  return opened;
};

const freshFile = async (): Promise<OpenDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-test-'));
  const opened = await openDatabase(join(folder, 'palier.db'));
  afterAll(async () => {
    await opened.close();
    rmSync(folder, { recursive: true });
  });
  return opened;
};

const freshPostgres = async (): Promise<OpenDatabase> => {
  const server = inject('postgresUrl');
  const name = `test_${process.pid}_${(counter += 1)}_${Date.now().toString(36)}`;
  const admin = new pg.Client({ connectionString: server });
  await admin.connect();
  await admin.query(`create database ${name} template template0`);
  await admin.end();
  const url = new URL(server);
  url.pathname = `/${name}`;
  const opened = await openDatabase(url.href);
  afterAll(() => opened.close());
  return opened;
};
