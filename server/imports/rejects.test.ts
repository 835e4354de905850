import { mkdirSync, readFileSync, existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, plus, smallFolder, temporaryFolder } from './testing.ts';

describe.each(engines)('the file of rejects on %s', (engine) => {
  const { freshAgency } = agenciesOn(engine);

  test.each(['mine', '', '\ufefffichier;notes\r\n', 'fichier;ligne;raison;contenu\r\n'])(
    'is not taken away when %j is somebody else’s, nothing being rejected',
    async (content) => {
      const { run } = await freshAgency();
      const target = join(temporaryFolder(), 'notes.csv');
      writeFileSync(target, content);
      expect((await run(smallFolder(), { rejectsFile: target, dryRun: true })).rejected).toBe(0);
      expect((await run(smallFolder(), { rejectsFile: target })).rejected).toBe(0);
      expect(readFileSync(target, 'utf8')).toBe(content);
    },
  );

  test('may be a folder that is there, nothing being rejected', async () => {
    const { run } = await freshAgency();
    const target = join(temporaryFolder(), 'notes');
    mkdirSync(target);
    expect((await run(smallFolder(), { rejectsFile: target })).refused).toBeUndefined();
    expect(existsSync(target)).toBe(true);
  });

  test('goes with the last reject, but not in a dry run', async () => {
    const { run } = await freshAgency();
    const target = join(temporaryFolder(), 'rejets.csv');
    await run(plus(smallFolder(), 'lots.csv', 'L9;I9;9;cave;'), { rejectsFile: target });
    expect(existsSync(target)).toBe(true);
    await run(smallFolder(), { rejectsFile: target, dryRun: true });
    expect(existsSync(target)).toBe(true);
    await run(smallFolder(), { rejectsFile: target });
    expect(existsSync(target)).toBe(false);
  });
});
