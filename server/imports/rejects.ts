import { constants } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Encoding } from './encoding.ts';
import { wholeLines } from './reading.ts';
import type { RejectedRow } from './report.ts';

export interface RejectedFile {
  path: string;
  encoding: Encoding;
  /** What of a line must not be shown is replaced. */
  mask?: (raw: string) => string;
  /** In order of line. */
  lines: AsyncIterable<{ line: number; problem: string }>;
}

/** A raw line in the file of rejects: enough to find it again. */
const longestRaw = 2000;

// Excel recognises UTF-8 by its mark.
const header = '\ufefffichier;ligne;raison;contenu\r\n';

/** One row per rejected line: file, line, reason, and the line as it was. Readable by its owner alone. */
export const writeRejects = async (target: string, files: readonly RejectedFile[]): Promise<void> => {
  const part = `${target}.part`;
  const file = await open(part, 'w', 0o600);
  try {
    await file.write(header);
    for (const rejected of files) {
      const name = basename(rejected.path);
      for await (const rows of rawLines(rejected)) {
        let text = '';
        for (const { line, problem, raw } of rows)
          text +=
            [name, line, cell(problem), cell(rejected.mask ? rejected.mask(raw) : raw)].join(';') + '\r\n';
        await file.write(text);
      }
    }
  } finally {
    await file.close();
  }
  await rename(part, target);
};

const mostListed = 20;

/** The first of them, to be read in the report. */
export const firstRejects = async (files: readonly RejectedFile[]): Promise<RejectedRow[]> => {
  const rows: RejectedRow[] = [];
  for (const { path, lines } of files) {
    for await (const { line, problem } of lines) {
      if (rows.push({ file: basename(path), line, reason: problem }) === mostListed) return rows;
    }
  }
  return rows;
};

/** An older file of rejects would be taken for this run's. Any other that was named by mistake stays. */
export const removeRejects = async (target: string): Promise<void> => {
  if ((await startOf(target)) === header) await rm(target, { force: true });
};

const startOf = async (path: string): Promise<string | undefined> => {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    if (!(await file.stat()).isFile()) return undefined;
    const { buffer, bytesRead } = await file.read(Buffer.alloc(Buffer.byteLength(header)));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
};

type RawLine = { line: number; problem: string; raw: string };

/** Reads the source once more, and stops at each rejected line. */
async function* rawLines({ path, encoding, lines }: RejectedFile): AsyncGenerator<RawLine[]> {
  const wanted = lines[Symbol.asyncIterator]();
  let next = await wanted.next();
  let line = 1;
  for await (const piece of wholeLines(path, encoding)) {
    if (next.done) return;
    const rows: RawLine[] = [];
    if (piece === undefined) {
      if (next.value.line === line) {
        rows.push({ ...next.value, raw: '(ligne trop longue)' });
        next = await wanted.next();
      }
      line += 1;
    }
    const text = piece ?? '';
    for (let from = 0; from < text.length; line += 1) {
      const lineBreak = text.indexOf('\n', from);
      const end = lineBreak === -1 ? text.length : lineBreak;
      if (!next.done && next.value.line === line) {
        rows.push({ ...next.value, raw: text.slice(from, Math.min(end, from + longestRaw)).trimEnd() });
        next = await wanted.next();
      }
      from = end + 1;
    }
    yield rows;
  }
}

/** Always quoted; a spreadsheet must not take a cell for a formula. */
const cell = (text: string): string =>
  `"${(/^[=+\-@\t]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
