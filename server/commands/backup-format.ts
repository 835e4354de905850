import { createHash } from 'node:crypto';
import { keptTables, type KeptTable, type Snapshot } from '../database/snapshot.ts';

/** The bytes of a backup before they are compressed, described in `docs/backup.md`. */
export const formatVersion = 1;

export interface Counts {
  rows: number;
  files: number;
  /** Documents whose file was absent or no longer what it was: everything else is in the backup. */
  missing: number;
}

/** The first line. */
export interface Header {
  palier: 'backup';
  version: number;
  /** Migrations that the database had been through. */
  steps: string[];
  takenAt: string;
}

/** The last line; the hash is of everything before it. */
interface Closing extends Counts {
  sha256: string;
}

/** What a backup is made of, in this order: tables with their rows, then files. */
export type Part = { table: KeptTable; lines: string[] } | { hash: string; content: AsyncIterable<Buffer> };

export class BadBackup extends Error {}
export const cutOrDamaged = () =>
  new BadBackup('This backup is cut short or damaged: nothing was restored. Take another copy of it.');

/** Reads a kept file, once it is sure to be what its name says. */
export type OpenFile = (
  hash: string,
) => Promise<{ sizeBytes: number; content: AsyncIterable<Buffer> } | undefined>;

/** Adds to `counts` as it goes. */
export async function* writeBackup(
  snapshot: Snapshot,
  openFile: OpenFile,
  counts: Counts,
  now: Date,
): AsyncGenerator<Buffer> {
  const digest = createHash('sha256');
  for await (const bytes of content(snapshot, openFile, counts, now)) {
    digest.update(bytes);
    yield bytes;
  }
  const closing: Closing = { ...counts, sha256: digest.digest('hex') };
  yield line(['end', closing]);
}

async function* content(
  snapshot: Snapshot,
  openFile: OpenFile,
  counts: Counts,
  now: Date,
): AsyncGenerator<Buffer> {
  const { steps } = snapshot;
  const header: Header = { palier: 'backup', version: formatVersion, steps, takenAt: now.toISOString() };
  yield line(header);
  for (const table of Object.keys(keptTables) as KeptTable[]) {
    // Our own lines are arrays and rows are objects: neither is ever taken for the other.
    yield line(['table', table]);
    for await (const lines of batches(snapshot.rows(table))) {
      counts.rows += lines.length;
      yield Buffer.from(`${lines.join('\n')}\n`);
    }
  }
  for await (const hash of snapshot.fileHashes()) {
    const file = await openFile(hash);
    if (!file) {
      counts.missing += 1;
      continue;
    }
    counts.files += 1;
    yield line(['file', hash, file.sizeBytes]);
    yield* file.content;
    yield Buffer.from('\n');
  }
}

const line = (value: object): Buffer => Buffer.from(`${JSON.stringify(value)}\n`);

const batchLength = 500;

async function* batches(lines: AsyncIterable<string>): AsyncGenerator<string[]> {
  let batch: string[] = [];
  for await (const text of lines) {
    if (batch.push(text) < batchLength) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Reads the header, hands the parts over one by one (a file's content must be read before the next part is asked for),
 * and throws `BadBackup` unless the closing line is there and says what was read.
 */
export const readBackup = async (
  bytes: AsyncIterable<Buffer>,
): Promise<{ header: Header; parts: AsyncGenerator<Part, Counts> }> => {
  const reader = new Reader(bytes);
  const text = await reader.line();
  reader.digestLine(text);
  const header = parsed(text) as Header;
  if (header.palier !== 'backup') throw new BadBackup('This file is not a backup of Palier.');
  if (header.version !== formatVersion) {
    throw new BadBackup(`This backup has format ${header.version}; this program reads ${formatVersion}.`);
  }
  return { header, parts: partsOf(reader) };
};

async function* partsOf(reader: Reader): AsyncGenerator<Part, Counts> {
  const counts: Counts = { rows: 0, files: 0, missing: 0 };
  let table: KeptTable | undefined;
  let lines: string[] = [];
  for (;;) {
    const text = await reader.line();
    const isRow = text.startsWith('{');
    if (isRow) lines.push(text);
    if (lines.length > 0 && (!isRow || lines.length >= batchLength)) {
      if (!table) throw cutOrDamaged();
      counts.rows += lines.length;
      yield { table, lines };
      lines = [];
    }
    if (isRow) {
      reader.digestLine(text);
      continue;
    }
    const [kind, about, more] = parsed(text) as unknown[];
    if (kind === 'end') {
      if (!isWhole(about as Closing, counts, reader.sha256()) || !(await reader.isAtEnd()))
        throw cutOrDamaged();
      return { ...counts, missing: (about as Closing).missing };
    }
    reader.digestLine(text);
    if (kind === 'table' && typeof about === 'string' && Object.hasOwn(keptTables, about)) {
      table = about as KeptTable;
    } else if (kind === 'file' && isHash(about) && Number.isSafeInteger(more)) {
      counts.files += 1;
      yield { hash: about, content: reader.bytes(more as number) };
      reader.digestLine(await reader.line());
    } else throw cutOrDamaged();
  }
}

const isHash = (value: unknown): value is string => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);

const isWhole = (closing: Closing, counts: Counts, sha256: string): boolean =>
  closing.rows === counts.rows && closing.files === counts.files && closing.sha256 === sha256;

const parsed = (text: string): object => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value;
  } catch {
    // Falls through to the sentence.
  }
  throw cutOrDamaged();
};

/** Longer than any row; stops a file that is no backup from filling the memory. */
const longestLine = 32 * 1024 * 1024;

/** Lines and stretches of bytes, out of pieces cut anywhere. */
class Reader {
  readonly #pieces: AsyncIterator<Buffer>;
  readonly #digest = createHash('sha256');
  #rest: Buffer = Buffer.alloc(0);

  constructor(bytes: AsyncIterable<Buffer>) {
    this.#pieces = bytes[Symbol.asyncIterator]();
  }

  /** Without its end; not digested yet, for the closing line must not be. */
  async line(): Promise<string> {
    let seen = 0;
    for (;;) {
      const end = this.#rest.indexOf(10, seen);
      if (end >= 0) {
        const text = this.#rest.toString('utf8', 0, end);
        this.#rest = this.#rest.subarray(end + 1);
        return text;
      }
      seen = this.#rest.length;
      if (seen > longestLine || !(await this.#more())) throw cutOrDamaged();
    }
  }

  digestLine(text: string): void {
    this.#digest.update(`${text}\n`);
  }

  async *bytes(length: number): AsyncGenerator<Buffer> {
    let left = length;
    while (left > 0) {
      if (this.#rest.length === 0 && !(await this.#more())) throw cutOrDamaged();
      const piece = this.#rest.subarray(0, left);
      this.#rest = this.#rest.subarray(piece.length);
      left -= piece.length;
      this.#digest.update(piece);
      yield piece;
    }
  }

  sha256(): string {
    return this.#digest.digest('hex');
  }

  async isAtEnd(): Promise<boolean> {
    return this.#rest.length === 0 && !(await this.#more());
  }

  async #more(): Promise<boolean> {
    const { done, value } = await this.#pieces.next();
    if (done) return false;
    this.#rest = this.#rest.length === 0 ? value : Buffer.concat([this.#rest, value]);
    return true;
  }
}
