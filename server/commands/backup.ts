import { createReadStream, createWriteStream } from 'node:fs';
import {
  access,
  constants,
  mkdir,
  mkdtemp,
  open,
  opendir,
  readFile,
  rename,
  rm,
  stat,
} from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { readConfig, type Config } from '../config.ts';
import { openDatabase, type OpenDatabase } from '../database/open.ts';
import { prepareEmpty, refill } from '../database/refill.ts';
import { openSnapshot } from '../database/snapshot.ts';
import { transaction } from '../database/transaction.ts';
import { diskStore, hashOf, type FileStore } from '../files/keep.ts';
import {
  cutOrDamaged,
  readBackup,
  writeBackup,
  type Counts,
  type OpenFile,
  type Part,
} from './backup-format.ts';
import type { Command } from './command.ts';
import { seal, sealMark, unseal } from './seal.ts';

const keyFile = {
  'key-file': {
    type: 'string',
    value: 'file',
    says: 'A file that holds a passphrase: the backup is sealed with it (AES-256-GCM).',
  },
} as const;

export const backupCommand: Command = {
  name: 'backup',
  takes: ['file'],
  says: 'Save everything in one file, while the server runs.',
  options: keyFile,
  more: `The file holds the data and the documents of every agency, as they are at one instant; nobody else may
read it (mode 0600). It does not hold sessions: people sign in again after a restore.
With --key-file it can only be restored with the same passphrase. Keep a copy of it away from the backups:
a lost passphrase is a lost backup, there is no other way in.
An existing file is never overwritten:
  npm run -s palier -- backup "palier-$(date +%F).backup" --key-file /root/palier.key`,
  async run([file = ''], options) {
    const passphrase = await readPassphrase(options['key-file']);
    const { rows, files, missing } = await backUp(readConfig(process.env), file, passphrase, new Date());
    const { size } = await stat(file);
    console.log(
      `${file}: ${rows} rows and ${files} files, ${megabytes(size)}, ${passphrase ? 'sealed' : 'not sealed'}.`,
    );
    if (missing === 0) return 0;
    console.error(
      `${missing} files of documents are absent from FILES_FOLDER, or damaged. The backup holds everything else.`,
    );
    return 1;
  },
};

export const restoreCommand: Command = {
  name: 'restore',
  takes: ['file'],
  says: 'Fill an empty database with a backup, on SQLite or PostgreSQL.',
  options: {
    'key-file': {
      type: 'string',
      value: 'file',
      says: 'The file with the passphrase that sealed the backup.',
    },
  },
  more: `The database at DATABASE_URL must be new or empty, and the server stopped. All of the backup is restored, or none.
It may come from the other engine: backup, then restore with another DATABASE_URL, is how one moves to PostgreSQL.
Letters that had not left yet will leave when the server starts.`,
  async run([file = ''], options) {
    const passphrase = await readPassphrase(options['key-file']);
    const { rows, files, missing, takenAt } = await restore(readConfig(process.env), file, passphrase);
    console.log(`Restored as of ${takenAt}: ${rows} rows and ${files} files. Everyone signs in again.`);
    if (missing > 0) console.error(`${missing} files of documents were already missing when it was taken.`);
  },
};

type Places = Pick<Config, 'DATABASE_URL' | 'FILES_FOLDER'>;

/** Writes beside `file` and gives it its name once it is whole and on disk. */
export const backUp = async (
  { DATABASE_URL, FILES_FOLDER }: Places,
  file: string,
  passphrase: string | undefined,
  now: Date,
): Promise<Counts> => {
  if (await exists(file)) throw new Error(`${file} already exists: a backup never overwrites another.`);
  const folder = dirname(resolve(file));
  await access(folder, constants.W_OK).catch(() => {
    throw new Error(`Nothing can be written into ${folder}: make that folder first, or choose another.`);
  });
  const counts: Counts = { rows: 0, files: 0, missing: 0 };
  const part = `${file}.${process.pid}.part`;
  const snapshot = await openSnapshot(DATABASE_URL);
  try {
    const bytes = writeBackup(snapshot, openKept(diskStore(FILES_FOLDER)), counts, now);
    const output = createWriteStream(part, { flags: 'wx', mode: 0o600, flush: true });
    await (passphrase === undefined
      ? pipeline(bytes, createGzip(), output)
      : pipeline(bytes, createGzip(), (zipped: AsyncIterable<Buffer>) => seal(zipped, passphrase), output));
    await rename(part, file);
  } finally {
    await snapshot.close();
    await rm(part, { force: true });
  }
  return counts;
};

