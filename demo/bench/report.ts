import { execFileSync } from 'node:child_process';
import { cpus, totalmem } from 'node:os';
import manifest from '../../package.json' with { type: 'json' };

/** One figure, usually a ratio to a limit that was measured beside it. */
export interface Row {
  what: string;
  /** What 1 is; « – » for a figure that stands alone. */
  limit: string;
  figure: number;
  unit?: string;
  /** Lowest and highest of the runs. */
  spread?: [number, number];
  goal?: { at: 'least' | 'most'; figure: number };
  /** What the figure was made of, for the reader who doubts it. */
  from?: string;
}

/** A row that this machine could not run, and why. */
export interface NotRun {
  what: string;
  notRun: string;
}

export type Outcome = Row | NotRun;

export const isMet = ({ figure, goal }: Row): boolean | undefined =>
  goal && (goal.at === 'least' ? figure >= goal.figure : figure <= goal.figure);

const digits = (n: number): string => (Math.abs(n) >= 100 ? n.toFixed(0) : n.toPrecision(3));

const goalOf = ({ goal, unit = '' }: Row): string =>
  goal ? `${goal.at === 'least' ? '≥' : '≤'} ${goal.figure}${unit}` : '–';

const verdict = (row: Row): string => {
  const met = isMet(row);
  return met === undefined ? '–' : met ? 'met' : '**MISSED**';
};

const line = (outcome: Outcome): string => {
  if ('notRun' in outcome) return `| ${outcome.what} | – | not run: ${outcome.notRun} | – | – | – |`;
  const { what, limit, figure, unit = '', spread, from = '' } = outcome;
  const range = spread ? ` (${digits(spread[0])}–${digits(spread[1])})` : '';
  return `| ${what} | ${limit} | ${digits(figure)}${unit}${range} | ${goalOf(outcome)} | ${verdict(outcome)} | ${from} |`;
};

export const tableHead = '| row | limit = 1 | figure (spread) | goal | | from |\n|---|---|---|---|---|---|';
export const tableLine = line;

/** The pinned ones that the figures hang on. */
const named = ['better-sqlite3', 'hono', '@hono/node-server', 'kysely', 'lit'] as const;

/** Where and on what these figures were taken: without it they mean nothing. */
export const circumstances = () => ({
  date: new Date().toISOString(),
  commit: execFileSync('git', ['describe', '--always', '--dirty'], { encoding: 'utf8' }).trim(),
  machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB, ${process.platform} ${process.arch}`,
  load: execFileSync('uptime', { encoding: 'utf8' })
    .replace(/.*load average: /s, '')
    .trim(),
  versions: {
    node: process.versions.node,
    ...Object.fromEntries(named.map((name) => [name, manifest.dependencies[name]])),
  },
});
