import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { runImportInChild } from '../../../server/imports/run-in-child.ts';
import { flood, probe, type Flooded, type Probed } from '../ask.ts';
import { exchange, type Exchange } from '../exchange.ts';
import { everyone, neighbour } from '../people.ts';
import { folder, populated } from '../population.ts';
import type { Row } from '../report.ts';
import { servePalier } from '../served.ts';
import type { Sizes } from '../sizes.ts';
import { median, spreadOf } from '../stats.ts';
import { insertAgency } from '../town.ts';

const perSecond = 100;

/** A town of its own that may be written to. */
const copyOfTown = async (name: string): Promise<string> => {
  const copy = join(folder, `${name}.db`);
  for (const end of ['-wal', '-shm']) rmSync(copy + end, { force: true });
  copyFileSync(await populated({ residents: 1000, lots: 2, entries: 40, documents: 3 }), copy);
  return copy;
};

const asker = (origin: string) => (seconds: number) =>
  probe({ url: `${origin}/v1/balances`, people: everyone(1000), perSecond, seconds });

interface Meeting {
  idle: number;
  busy: number;
  /** Of the seconds in between. */
  worst: number;
  errors: number;
}

/** Residents read while the agency next door imports into the same database, in a niced process of its own. */
export const readsDuringImport = async ({ rounds, imported, loadSeconds }: Sizes): Promise<Row[]> => {
  const made = await exchange(imported);
  const taken: Meeting[] = [];
  for (let round = 0; round < Math.min(3, rounds); round += 1) taken.push(await meet(made, loadSeconds));
  const ratios = taken.map(({ idle, busy }) => busy / idle);
  const typical = (of: keyof Meeting) => median(taken.map((meeting) => meeting[of])).toFixed(1);
  const errors = taken.reduce((sum, meeting) => sum + meeting.errors, 0);
  return [
    {
      what: 'reads’ p99 during an import',
      limit: 'idle p99',
      figure: median(ratios),
      spread: spreadOf(ratios),
      goal: { at: 'most', figure: 5 },
      from: `idle ${typical('idle')} ms, during ${typical('busy')} ms, worst second ${typical('worst')} ms; ${errors} errors`,
    },
  ];
};

const meet = async ({ structure, entries }: Exchange, seconds: number): Promise<Meeting> => {
  const database = await copyOfTown('reads-import');
  const db = new Sqlite(database);
  insertAgency(db, neighbour);
  db.close();
  const importing = (from: string) =>
    runImportInChild({
      databaseUrl: database,
      filesFolder: join(folder, 'files'),
      agencySlug: neighbour.slug,
      folder: from,
      now: new Date(),
    });
  await importing(structure);
  const palier = await servePalier(database);
  const ask = asker(palier.origin);
  try {
    await ask(1);
    const idle = await ask(seconds);
    const during: Probed[] = [];
    const state = { isOver: false };
    const done = importing(entries).finally(() => (state.isOver = true));
    while (!state.isOver) during.push(await ask(1));
    const { refused } = await done;
    if (refused) throw new Error(refused.reason);
    const p99s = during.map(({ p99 }) => p99);
    const errors = during.reduce((sum, probed) => sum + probed.errors, idle.errors);
    return { idle: idle.p99, busy: median(p99s), worst: Math.max(...p99s), errors };
  } finally {
    await palier.stop();
  }
};

/** A hundred people sign in at once, each second; who is told « busy » comes back as the widget does. */
export const readsDuringSignIns = async ({ rounds }: Sizes): Promise<Row[]> => {
  const database = await copyOfTown('reads-sign-in');
  const palier = await servePalier(database, { TRUSTED_PROXIES: '1' });
  const ask = asker(palier.origin);
  try {
    await ask(1);
    const taken: { idle: number; busy: number; flooded: Flooded }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const idle = await ask(3);
      const [busy, flooded] = await Promise.all([
        ask(3),
        flood({ origin: palier.origin, people: 100, first: round * 300, bursts: 3 }),
      ]);
      taken.push({ idle: idle.p99, busy: busy.p99, flooded });
      // Or the limit by agency would be what is measured.
      forgetLimits(database);
    }
    const ratios = taken.map(({ idle, busy }) => busy / idle);
    const typical = (side: 'idle' | 'busy') => median(taken.map((round) => round[side])).toFixed(1);
    const sum = (of: keyof Flooded) => taken.reduce((total, { flooded }) => total + flooded[of], 0);
    return [
      {
        what: 'reads’ p99 while 100 sign-ins arrive at once',
        limit: 'idle p99',
        figure: median(ratios),
        spread: spreadOf(ratios),
        goal: { at: 'most', figure: 5 },
        from: `idle ${typical('idle')} ms, during ${typical('busy')} ms; of ${sum('asked')} sign-ins ${sum('signedIn')} done, ${sum('busy')} times « busy », ${sum('refused')} refused`,
      },
    ];
  } finally {
    await palier.stop();
  }
};

const forgetLimits = (database: string): void => {
  const db = new Sqlite(database);
  db.pragma('busy_timeout = 2000');
  db.exec('delete from rate_limit');
  db.close();
};
