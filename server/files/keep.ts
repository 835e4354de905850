import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, open, rename, stat, type FileHandle } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A path, or what was opened already: whatever comes to stand under its path meanwhile is another file. */
export type Source = string | FileHandle;

/** Files by the SHA-256 of their content, outside any web root: the same file twice is kept once. */
export interface FileStore {
  /** Keeps a copy; answers its hash, in hex, once the copy would outlive a power cut. Safe to call again. */
  keep(source: Source): Promise<string>;
  /** Where the content is; throws when it is not kept. */
  locate(hash: string): Promise<{ path: string; sizeBytes: number }>;
}

export const diskStore = (folder: string): FileStore => {
  const pathOf = (hash: string) => join(folder, hash.slice(0, 2), hash);
  return {
    async keep(source) {
      const hash = await hashOf(source);
      const target = pathOf(hash);
      if (await exists(target)) return hash;
      const folder = resolve(dirname(target));
      const firstMade = await mkdir(folder, { recursive: true });
      // Renaming is atomic: nobody ever reads half a file.
      const part = `${target}.${process.pid}.part`;
      await copy(source, part);
      // A document's row must never outlive its content: after a power cut, what was answered is there.
      await sync(part);
      await rename(part, target);
      await sync(folder);
      if (firstMade !== undefined) {
        for (let made = folder; made.length >= firstMade.length; made = dirname(made))
          await sync(dirname(made));
      }
      return hash;
    },
    async locate(hash) {
      const path = pathOf(hash);
      return { path, sizeBytes: (await stat(path)).size };
    },
  };
};

/** Waits until it is on the disk. Windows opens no folder, and writes through nothing that is open for reading. */
const sync = async (path: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const file = await open(path);
  try {
    await file.sync();
  } finally {
    await file.close();
  }
};

const reading = (source: Source) =>
  typeof source === 'string'
    ? createReadStream(source)
    : source.createReadStream({ start: 0, autoClose: false });

const copy = async (source: Source, target: string): Promise<void> => {
  if (typeof source === 'string') return copyFile(source, target);
  const { mode } = await source.stat();
  await pipeline(reading(source), createWriteStream(target, { mode: mode & 0o777 }));
};

export const hashOf = async (source: Source): Promise<string> => {
  const hash = createHash('sha256');
  await pipeline(reading(source), hash);
  return hash.digest('hex');
};

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );
