import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, changed, smallFolder, type Files } from './testing.ts';

describe.each(engines)('the files of a folder on %s', (engine) => {
  const { freshAgency } = agenciesOn(engine);

  const extractedAt = (files: Files, hour: string): Files => ({
    ...files,
    'palier.json': `{"format":1,"extrait_le":"2026-11-20T${hour}:00:00Z"}`,
  });

  test.each<[string, Files]>([
    ['are missing', { 'immeubles.csv': smallFolder()['immeubles.csv']! }],
    ['are refused', changed(smallFolder(), 'ecritures.csv', 'date;', 'jour;')],
    ['are there twice', { ...smallFolder(), 'ecritures.jsonl': '{}' }],
  ])('leave the date of the data as it was when entries %s', async (_, files) => {
    const { id, db, run } = await freshAgency();
    const asOf = async () =>
      (await db.selectFrom('agency').select('data_as_of').where('id', '=', id).executeTakeFirstOrThrow())
        .data_as_of;
    const remark =
      'Sans les écritures, la date « Données au … » que lisent vos clients reste celle du dernier import qui les portait.';
    await run(extractedAt(files, '05'));
    expect(await asOf()).toBeNull();
    expect((await run(extractedAt(smallFolder(), '06'))).remarks).not.toContain(remark);
    expect(await asOf()).toBe('2026-11-20T06:00:00.000Z');
    expect((await run(extractedAt(files, '07'), { dryRun: true })).remarks).toContain(remark);
    expect((await run(extractedAt(files, '07'))).remarks).toContain(remark);
    expect(await asOf()).toBe('2026-11-20T06:00:00.000Z');
    // The same entries as last time are taken without being read.
    await run(extractedAt(smallFolder(), '08'));
    await run(extractedAt(smallFolder(), '09'));
    expect(await asOf()).toBe('2026-11-20T09:00:00.000Z');
  });

  test('bring the date of the data with entries that are none', async () => {
    const { id, db, run } = await freshAgency();
    const header = String(smallFolder()['ecritures.csv']).split('\n', 1)[0]!;
    for (const hour of ['06', '07']) {
      await run(extractedAt({ 'ecritures.csv': `${header}\n` }, hour));
      expect(await db.selectFrom('agency').select('data_as_of').where('id', '=', id).execute()).toEqual([
        { data_as_of: `2026-11-20T${hour}:00:00.000Z` },
      ]);
    }
  });
});
