import { statSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { openPostgresStaging } from './postgres-store.ts';
import { openSqliteStaging } from './sqlite-store.ts';
import { agenciesOn, changed, contentOf, smallFolder, temporaryFolder, type Files } from './testing.ts';

describe.each(engines)('the files of a folder on %s', (engine) => {
  const { database, freshAgency } = agenciesOn(engine);

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

  test('leaves a table alone when its file is missing', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const content = await contentOf(database(), id, '2026-11-20');
    const report = await run({
      'palier.json': '{"format":1,"extrait_le":"2026-11-20T06:00:00+01:00"}',
      'immeubles.csv': smallFolder()['immeubles.csv']!,
    });
    expect(Object.keys(report.tables)).toEqual(['immeubles']);
    expect(await contentOf(database(), id, '2026-11-20')).toEqual(content);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { id, run } = await freshAgency();
    const filesFolder = temporaryFolder();
    const dry = await run(smallFolder(), { dryRun: true, filesFolder });
    expect((await contentOf(database(), id, '2026-11-20'))['building']).toEqual([]);
    expect(statSync(filesFolder).nlink).toBe(2);
    expect(dry.tables).toEqual((await run(smallFolder())).tables);
  });

  test.each<[string, Files, RegExp]>([
    ['a missing column', { 'lots.csv': 'ref;immeuble;nature\nL1;I1;cave\n' }, /La colonne « numero » manque/],
    ['an empty file', { 'lots.csv': '' }, /vide/],
    ['UTF-16', { 'lots.csv': Buffer.from('\ufeffref;immeuble', 'utf16le') }, /UTF-16/],
    ['a column given twice', { 'lots.csv': 'ref;ref;immeuble;numero;nature\n' }, /deux fois/],
    ['two files for one table', { 'lots.jsonl': '{}' }, /deux fois/],
  ])('leaves a whole file aside for %s, and goes on', async (_, broken, reason) => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const content = await contentOf(database(), id, '2026-11-20');
    const report = await run({ ...smallFolder(), ...broken });
    expect(report.tables['lots']?.refused).toMatch(reason);
    expect(report.tables['ecritures']).toMatchObject({ unchanged: 4 });
    expect(await contentOf(database(), id, '2026-11-20')).toEqual(content);
  });

  test('says what is wrong with the whole folder, and writes nothing', async () => {
    const { run, slug } = await freshAgency();
    const refusal = async (files: Files | string, more = {}) => (await run(files, more)).refused?.reason;
    expect(await refusal('/nowhere/at/all')).toMatch(/n’existe pas/);
    expect(await refusal({ 'palier.json': '{"format":1}' })).toMatch(/aucun fichier/);
    expect(await refusal({ ...smallFolder(), 'palier.json': '{"format":2}' })).toMatch(
      /« format » doit être 1/,
    );
    expect(await refusal({ ...smallFolder(), 'palier.json': 'oui' })).toMatch(/JSON/);
    expect(
      await refusal({ ...smallFolder(), 'palier.json': '{"format":1,"extrait_le":"2027-01-01T00:00:00Z"}' }),
    ).toMatch(/avenir/);
    expect(await refusal(smallFolder(), { agencySlug: 'inconnue' })).toMatch(/pas d’agence « inconnue »/);
    const agency = await database()
      .db.selectFrom('agency')
      .select('data_as_of')
      .where('slug', '=', slug)
      .executeTakeFirst();
    expect(agency).toEqual({ data_as_of: null });
  });

  test('reads JSON lines and Windows-1252 like the rest', async () => {
    const [one, two] = [await freshAgency(), await freshAgency()];
    await one.run(smallFolder());
    const files = smallFolder();
    files['tiers.jsonl'] =
      '{"ref":"T1","nom":"Durand","prenom":"Zoé","email":"zoe@exemple.fr"}\n\n{"ref":"T2","nom":"Nguyen","prenom":"Léo"}\r\n{"ref":"T3","nom":"Petit","prenom":"Ana","email":null}';
    delete files['tiers.csv'];
    files['cles.csv'] = Buffer.from(String(files['cles.csv']), 'latin1');
    files['immeubles.csv'] =
      `\ufeff${String(files['immeubles.csv']).replaceAll(';', ',').replaceAll('\n', '\r\n')}`;
    expect((await two.run(files)).rejected).toBe(0);
    const same = await contentOf(database(), one.id, '2026-11-20');
    expect(await contentOf(database(), two.id, '2026-11-20')).toEqual(same);
  });

  test('only one import of an agency at a time', async () => {
    const [one, other] = [await freshAgency(), await freshAgency()];
    const elsewhere =
      engine === 'sqlite' ? openSqliteStaging(database().url) : await openPostgresStaging(database().url);
    expect(await elsewhere.lock(one.id)).toBe(true);
    expect((await one.run(smallFolder())).refused?.reason).toMatch(/déjà en cours/);
    expect((await other.run(smallFolder())).refused).toBeUndefined();
    await elsewhere.close();
    expect((await one.run(smallFolder())).refused).toBeUndefined();
  });
});
