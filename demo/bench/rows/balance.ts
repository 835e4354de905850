import { load, type Loaded } from '../ask.ts';
import { everyone, headersOf } from '../people.ts';
import { populated } from '../population.ts';
import { cpuOf, startServer, type Served } from '../process.ts';
import type { Row } from '../report.ts';
import { servePalier } from '../served.ts';
import type { Sizes } from '../sizes.ts';
import { interleave, median, spreadOf } from '../stats.ts';

interface Cost extends Loaded {
  /** Microseconds of processor time, all threads. */
  cpu: number;
}

/** A signed-in balance sheet with a full page of entries, against a bare hello and against raw statements. */
export const balanceRows = async (sizes: Sizes): Promise<Row[]> => {
  const database = await populated({ residents: 1000, lots: 2, entries: 40, documents: 3 });
  const servers = {
    palier: await servePalier(database),
    route: await startServer(['demo/bench/limits/raw-route.ts', database]),
    raw: await startServer(['demo/bench/limits/raw.ts', database]),
    hello: await startServer(['demo/bench/limits/hello.ts']),
  };
  try {
    await sameAnswers(servers.palier, servers.route);
    await sameAnswers(servers.palier, servers.raw);
    const people = everyone(1000);
    const cost = async (server: Served): Promise<Cost> => {
      const before = cpuOf(server.pid);
      const loaded = await load({ url: `${server.origin}/v1/balances`, people, seconds: sizes.loadSeconds });
      return { ...loaded, cpu: ((cpuOf(server.pid) - before) * 1000) / loaded.requests };
    };
    const rounds = await interleave(sizes.rounds, {
      palier: () => cost(servers.palier),
      route: () => cost(servers.route),
      raw: () => cost(servers.raw),
      hello: () => cost(servers.hello),
    });
    return rowsOf(rounds);
  } finally {
    await Promise.all(Object.values(servers).map((server) => server.stop()));
  }
};

type Side = 'palier' | 'route' | 'raw' | 'hello';

const rowsOf = (rounds: Record<Side, Cost>[]): Row[] => {
  const ratio = (of: (round: Record<Side, Cost>) => number) => {
    const ratios = rounds.map(of);
    return { figure: median(ratios), spread: spreadOf(ratios) };
  };
  const typical = (side: Side, what: keyof Cost) => median(rounds.map((round) => round[side][what]));
  const errors = rounds.reduce(
    (sum, round) => sum + round.palier.errors + round.route.errors + round.raw.errors + round.hello.errors,
    0,
  );
  const each = (what: keyof Cost) =>
    `palier ${typical('palier', what).toFixed(0)}, route ${typical('route', what).toFixed(0)}, raw ${typical('raw', what).toFixed(0)}, hello ${typical('hello', what).toFixed(0)}`;
  return [
    {
      what: 'balance: requests/s',
      limit: 'bare node:http hello',
      ...ratio(({ palier, hello }) => palier.perSecond / hello.perSecond),
      goal: { at: 'least', figure: 0.12 },
      from: `${each('perSecond')} per second; ${errors} errors`,
    },
    {
      what: 'balance: CPU per request, route',
      limit: 'the same route on raw statements',
      ...ratio(({ palier, route }) => route.cpu / palier.cpu),
      goal: { at: 'least', figure: 0.9 },
      from: `${each('cpu')} µs`,
    },
    {
      what: 'balance: CPU per request, whole',
      limit: 'node:http with the same reads on raw statements',
      ...ratio(({ palier, raw }) => raw.cpu / palier.cpu),
      goal: { at: 'least', figure: 0.8 },
    },
    {
      what: 'balance: p99 under 64 connections',
      limit: '–',
      figure: typical('palier', 'p99'),
      unit: ' ms',
      from: `p50 ${typical('palier', 'p50')} ms; raw p99 ${typical('raw', 'p99')}, hello p99 ${typical('hello', 'p99')} ms`,
    },
  ];
};

/** A limit that answers something else is no limit. */
const sameAnswers = async (palier: Served, limit: Served): Promise<void> => {
  for (const person of [0, 499, 999]) {
    const [ours, theirs] = await Promise.all([palier, limit].map((server) => bodyOf(server, person)));
    if (ours !== theirs) throw new Error(`A limit answers otherwise than Palier:\n${theirs}\n${ours}`);
  }
};

const bodyOf = async ({ origin }: Served, person: number): Promise<string> => {
  const { get } = await import('node:http');
  return new Promise((resolve, reject) => {
    get(`${origin}/v1/balances`, { headers: headersOf(person) }, (response) => {
      let body = '';
      response.on('data', (chunk: Buffer) => (body += chunk.toString()));
      response.once('end', () =>
        response.statusCode === 200 ? resolve(body) : reject(new Error(`${response.statusCode} ${body}`)),
      );
    }).once('error', reject);
  });
};
