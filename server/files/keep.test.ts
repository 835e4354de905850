import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { diskStore, hashOf } from './keep.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'palier-kept-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const given = (content: string): string => {
  const path = join(folder, `given-${content}`);
  // Whoever wrote the exchange folder may have made it read-only.
  rmSync(path, { force: true });
  writeFileSync(path, content, { mode: 0o400 });
  return path;
};

/** What reaches the disk, in order, by the name that it has then; and whether the kept file is in its place by then. */
const watchSyncs = async (kept: string): Promise<string[]> => {
  const seen: string[] = [];
  const handle = await open(folder);
  const prototype = Object.getPrototypeOf(handle) as FileHandle;
  await handle.close();
  const real: (this: FileHandle) => Promise<void> = Reflect.get(prototype, 'sync');
  vi.spyOn(prototype, 'sync').mockImplementation(async function (this: FileHandle) {
    const name = relative(folder, readlinkSync(`/proc/self/fd/${this.fd}`));
    const files = readdirSync(kept, { recursive: true }).map(String);
    const isInPlace = files.some((file) => /\/[\da-f]{64}$/.test(file));
    seen.push(
      `${name.replace(/[\da-f]{64}\.\d+/, 'hash').replace(/\/[\da-f]{2}\b/, '/xx')} ${isInPlace ? 'after' : 'before'}`,
    );
    await real.call(this);
  });
  return seen;
};

test('keeps one copy of a content, under its hash', async () => {
  const store = diskStore(join(folder, 'kept'));
  const hash = await store.keep(given('un'));
  expect(await store.keep(given('deux'))).not.toBe(hash);
  expect(await store.keep(given('un'))).toBe(hash);
  const { path, sizeBytes } = await store.locate(hash);
  expect([readFileSync(path, 'utf8'), sizeBytes]).toEqual(['un', 2]);
  expect(readdirSync(dirname(path))).toEqual([hash]);
  await expect(store.locate('0'.repeat(64))).rejects.toThrow('ENOENT');
});

test('an answered hash outlives a power cut: its content is on the disk, then its name', async () => {
  const kept = join(folder, 'kept');
  // As a configuration may well say it.
  const store = diskStore(relative(process.cwd(), kept));
  const seen = await watchSyncs(kept);
  const hash = await store.keep(given('un'));
  expect(seen.splice(0)).toEqual(['kept/xx/hash.part before', 'kept/xx after', 'kept after', ' after']);
  // Nothing new, nothing to wait for.
  await store.keep(given('un'));
  expect(seen).toEqual([]);
  rmSync((await store.locate(hash)).path);
  await store.keep(given('un'));
  expect(seen).toEqual(['kept/xx/hash.part before', 'kept/xx after']);
});

test('keeps what was opened, whatever stands under its path since', async () => {
  const store = diskStore(join(folder, 'kept'));
  const opened = await open(given('un'));
  try {
    await opened.read(Buffer.alloc(1), 0, 1);
    renameSync(given('deux'), join(folder, 'given-un'));
    const hash = await store.keep(opened);
    expect(readFileSync((await store.locate(hash)).path, 'utf8')).toBe('un');
    expect(await hashOf(opened)).toBe(hash);
  } finally {
    await opened.close();
  }
});
