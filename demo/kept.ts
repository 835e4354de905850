import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Of what was sent, the newest last: a file of one JSON line each, so that a restart loses nothing. */
export interface Kept<T> {
  add: (message: T) => void;
  /** Newest first. */
  list: () => (T & { at: string })[];
}

const most = 200;

export const keptIn = <T extends { id: string }>(
  file: string,
  clock: () => Date = () => new Date(),
): Kept<T> => {
  type One = T & { at: string };
  mkdirSync(dirname(file), { recursive: true });
  let all = existsSync(file) ? readLines<One>(readFileSync(file, 'utf8')).slice(-most) : [];
  writeFileSync(file, all.map((one) => `${JSON.stringify(one)}\n`).join(''));
  return {
    add(message) {
      // The outbox may send the same one twice: it stays one.
      if (all.some(({ id }) => id === message.id)) return;
      const received = { ...message, at: clock().toISOString() };
      all = [...all, received].slice(-most);
      appendFileSync(file, `${JSON.stringify(received)}\n`);
    },
    list: () => all.toReversed(),
  };
};

/** A line cut by a crash is left out, not fatal. */
const readLines = <T>(text: string): T[] =>
  text.split('\n').flatMap((line) => {
    try {
      return line === '' ? [] : [JSON.parse(line) as T];
    } catch {
      return [];
    }
  });
