import { mkdtempSync, existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import { readPdf } from '../desk/testing.ts';
import { openWorld } from '../testing/world.ts';
import { runCommand } from './run.ts';

const folder = mkdtempSync(join(tmpdir(), 'palier-letters-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(engines)('palier activation-letters on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database } = world;
  const { db } = database;
  let count = 0;
  const print = async (...options: string[]) => {
    const file = join(folder, `${engine}-${(count += 1)}.pdf`);
    vi.stubEnv('DATABASE_URL', database.url);
    const said: string[] = [];
    const keep = (line: unknown) => void said.push(String(line));
    const spies = [
      vi.spyOn(console, 'log').mockImplementation(keep),
      vi.spyOn(console, 'error').mockImplementation(keep),
    ];
    const code = await runCommand(['activation-letters', ardoise.slug, file, ...options]);
    for (const spy of spies) spy.mockRestore();
    vi.unstubAllEnvs();
    const pages = existsSync(file) ? readPdf(readFileSync(file)).pages.map(({ text }) => text) : [];
    return { code, said: said.join('\n'), pages, file };
  };
  const secrets = async () => (await db.selectFrom('provisional_secret').select('id').execute()).length;

  beforeEach(async () => {
    await db.deleteFrom('provisional_secret').execute();
  });

  test('a file that its owner alone reads, for those who wait, once', async () => {
    const first = await print();
    expect([first.code, first.said]).toEqual([
      0,
      `1 letter is in ${first.file}. Delete the file once printed.`,
    ]);
    expect(first.pages).toHaveLength(1);
    expect(statSync(first.file).mode & 0o777).toBe(0o600);
    const again = await print();
    expect(again).toMatchObject({
      code: 0,
      pages: [],
      said: expect.stringContaining('nobody waits') as string,
    });
    expect(existsSync(again.file)).toBe(false);
    expect((await print('--all')).pages).toHaveLength(8);
    expect((await print('--account', 'c-0001')).pages).toHaveLength(2);
    expect((await print('--building', '1', '--all')).pages).toHaveLength(7);
  });

  test('who has no postal address is named, with what is missing', async () => {
    const person = await world.recordOf(ardoise, 'newcomer');
    const set = (address: string | null) =>
      db.updateTable('person').set({ address }).where('id', '=', person).execute();
    await set(null);
    const { code, said, file } = await print();
    await set('2 rue de la Preuve');
    expect(code).toBe(3);
    expect(said).toContain('C0007  canari.ardoise.name-newcomer: no postal address');
    expect(existsSync(file)).toBe(false);
    expect(await secrets()).toBe(0);
  });

  test('a file that is there keeps its codes, and no other is made', async () => {
    const { file } = await print();
    const before = readFileSync(file);
    count -= 1;
    const again = await print('--all');
    expect(again.code).toBe(1);
    expect(again.said).toContain('is there already');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(await secrets()).toBe(1);
  });

  test('what the agency does not have is said', async () => {
    expect(await print('--building', 'nowhere')).toMatchObject({ code: 1, pages: [] });
    expect((await print('--account', 'C9999')).said).toContain('no letter to print');
  });
});
