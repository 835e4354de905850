import { openDatabase } from '../../../server/database/open.ts';
import { documentLibrary } from '../../../server/documents/store.ts';
import { balanceSheet, listEntries } from '../../../server/finance/store.ts';
import { agency, ledgerId, loginId } from '../people.ts';
import { populated } from '../population.ts';
import type { Row } from '../report.ts';
import type { Sizes } from '../sizes.ts';
import { interleave, median, spreadOf } from '../stats.ts';

const today = '2026-01-01';
const now = new Date(`${today}T12:00:00Z`);
const sample = 400;
/** A query that walks the whole table would otherwise keep us for hours. */
const patienceMs = 5000;

/** Each list query through its own store, for people drawn from all, in a small and in a large town. */
export const growthRows = async ({ few, many, rounds }: Sizes): Promise<Row[]> => {
  const towns = { few: await open(few), many: await open(many) };
  try {
    const rows: Row[] = [];
    for (const query of ['balance', 'entries', 'documents'] as const) {
      const taken = await interleave(rounds, {
        few: () => p50(towns.few, query),
        many: () => p50(towns.many, query),
      });
      const ratios = taken.map((round) => round.many / round.few);
      const typical = (side: 'few' | 'many') => median(taken.map((round) => round[side])).toFixed(0);
      rows.push({
        what: `growth: p50 of ${query}`,
        limit: `the same with ${few} residents`,
        figure: median(ratios),
        spread: spreadOf(ratios),
        goal: { at: 'most', figure: 2 },
        from: `${typical('few')} → ${typical('many')} µs at ${many} residents`,
      });
    }
    return rows;
  } finally {
    await Promise.all([towns.few.close(), towns.many.close()]);
  }
};

const open = async (residents: number) => {
  const database = await openDatabase(await populated({ residents, lots: 1, entries: 12, documents: 3 }));
  return { residents, read: database.read, close: () => database.close() };
};
type Town = Awaited<ReturnType<typeof open>>;

const queries = {
  balance: ({ read }: Town, n: number) => balanceSheet(read, personOf(n), today),
  entries: ({ read }: Town, n: number) =>
    listEntries(read, personOf(n), ledgerId(n), { year: 2025, after: undefined }),
  documents: ({ read }: Town, n: number) => documentLibrary(read, personOf(n), now, today),
};

const personOf = (n: number) => ({
  agencyId: agency.id,
  loginId: loginId(n),
  name: 'Résident',
  isAgent: false,
});

/** Median microseconds of one call, one at a time. */
const p50 = async (town: Town, query: keyof typeof queries): Promise<number> => {
  const times: number[] = [];
  const end = performance.now() + patienceMs;
  for (let n = 0; n < sample && performance.now() < end; n += 1) {
    // A prime step walks the whole town without repeating or keeping to one corner.
    const person = (n * 611_953) % town.residents;
    const started = performance.now();
    await queries[query](town, person);
    times.push((performance.now() - started) * 1000);
  }
  return median(times);
};
