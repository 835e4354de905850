import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, contentOf, plus, rejectsOf, smallFolder, type Files } from './testing.ts';

const lines = (file: string | Uint8Array | undefined) => String(file).split('\n').slice(1, -1).length;

describe.each(engines)('the rows of a folder on %s', (engine) => {
  const { database, freshAgency } = agenciesOn(engine);

  test('brings a whole folder in, and a second time changes nothing', async () => {
    const { id, run } = await freshAgency();
    const first = await run(smallFolder());
    expect(first).toMatchObject({ rejected: 0, rejectsFile: null, extractedAt: '2026-11-20T05:00:00.000Z' });
    for (const [file, tally] of Object.entries(first.tables)) {
      const read = lines(smallFolder()[`${file}.csv`]);
      expect({ file, ...tally }).toMatchObject({ file, read, added: read, rejected: 0 });
    }
    const content = await contentOf(database(), id, '2026-11-20');
    const second = await run(smallFolder());
    // Forced, it reads again even the entries that it has seen.
    const third = await run(smallFolder(), { force: true });
    expect(third).toEqual({ ...second, remarks: third.remarks });
    for (const [file, tally] of Object.entries(second.tables)) {
      expect({ file, ...tally }).toEqual({
        file,
        read: tally.read,
        added: 0,
        changed: 0,
        closed: 0,
        removed: 0,
        unchanged: tally.read,
        rejected: 0,
      });
    }
    expect(await contentOf(database(), id, '2026-11-20')).toEqual(content);
    const agency = await database()
      .db.selectFrom('agency')
      .select('data_as_of')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(agency).toEqual({ data_as_of: '2026-11-20T05:00:00.000Z' });
    const runs = await database()
      .db.selectFrom('import_run')
      .selectAll()
      .where('agency_id', '=', id)
      .execute();
    expect(runs.map(({ finished_at }) => finished_at !== null)).toEqual([true, true, true]);
  });

  test.each<[string, Files, string, RegExp]>([
    [
      'an unknown reference',
      plus(smallFolder(), 'lots.csv', 'L9;I9;1;cave;'),
      'lots.csv;5',
      /immeuble : référence inconnue « I9 »/,
    ],
    [
      'a reference given twice',
      plus(smallFolder(), 'lots.csv', 'L1;I1;9;cave;'),
      'lots.csv;5',
      /déjà là à la ligne 2/,
    ],
    [
      'an entry given twice',
      plus(smallFolder(), 'ecritures.csv', 'E1;C1;I1;;;02/01/2026;Bis;appel;5;;'),
      'ecritures.csv;6',
      /ref : déjà là à la ligne 2/,
    ],
    [
      'an impossible date',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;31/02/2026;X;appel;5;;'),
      'ecritures.csv;6',
      /date : « 31\/02\/2026 » n’est pas une date/,
    ],
    [
      'an amount with letters',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;01/02/2026;X;appel;12O,00;;'),
      'ecritures.csv;6',
      /debit : « 12O,00 » n’est pas un montant/,
    ],
    [
      'a debit and a credit',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;01/02/2026;X;appel;5;6;'),
      'ecritures.csv;6',
      /débit et crédit à la fois/,
    ],
    [
      'neither debit nor credit',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;01/02/2026;X;appel;;;'),
      'ecritures.csv;6',
      /ni débit ni crédit/,
    ],
    [
      'neither building nor lease',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;;;;01/02/2026;X;appel;5;;'),
      'ecritures.csv;6',
      /immeuble ou bail/,
    ],
    [
      'a lease of someone else',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;;B1;;01/02/2026;X;appel;5;;'),
      'ecritures.csv;6',
      /bail : ce n’est pas celui/,
    ],
    [
      'a lot of another building',
      plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;L3;01/02/2026;X;appel;5;;'),
      'ecritures.csv;6',
      /lot : il n’est pas dans l’immeuble/,
    ],
    [
      'tantièmes that do not add up',
      { ...smallFolder(), 'tantiemes.csv': 'cle;lot;tantiemes\nK1;L1;900\n' },
      'tantiemes.csv;2',
      /totalise 900 tantièmes au lieu de 1000/,
    ],
    [
      'unbalanced quotes',
      plus(smallFolder(), 'lots.csv', 'L9;I1;"9;cave;'),
      'lots.csv;5',
      /guillemet ouvert et jamais refermé/,
    ],
    ['too few columns', plus(smallFolder(), 'lots.csv', 'L9;I1'), 'lots.csv;5', /2 colonnes au lieu de 5/],
    [
      'a NUL character',
      plus(smallFolder(), 'lots.csv', 'L9;I1;9\u0000;cave;'),
      'lots.csv;5',
      /numero : caractère interdit/,
    ],
    [
      'a very long text',
      plus(smallFolder(), 'lots.csv', `L9;I1;${'9'.repeat(100_000)};cave;`),
      'lots.csv;5',
      /numero : plus de 40 caractères/,
    ],
    ['a name of spaces', plus(smallFolder(), 'tiers.csv', 'T9; \u00a0 ;;'), 'tiers.csv;5', /nom : vide/],
    [
      'a word that the format does not know',
      plus(smallFolder(), 'lots.csv', 'L9;I1;9;donjon;'),
      'lots.csv;5',
      /nature : « donjon » n’est pas un mot du format/,
    ],
    [
      'an end before its start',
      plus(smallFolder(), 'baux.csv', 'B9;L3;C3;;01/01/2020;31/12/2019'),
      'baux.csv;3',
      /la fin précède le début/,
    ],
    [
      'a tenant who would own',
      plus(smallFolder(), 'lots_tiers.csv', 'L3;C3;01/01/2020;;'),
      'lots_tiers.csv;5',
      /un locataire ne possède pas de lot/,
    ],
    [
      'an unknown holder',
      plus(smallFolder(), 'comptes_clients.csv', 'C9;X9;bailleur;M. X;T1|T9'),
      'comptes_clients.csv;5',
      /tiers : référence inconnue « T9 »/,
    ],
    [
      'an identifier given twice',
      plus(smallFolder(), 'comptes_clients.csv', 'C9;0045 210;bailleur;M. X;T1'),
      'comptes_clients.csv;5',
      /identifiant : déjà là à la ligne 2/,
    ],
    [
      'a document that is not there',
      plus(smallFolder(), 'documents.csv', 'D9;rien.pdf;X;autre;01/01/2026;agence;;;;'),
      'documents.csv;4',
      /introuvable/,
    ],
    [
      'a document out of the folder',
      plus(smallFolder(), 'documents.csv', 'D9;../palier.json;X;autre;01/01/2026;agence;;;;'),
      'documents.csv;4',
      /hors du dossier/,
    ],
    [
      'an absolute path',
      plus(smallFolder(), 'documents.csv', 'D9;/etc/passwd;X;autre;01/01/2026;agence;;;;'),
      'documents.csv;4',
      /hors du dossier/,
    ],
    [
      'a drive of Windows',
      plus(smallFolder(), 'documents.csv', 'D9;C:\\x.pdf;X;autre;01/01/2026;agence;;;;'),
      'documents.csv;4',
      /hors du dossier/,
    ],
    [
      'a page in disguise',
      {
        ...plus(smallFolder(), 'documents.csv', 'D9;x.pdf;X;autre;01/01/2026;agence;;;;'),
        'documents/x.pdf': '<html>',
      },
      'documents.csv;4',
      /ni PDF/,
    ],
    [
      'a scope without its subject',
      plus(smallFolder(), 'documents.csv', 'D9;pv.pdf;X;autre;01/01/2026;compte;;;;'),
      'documents.csv;4',
      /compte_client : manque/,
    ],
  ])('leaves aside %s, and imports the rest', async (_, files, place, reason) => {
    const { run } = await freshAgency();
    const report = await run(files);
    const rejects = rejectsOf(report);
    expect(rejects).toHaveLength(report.rejected);
    expect(rejects.map((row) => row.split(';"')[0])).toEqual([place]);
    expect(rejects[0]!.split(';"')[1]).toMatch(reason);
    const file = place.split('.')[0]!;
    expect(report.tables[file]).toMatchObject({ rejected: 1, added: (report.tables[file]?.read ?? 0) - 1 });
    expect(report.tables['immeubles']).toMatchObject({ added: 2 });
  });

  test('a rejected row leaves what stood under its reference', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const content = await contentOf(database(), id, '2026-11-20');
    const files = smallFolder();
    files['lots.csv'] = String(files['lots.csv']).replace('L1;I1;1;appartement', 'L1;I1;1;donjon');
    files['tantiemes.csv'] = String(files['tantiemes.csv']).replace('900', '90');
    files['documents.csv'] = String(files['documents.csv']).replace('pv.pdf', 'absent.pdf');
    expect((await run(files)).rejected).toBe(4);
    expect(await contentOf(database(), id, '2026-11-20')).toEqual(content);
  });
});