/** A file that is not what its name says would make a backup that cannot be restored: it counts as absent. */
const openKept =
  (files: FileStore): OpenFile =>
  async (hash) => {
    try {
      const { path, sizeBytes } = await files.locate(hash);
      if ((await hashOf(path)) !== hash) return undefined;
      return { sizeBytes, content: createReadStream(path) };
    } catch {
      return undefined;
    }
  };

export const restore = async (
  { DATABASE_URL, FILES_FOLDER }: Places,
  file: string,
  passphrase: string | undefined,
): Promise<Counts & { takenAt: string }> => {
  const bytes = await openBackup(file, passphrase);
  const { header, parts } = await readBackup(bytes);
  const database = await openDatabase(DATABASE_URL);
  await mkdir(FILES_FOLDER, { recursive: true });
  // Files wait here until the closing line was read: a backup that is cut short leaves none behind.
  const staging = await mkdtemp(join(FILES_FOLDER, '.restore-'));
  try {
    await prepareEmpty(database, header.steps);
    const counts = await fill(database, parts, staging, diskStore(FILES_FOLDER));
    return { ...counts, takenAt: header.takenAt };
  } finally {
    await database.close();
    await rm(staging, { recursive: true });
  }
};

const fill = (
  database: OpenDatabase,
  parts: AsyncGenerator<Part, Counts>,
  staging: string,
  files: FileStore,
): Promise<Counts> =>
  transaction(database.db, async (trx) => {
    const into = await refill(database, trx);
    for (;;) {
      const { done, value } = await parts.next();
      if (done) {
        for await (const { name } of await opendir(staging)) await files.keep(join(staging, name));
        return value;
      }
      if ('table' in value) await into.insert(value.table, value.lines);
      else await stage(join(staging, value.hash), value);
    }
  });

const stage = async (path: string, { hash, content }: Extract<Part, { hash: string }>): Promise<void> => {
  await pipeline(content, createWriteStream(path, { mode: 0o600 }));
  if ((await hashOf(path)) !== hash) throw cutOrDamaged();
};

/** The bytes that were compressed, whether the file is sealed or not. */
const openBackup = async (file: string, passphrase: string | undefined): Promise<AsyncIterable<Buffer>> => {
  const isSealed = (await firstBytes(file, sealMark.length)).equals(sealMark);
  if (isSealed && passphrase === undefined) throw new Error(`${file} is sealed: give --key-file.`);
  // Asking for the key and taking a file without one would let anybody's file in.
  if (!isSealed && passphrase !== undefined) {
    throw new Error(`${file} is not sealed: leave --key-file out if you trust where it comes from.`);
  }
  const input = createReadStream(file);
  const zipped: AsyncIterable<Buffer> = passphrase === undefined ? input : unseal(input, passphrase);
  return unzipped(zipped);
};

async function* unzipped(zipped: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  const source = Readable.from(zipped).on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Buffer>;
  } catch (error) {
    if (!String((error as { code?: string }).code).startsWith('Z_')) throw error;
    throw cutOrDamaged();
  }
}

const firstBytes = async (file: string, length: number): Promise<Buffer> => {
  const handle = await open(file).catch(() => {
    throw new Error(`${file} cannot be read.`);
  });
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

const readPassphrase = async (file: unknown): Promise<string | undefined> => {
  if (typeof file !== 'string') return undefined;
  const passphrase = (
    await readFile(file, 'utf8').catch(() => {
      throw new Error(`The key file ${file} cannot be read.`);
    })
  ).trim();
  if (passphrase.length < 16) {
    throw new Error('A passphrase has at least 16 characters: openssl rand -base64 32 > palier.key');
  }
  return passphrase;
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
