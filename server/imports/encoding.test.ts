import { expect, test, describe } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, type Files } from './testing.ts';

/** Text in UTF-8, but for what stands between braces, in Windows-1252. */
const mixed = (text: string): Buffer =>
  Buffer.concat(text.split(/[{}]/).map((part, i) => Buffer.from(part, i % 2 === 1 ? 'latin1' : 'utf8')));
const people = (rows: string) => `ref;nom;prenom\n${rows}`;

describe.each(engines)('the encoding of a file on %s', (engine) => {
  const { freshAgency } = agenciesOn(engine);
  const imported = async (people: Uint8Array) => {
    const { id, db, run } = await freshAgency();
    const files: Files = { 'tiers.csv': people };
    const { tables } = await run(files);
    const names = await db
      .selectFrom('person')
      .select('last_name')
      .where('agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    return { refused: tables['tiers']?.refused, names: names.map(({ last_name }) => last_name) };
  };

  test.each<[string, string, number]>([
    ['one stray byte', 'T1;Zoé;\nT2;Lef{é}vre;\n', 3],
    ['one stray byte before the rest', 'T1;Lef{é}vre;\nT2;x;\nT3;œuvre;\n', 2],
    ['one stray byte far from the rest', `T1;Zoé;\n${'T0;x;\n'.repeat(60_000)}T2;{é};`, 60_003],
    ['one euro sign', `T1;{é};\nT2;12 €;\n`, 2],
    ['an invisible space', `T1;{é};\nT2;n°\u00a01;\n`, 2],
    ['a byte that no character has', `T1;Zoé;\nT2;{\u00ff};\n`, 3],
    ['a character that is cut', 'T1;Zoé;\nT2;x{\u00c3}\nT3;y', 3],
  ])('mixed for %s refuses the file and names the line', async (_, rows, line) => {
    expect(await imported(mixed(people(rows)))).toEqual({
      refused: `Le fichier mêle deux encodages : la ligne ${line} n’est pas en UTF-8, d’autres le sont. Enregistrez-le tout entier en « CSV UTF-8 ».`,
      names: [],
    });
  });

  // In UTF-8 these bytes would spell characters that no such file holds.
  test('is Windows-1252 as before, whatever its capitals and quotation marks spell', async () => {
    const bytes = Buffer.from(
      people('T1;« Payé\u00a0»;\nT2;RÉGLÉ\u00a0: SOLDÉ»;\nT3;É\u0085 Noël\u00a0»;\nT4;Zoé;\n'),
      'latin1',
    );
    expect(await imported(bytes)).toEqual({
      refused: undefined,
      names: ['« Payé\u00a0»', 'RÉGLÉ\u00a0: SOLDÉ»', 'É… Noël\u00a0»', 'Zoé'],
    });
  });

  test('is UTF-8 when all of it is', async () => {
    expect(await imported(mixed(people('T1;Zoé;\nT2;œuvre €;\n')))).toEqual({
      refused: undefined,
      names: ['Zoé', 'œuvre €'],
    });
  });

  test('is no matter in a workbook, whatever its bytes spell', async () => {
    expect((await imported(mixed('PK\u0003\u0004\né\n{\u00ff}'))).refused).toMatch(/est un classeur/);
  });

  test('announced as UTF-8 must be', async () => {
    expect((await imported(mixed(`\ufeff${people('T1;Zoe;\nT2;{é};\n')}`))).refused).toMatch(
      /s’annonce en UTF-8.*ligne 3/,
    );
  });
});
