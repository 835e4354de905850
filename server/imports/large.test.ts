import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { beforeAll, expect, test } from 'vitest';
import type { OpenDatabase } from '../database/open.ts';
import { openTestDatabase } from '../database/testing.ts';
import { allFiles } from './columns.ts';
import { openTable, wholeLines } from './reading.ts';
import { runImportInChild } from './run-in-child.ts';
import { addAgency, importerFor, now, smallFolder, temporaryFolder, writeFolder } from './testing.ts';

let opened: OpenDatabase;
beforeAll(async () => {
  opened = await openTestDatabase('sqlite');
  await addAgency(opened, 'grande');
});

const lots = allFiles.find(({ file }) => file === 'lots')!;
const header = 'ref;immeuble;numero;nature\n';

test('a line of 200 MB is refused with its number, and memory does not follow it', async () => {
  const folder = writeFolder(smallFolder());
  const part = Buffer.alloc(1 << 20, 'é');
  await pipeline(
    Readable.from(
      (function* () {
        yield Buffer.from(`${header}L1;I1;1;cave\nL2;"`);
        for (let i = 0; i < 200; i += 1) yield part;
        yield Buffer.from('\nL3;I1;3;cave\n');
      })(),
    ),
    createWriteStream(join(folder, 'lots.csv')),
  );
  const table = (await openTable(folder, lots))!;
  const before = process.memoryUsage.rss();
  let peak = before;
  const records = [];
  for await (const batch of table.records(() => (peak = Math.max(peak, process.memoryUsage.rss()))))
    records.push(...batch);
  expect(peak - before).toBeLessThan(80e6);
  expect(records.map(({ line, problem }) => [line, problem])).toEqual([
    [2, undefined],
    [3, 'ligne de plus d’un million de caractères'],
    [4, undefined],
  ]);
  const report = await importerFor(opened, 'grande')(folder);
  expect(report.tables['lots']).toMatchObject({ read: 3, added: 2, rejected: 1 });
});

test('a first line without an end is no header', async () => {
  const folder = writeFolder({ 'lots.csv': Buffer.alloc(3 << 20, 'x') });
  await expect(openTable(folder, lots)).rejects.toThrow('première ligne');
});

test('a character cut by the edge of a chunk is read whole', async () => {
  // Three bytes each, so that most edges cut one; one line, then many.
  const text = `${header}${`${'€'.repeat(333)}\n`.repeat(2000)}${'€'.repeat(100_000)}\nfin`;
  const folder = writeFolder({ 'lots.csv': text });
  const table = (await openTable(folder, lots))!;
  expect(table.encoding).toBe('utf-8');
  let read = '';
  for await (const piece of wholeLines(table.path, table.encoding)) read += piece;
  expect(read).toBe(text);
});

test('one byte that is not UTF-8, however late, makes it Windows-1252', async () => {
  const folder = writeFolder({
    'lots.csv': Buffer.concat([
      Buffer.from(`${header}${'L1;I1;1;cave\n'.repeat(50_000)}`),
      Buffer.from([0x80, 0xe9, 10]),
    ]),
  });
  const table = (await openTable(folder, lots))!;
  let read = '';
  for await (const piece of wholeLines(table.path, table.encoding)) read += piece;
  expect(read.slice(-3)).toBe('€é\n');
});

test('the child process says the same, and how far it is', async () => {
  await addAgency(opened, 'enfant');
  const steps: string[] = [];
  const options = { databaseUrl: opened.url, filesFolder: temporaryFolder(), agencySlug: 'enfant', now };
  const report = await runImportInChild({
    ...options,
    folder: writeFolder(smallFolder()),
    onProgress: ({ step, file }) => steps.push(`${step} ${file}`),
  });
  expect(report.tables).toMatchObject({ ecritures: { added: 4 }, documents: { added: 2 } });
  expect(steps[0]).toBe('read immeubles');
  expect(steps.at(-1)).toBe('write ecritures');
  await expect(
    runImportInChild({
      ...options,
      databaseUrl: '/proc/nowhere/palier.db',
      folder: writeFolder(smallFolder()),
    }),
  ).rejects.toThrow();
});

test('the write lock held elsewhere delays the import, and does not fail it', async () => {
  await addAgency(opened, 'patiente');
  let isDone = false;
  let running: Promise<unknown> | undefined;
  await opened.db.transaction().execute(async (trx) => {
    await trx.updateTable('agency').set({ town: 'Lyon' }).where('slug', '=', 'patiente').execute();
    const reachedWrite = new Promise<void>((resolve) => {
      running = importerFor(opened, 'patiente')(smallFolder(), {
        onProgress: ({ step }) => {
          if (step === 'write') resolve();
        },
      }).then(() => (isDone = true));
    });
    await reachedWrite;
    expect(isDone).toBe(false);
  });
  await running;
  expect(isDone).toBe(true);
});
