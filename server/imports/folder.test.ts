import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../database/open.ts';
import { engines, openTestDatabase } from '../database/testing.ts';
import { describeImport } from './report.ts';
import { addAgency, contentOf, importerFor, smallFolder, writeFolder, type Files } from './testing.ts';

const today = '2026-11-20';
const zip = Buffer.from('PK\u0003\u0004\u0014\u0000\u0006\u0000[Content_Types].xml', 'latin1');
const oldExcel = Buffer.from('d0cf11e0a1b11ae1', 'hex');
const without = (name: string): Files => {
  const { [name]: _, ...files } = smallFolder();
  return files;
};

describe.each(engines)('the exchange folder on %s', (engine) => {
  let opened: OpenDatabase;
  let counter = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });
  const freshAgency = async () => {
    const slug = `agence-${(counter += 1)}`;
    const id = await addAgency(opened, slug);
    return { run: importerFor(opened, slug), content: () => contentOf(opened, id, today) };
  };
  const usual = async () => (await (await freshAgency()).run(smallFolder())).remarks;

  test('names the files that it does not read, but not those that systems leave behind', async () => {
    const { run } = await freshAgency();
    const { remarks } = await run({
      ...smallFolder(),
      'notes.txt': 'x',
      'Tiers.CSV': 'x',
      'archives/2025.csv': 'x',
      'rejets.csv': 'x',
      '.DS_Store': 'x',
      '~$tiers.xlsx': 'x',
    });
    expect(remarks.filter((remark) => !remark.startsWith('ecritures'))).toEqual([
      'Ignorés, car inconnus du format : « archives », « notes.txt », « Tiers.CSV ».',
    ]);
    expect(await usual()).toEqual([expect.stringMatching(/^ecritures/)]);
  });

  test('says how to make a table of a workbook', async () => {
    const { run } = await freshAgency();
    const { remarks, tables } = await run({
      ...without('tiers.csv'),
      'Tiers.XLSX': zip,
      'lots.ods': zip,
      'export.xls': oldExcel,
    });
    expect(remarks).toContain(
      'Tiers.XLSX est un classeur : enregistrez-le au format CSV (UTF-8) sous le nom tiers.csv.',
    );
    expect(remarks).toContain(
      'export.xls est un classeur : enregistrez chaque feuille au format CSV (UTF-8) sous le nom de sa table.',
    );
    // The table that it was made of is there.
    expect(remarks).toContain('Ignoré, car inconnu du format : « lots.ods ».');
    expect(tables).not.toHaveProperty('tiers');
    const alone = await run({ 'tiers.xlsx': zip });
    expect(alone.refused?.reason).toMatch(/aucun fichier/);
    expect(describeImport(alone)).toMatch(/tiers\.xlsx est un classeur/);
  });

  test.each([
    ['new', zip],
    ['old', oldExcel],
  ])('recognises a workbook of the %s kind under the name of a table', async (_, content) => {
    const { run } = await freshAgency();
    const { tables } = await run({ ...smallFolder(), 'tiers.csv': content });
    expect(tables['tiers']?.refused).toBe(
      'tiers.csv est un classeur : enregistrez-le au format CSV (UTF-8) sous le nom tiers.csv.',
    );
  });

  test.each([
    ['sep=;\r\n', ';'],
    ['"SEP=,"\n', ','],
    ['sep=|\n', '|'],
  ])('skips the line %j that Excel asks for', async (line, delimiter) => {
    const [one, two] = [await freshAgency(), await freshAgency()];
    await one.run(smallFolder());
    const lots = String(smallFolder()['lots.csv']).replaceAll(';', delimiter);
    const report = await two.run({
      ...smallFolder(),
      'lots.csv': `\ufeff${line}${lots}${['L9', 'I9', '9', 'cave', ''].join(delimiter)}\n`,
    });
    expect(report.tables['lots']).toMatchObject({ added: 3, rejected: 1 });
    expect(readFileSync(report.rejectsFile!, 'utf8')).toMatch(/lots\.csv;6;"immeuble/);
    expect(await two.content()).toEqual(await one.content());
  });

  test('is not one of its files', async () => {
    const { run } = await freshAgency();
    const file = join(writeFolder(smallFolder()), 'tiers.csv');
    expect((await run(file)).refused?.reason).toBe(
      `${file} est un fichier : donnez le dossier qui le contient.`,
    );
  });

  test('stays as it was after a dry run, which lists what it would leave aside', async () => {
    const { run } = await freshAgency();
    const entries = `${String(smallFolder()['ecritures.csv'])}${'X;C1;I1;;;hier;X;appel;5;;\n'.repeat(30)}`;
    const folder = writeFolder({
      ...smallFolder(),
      'lots.csv': `${String(smallFolder()['lots.csv'])}L9;I9;9;cave;\n`,
      'ecritures.csv': entries,
    });
    const target = join(folder, 'rejets.csv');
    const dry = await run(folder, { dryRun: true });
    expect(existsSync(target)).toBe(false);
    expect(dry).toMatchObject({ rejected: 31, rejectsFile: target });
    expect(dry.rejectedRows).toHaveLength(20);
    expect(dry.rejectedRows?.slice(0, 2)).toEqual([
      { file: 'lots.csv', line: 5, reason: 'immeuble : référence inconnue « I9 »' },
      { file: 'ecritures.csv', line: 6, reason: 'date : « hier » n’est pas une date' },
    ]);
    const real = await run(folder);
    expect(real).not.toHaveProperty('rejectedRows');
    const written = readFileSync(target, 'utf8');
    expect(written.split('\r\n')).toHaveLength(33);
    // Nor does a dry run take away what a real one left.
    await run(folder, { dryRun: true });
    expect(readFileSync(target, 'utf8')).toBe(written);
  });
});

test('an import leaves nothing beside the database that a listing shows', async () => {
  const opened = await openTestDatabase('sqlite');
  await addAgency(opened, 'discrete');
  await importerFor(opened, 'discrete')(smallFolder());
  const shown = readdirSync(dirname(opened.url)).filter((name) => !name.startsWith('.'));
  expect(shown.filter((name) => !/^palier\.db(-wal|-shm)?$/.test(name))).toEqual([]);
});

test('a dry run’s report ends with the rows that it would leave aside', () => {
  const rows = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ file: 'lots.csv', line: i + 2, reason: 'numero : vide' }));
  const told = (rejected: number) =>
    describeImport({
      extractedAt: '2026-02-01T05:00:00.000Z',
      dryRun: true,
      tables: {},
      rejected,
      rejectsFile: '/x/rejets.csv',
      rejectedRows: rows(Math.min(rejected, 20)),
      remarks: [],
    });
  expect(told(1)).toBe(
    [
      '',
      '1\u00a0ligne serait rejetée :',
      '  lots.csv, ligne 2 : numero : vide',
      'Un import l’écrirait dans /x/rejets.csv.',
      '',
      'Essai à blanc : rien n’a été écrit.',
    ].join('\n'),
  );
  expect(told(21)).toMatch(/^21\u00a0lignes seraient rejetées :$/m);
  expect(told(21)).toMatch(/^ {2}lots\.csv, ligne 21 : numero : vide\n {2}et une autre$/m);
  expect(told(1020)).toMatch(/^ {2}et 1\u202f000 autres\nUn import les écrirait dans \/x\/rejets\.csv\.$/m);
});
