import { join } from 'node:path';
import { run } from './process.ts';

export interface Load {
  url: string;
  /** Request headers, one set per person who asks. */
  people: Record<string, string>[];
  seconds?: number;
  amount?: number;
  connections?: number;
}

export interface Loaded {
  requests: number;
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  errors: number;
}

export interface Probe {
  url: string;
  people: Record<string, string>[];
  perSecond: number;
  seconds: number;
}

export interface Probed {
  answers: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
  errors: number;
}

const inOtherProcess = async (program: string, task: object): Promise<unknown> =>
  JSON.parse(await run(process.execPath, [join(import.meta.dirname, program), JSON.stringify(task)]));

export const load = async (task: Load): Promise<Loaded> => (await inOtherProcess('load.ts', task)) as Loaded;
export const probe = async (task: Probe): Promise<Probed> =>
  (await inOtherProcess('probe.ts', task)) as Probed;

export interface Flood {
  origin: string;
  /** How many at once. */
  people: number;
  /** Number of the first of them. */
  first: number;
  /** How many times, a second apart. */
  bursts: number;
}

export interface Flooded {
  asked: number;
  signedIn: number;
  /** Told to come back later, each time counted. */
  busy: number;
  refused: number;
}

export const flood = async (task: Flood): Promise<Flooded> =>
  (await inOtherProcess('flood.ts', task)) as Flooded;
