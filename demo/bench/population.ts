import { hash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '../../server/database/migrate.ts';
import { openDatabase } from '../../server/database/open.ts';
import { root } from './process.ts';
import { fill } from './town.ts';

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

/** A migrated database with that many people, the same on each machine; kept until the schema or what fills it changes. */
export const populated = async (population: Population): Promise<string> => {
  const ours = ['town', 'papers', 'insert', 'people'].map((name) => `demo/bench/${name}.ts`);
  const sources = [...globSync('server/database/migrations/*.ts', { cwd: root }), ...ours];
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
