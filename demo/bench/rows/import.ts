import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { exchange, type Exchange } from '../exchange.ts';
import { agency } from '../people.ts';
import { emptyDatabase, folder } from '../population.ts';
import { run, runTimed } from '../process.ts';
import type { Outcome } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { median, spreadOf } from '../stats.ts';
import { insertAgency } from '../town.ts';

const file = (name: string) => join(folder, `import-${name}.db`);

/** The whole command, from start to end of its process, against the shell that parses nothing French. */
export const importRows = async ({ rounds, imported }: Sizes): Promise<Outcome[]> => {
  if (!(await hasShell())) return [{ what: 'import', notRun: 'no sqlite3 shell on this machine' }];
  const made = await exchange(imported);
  await prepare(made);
  const taken: { shell: number; first: Timed; again: Timed }[] = [];
  for (let round = 0; round < Math.min(3, rounds); round += 1) {
    const shell = await byShell(made);
    const first = await byPalier(made, { fresh: true });
    const again = await byPalier(made, { fresh: false });
    taken.push({ shell, first, again });
  }
  const ratio = (of: (round: (typeof taken)[number]) => number) => {
    const ratios = taken.map(of);
    return { figure: median(ratios), spread: spreadOf(ratios) };
  };
  const seconds = (of: (round: (typeof taken)[number]) => number) => `${median(taken.map(of)).toFixed(2)} s`;
  return [
    {
      what: `import of ${imported} entries: rows/s`,
      limit: 'sqlite3 .import, same indexed table',
      ...ratio(({ shell, first }) => shell / first.seconds),
      goal: { at: 'least', figure: 0.9 },
      from: `shell ${seconds(({ shell }) => shell)}, palier ${seconds(({ first }) => first.seconds)}`,
    },
    {
      what: 'the same again, unchanged: rows/s',
      limit: 'sqlite3 .import of the first time',
      ...ratio(({ shell, again }) => shell / again.seconds),
      goal: { at: 'least', figure: 1.3 },
      from: `palier ${seconds(({ again }) => again.seconds)}`,
    },
    {
      what: 'import: peak memory',
      limit: '–',
      ...ratio(({ first, again }) => Math.max(first.peakMB, again.peakMB)),
      unit: ' MB',
      goal: { at: 'most', figure: 350 },
    },
  ];
};

const hasShell = (): Promise<boolean> =>
  run('sqlite3', ['--version']).then(
    () => true,
    () => false,
  );

/** A database with everything but the entries, to be copied for each run. */
const prepare = async ({ structure }: Exchange): Promise<void> => {
  await emptyDatabase(file('prepared'));
  const db = new Sqlite(file('prepared'));
  insertAgency(db);
  db.close();
  await run(...importing(file('prepared'), structure));
};

const importing = (database: string, from: string): [string, string[], Record<string, string>] => [
  process.execPath,
  ['server/cli.ts', 'import', agency.slug, from],
  { DATABASE_URL: database, FILES_FOLDER: join(folder, 'files') },
];

const fresh = (name: string): string => {
  for (const end of ['-wal', '-shm']) rmSync(file(name) + end, { force: true });
  copyFileSync(file('prepared'), file(name));
  return file(name);
};

const byShell = async ({ readied, rows }: Exchange): Promise<number> => {
  const database = fresh('shell');
  const { seconds } = await runTimed('sqlite3', [
    '-bail',
    '-csv',
    '-separator',
    ';',
    database,
    'pragma synchronous = full',
    `.import ${readied} ledger_entry`,
  ]);
  expectRows(database, rows);
  return seconds;
};

type Timed = Awaited<ReturnType<typeof runTimed>>;

const byPalier = async ({ entries, rows }: Exchange, { fresh: anew }: { fresh: boolean }) => {
  const database = anew ? fresh('palier') : file('palier');
  const timed = await runTimed(...importing(database, entries));
  expectRows(database, rows);
  return timed;
};

const expectRows = (database: string, rows: number): void => {
  const db = new Sqlite(database, { readonly: true });
  const found = db.prepare<[], number>('select count(*) from ledger_entry').pluck().get();
  db.close();
  if (found !== rows) throw new Error(`${database} holds ${found} entries instead of ${rows}`);
};
