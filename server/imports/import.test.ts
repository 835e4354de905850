import { existsSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../database/open.ts';
import { engines, openTestDatabase } from '../database/testing.ts';
import { openPostgresStaging } from './postgres-store.ts';
import { openSqliteStaging } from './sqlite-store.ts';
import {
  addAgency,
  contentOf,
  importerFor,
  now,
  pdf,
  smallFolder,
  temporaryFolder,
  writeFolder,
  type Files,
} from './testing.ts';

const lines = (file: string | Uint8Array | undefined) => String(file).split('\n').slice(1, -1).length;
/** The same folder with one row more in a file. */
const plus = (files: Files, name: string, row: string): Files => ({
  ...files,
  [name]: `${String(files[name])}${row}\n`,
});
const without = (files: Files, name: string, start: string): Files => ({
  ...files,
  [name]: String(files[name])
    .split('\n')
    .filter((line) => !line.startsWith(start))
    .join('\n'),
});

describe.each(engines)('an import on %s', (engine) => {
  let opened: OpenDatabase;
  let counter = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });

  const freshAgency = async () => {
    const slug = `agence-${(counter += 1)}`;
    const id = await addAgency(opened, slug);
    return { id, slug, run: importerFor(opened, slug) };
  };
  /** What the file of rejects says, without its header: `file;line;"reason";"raw"`. */
  const rejectsOf = (report: { rejectsFile: string | null }) =>
    report.rejectsFile === null ? [] : readFileSync(report.rejectsFile, 'utf8').split('\r\n').slice(1, -1);

  test('brings a whole folder in, and a second time changes nothing', async () => {
    const { id, run } = await freshAgency();
    const first = await run(smallFolder());
    expect(first).toMatchObject({ rejected: 0, rejectsFile: null, extractedAt: '2026-11-20T05:00:00.000Z' });
    for (const [file, tally] of Object.entries(first.tables)) {
      const read = lines(smallFolder()[`${file}.csv`]);
      expect({ file, ...tally }).toMatchObject({ file, read, added: read, rejected: 0 });
    }
    const content = await contentOf(opened, id, '2026-11-20');
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
    expect(await contentOf(opened, id, '2026-11-20')).toEqual(content);
    const agency = await opened.db
      .selectFrom('agency')
      .select('data_as_of')
      .where('id', '=', id)
      .executeTakeFirst();
    expect(agency).toEqual({ data_as_of: '2026-11-20T05:00:00.000Z' });
    const runs = await opened.db.selectFrom('import_run').selectAll().where('agency_id', '=', id).execute();
    expect(runs.map(({ finished_at }) => finished_at !== null)).toEqual([true, true, true]);
  });

  test('keeps running balances, ranks and ledgers', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const ledgers = await opened.db
      .selectFrom('ledger')
      .innerJoin('account', 'account.id', 'account_id')
      .select(['external_id', 'balance_cents', 'entry_count', 'first_day', 'last_day', 'lease_id'])
      .where('ledger.agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    expect(ledgers.map(({ lease_id, ...ledger }) => ({ ...ledger, isLease: lease_id !== null }))).toEqual([
      {
        external_id: 'C1',
        balance_cents: -21_050,
        entry_count: 3,
        first_day: '2026-01-01',
        last_day: '2026-01-15',
        isLease: false,
      },
      // Nothing happened yet for the landlord: « Compte à jour ».
      {
        external_id: 'C2',
        balance_cents: 0,
        entry_count: 0,
        first_day: null,
        last_day: null,
        isLease: false,
      },
      {
        external_id: 'C3',
        balance_cents: -65_000,
        entry_count: 1,
        first_day: '2026-01-05',
        last_day: '2026-01-05',
        isLease: true,
      },
    ]);
    const rows = await opened.db
      .selectFrom('ledger_entry')
      .innerJoin('ledger', 'ledger.id', 'ledger_id')
      .select([
        'ledger_entry.external_id',
        'day',
        'sequence',
        'debit_cents',
        'credit_cents',
        'ledger_entry.balance_cents',
      ])
      .where('agency_id', '=', id)
      .where('entry_count', '=', 3)
      .orderBy('day')
      .orderBy('sequence')
      .execute();
    expect(rows).toEqual([
      {
        external_id: 'E1',
        day: '2026-01-01',
        sequence: 1,
        debit_cents: 120_050,
        credit_cents: 0,
        balance_cents: -120_050,
      },
      {
        external_id: 'E2',
        day: '2026-01-15',
        sequence: 1,
        debit_cents: 0,
        credit_cents: 100_000,
        balance_cents: -20_050,
      },
      {
        external_id: 'E3',
        day: '2026-01-15',
        sequence: 2,
        debit_cents: 1000,
        credit_cents: 0,
        balance_cents: -21_050,
      },
    ]);
  });

  test('counts days that come in any order as if they came in order', async () => {
    const { id, run } = await freshAgency();
    const files = smallFolder();
    const [header, ...rows] = String(files['ecritures.csv']).split('\n').slice(0, -1);
    await run(files);
    const ordered = await contentOf(opened, id, '2026-11-20');
    const report = await run({
      ...files,
      'ecritures.csv': [header, rows[1], rows[3], rows[2], rows[0]].join('\n'),
    });
    expect(report.tables['ecritures']).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 4 });
    expect(await contentOf(opened, id, '2026-11-20')).toEqual(ordered);
  });

  test('follows a folder that changed, and keeps the ids of what stayed', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const before = await opened.db
      .selectFrom('lot')
      .select(['id', 'external_id'])
      .where('agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    let files = smallFolder();
    files = without(files, 'lots.csv', 'L2');
    files = without(files, 'tantiemes.csv', 'K1');
    files = without(files, 'lots_tiers.csv', 'L2');
    files = without(files, 'ecritures.csv', 'E3');
    files = without(files, 'documents.csv', 'D2');
    files = plus(files, 'ecritures.csv', 'E5;C1;I1;;;10/01/2026;Relance;honoraires;15,00;;');
    files['immeubles.csv'] = String(files['immeubles.csv']).replace('Les Tilleuls', 'Les Grands Tilleuls');
    const report = await run(files, { force: true });
    expect(report.tables).toMatchObject({
      immeubles: { changed: 1, unchanged: 1 },
      lots: { closed: 1, unchanged: 2 },
      tantiemes: { removed: 2 },
      lots_tiers: { closed: 1, unchanged: 2 },
      ecritures: { added: 1, removed: 1, changed: 0, unchanged: 3 },
      // Its building's new name is among the words that find it.
      documents: { removed: 1, changed: 1 },
    });
    const after = await opened.db
      .selectFrom('lot')
      .select(['id', 'external_id', 'closed_on'])
      .where('agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    expect(after.map(({ id, external_id }) => ({ id, external_id }))).toEqual(before);
    expect(after.find(({ external_id }) => external_id === 'L2')?.closed_on).toBe('2026-11-20');
    const ended = await opened.db
      .selectFrom('ownership')
      .select('until_day')
      .where('agency_id', '=', id)
      .where('until_day', 'is not', null)
      .execute();
    expect(ended).toEqual([{ until_day: '2026-11-20' }]);
    const balances = await opened.db
      .selectFrom('ledger')
      .select('balance_cents')
      .where('agency_id', '=', id)
      .where('entry_count', '=', 3)
      .execute();
    expect(balances).toEqual([{ balance_cents: -21_550 }]);

    // It comes back: open again, under the same id.
    const back = await run(smallFolder(), { force: true });
    expect(back.tables).toMatchObject({
      lots: { changed: 1 },
      lots_tiers: { changed: 1 },
      tantiemes: { added: 2 },
    });
    const again = await opened.db
      .selectFrom('lot')
      .select(['id', 'external_id', 'closed_on'])
      .where('agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    expect(again).toEqual(before.map((lot) => ({ ...lot, closed_on: null })));
  });

  test('ends, corrects or forgets rights that left the folder', async () => {
    const { id, run } = await freshAgency();
    const files = plus(smallFolder(), 'baux.csv', 'B2;L3;C3;C2;01/01/2027;');
    await run(files);
    const changed = smallFolder();
    changed['lots_tiers.csv'] = String(files['lots_tiers.csv']).replace(
      'L1;C1;01/02/2010',
      'L1;C1;01/03/2010',
    );
    const report = await run(changed);
    expect(report.tables).toMatchObject({
      baux: { removed: 1, closed: 0 },
      lots_tiers: { added: 1, removed: 1, closed: 0 },
    });
    const leases = await opened.db
      .selectFrom('lease')
      .select('external_id')
      .where('agency_id', '=', id)
      .execute();
    expect(leases).toEqual([{ external_id: 'B1' }]);
  });

  test('lets two accounts exchange their identifiers, and a new one take a closed one’s', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const files = smallFolder();
    files['comptes_clients.csv'] = String(files['comptes_clients.csv'])
      .replace('0045-210', 'x')
      .replace('0045-211', '0045-210')
      .replace('x', '0045-211');
    await run(files);
    files['comptes_clients.csv'] = files['comptes_clients.csv'].replace('C2;0045-210', 'C9;0045-210');
    delete files['lots_tiers.csv'];
    delete files['baux.csv'];
    const report = await run(files, { force: true });
    expect(report).toMatchObject({
      rejected: 0,
      tables: { comptes_clients: { added: 1, closed: 1, unchanged: 2 } },
    });
    const rows = await opened.db
      .selectFrom('account')
      .select(['external_id', 'identifier_key'])
      .where('agency_id', '=', id)
      .where('closed_on', 'is', null)
      .orderBy('external_id')
      .execute();
    expect(rows).toEqual([
      { external_id: 'C1', identifier_key: '0045211' },
      { external_id: 'C3', identifier_key: '0045212' },
      { external_id: 'C9', identifier_key: '0045210' },
    ]);
  });

  test('reads the same entries again when what they name has changed', async () => {
    const { id, run } = await freshAgency();
    const files = without(smallFolder(), 'ecritures.csv', 'E4');
    await run(files);
    const linked = () =>
      opened.db
        .selectFrom('ledger_entry')
        .innerJoin('ledger', 'ledger.id', 'ledger_id')
        .select('external_id')
        .where('agency_id', '=', id)
        .where('document_id', 'is not', null)
        .execute();
    expect(await linked()).toEqual([{ external_id: 'E1' }]);
    await run({ ...files, 'documents.csv': String(files['documents.csv']).replace('I1;;C1;', ';;C2;') });
    expect(await linked()).toEqual([]);
    await run(files);
    expect(await linked()).toEqual([{ external_id: 'E1' }]);
  });

  test('leaves a table alone when its file is missing', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const content = await contentOf(opened, id, '2026-11-20');
    const report = await run({
      'palier.json': '{"format":1,"extrait_le":"2026-11-20T06:00:00+01:00"}',
      'immeubles.csv': smallFolder()['immeubles.csv']!,
    });
    expect(Object.keys(report.tables)).toEqual(['immeubles']);
    expect(await contentOf(opened, id, '2026-11-20')).toEqual(content);
  });

  test('a dry run says the same and writes nothing', async () => {
    const { id, run } = await freshAgency();
    const filesFolder = temporaryFolder();
    const dry = await run(smallFolder(), { dryRun: true, filesFolder });
    expect((await contentOf(opened, id, '2026-11-20'))['building']).toEqual([]);
    expect(statSync(filesFolder).nlink).toBe(2);
    expect(dry.tables).toEqual((await run(smallFolder())).tables);
  });

  test('stops when more than a fifth would go, unless forced', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const fewerEntries = without(smallFolder(), 'ecritures.csv', 'E4');
    expect((await run(fewerEntries)).refused?.reason).toMatch(/1 écritures sur 4.*--force/);
    const fewerPeople = without(smallFolder(), 'tiers.csv', 'T3');
    expect((await run(fewerPeople)).refused?.reason).toMatch(/1 tiers sur 3/);
    const count = async () =>
      (
        await opened.db
          .selectFrom('person')
          .select('id')
          .where('agency_id', '=', id)
          .where('closed_on', 'is', null)
          .execute()
      ).length;
    expect(await count()).toBe(3);
    expect((await run(fewerEntries, { force: true })).refused).toBeUndefined();
    const fewest = await run(fewerPeople, { force: true });
    expect(fewest.tables).toMatchObject({ tiers: { closed: 1 } });
    expect(await count()).toBe(2);
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

  test('does not follow a link out of the folder', async () => {
    const { run } = await freshAgency();
    const secret = writeFolder({ 'secret.pdf': pdf });
    const folder = writeFolder(
      plus(smallFolder(), 'documents.csv', 'D9;lien.pdf;X;autre;01/01/2026;agence;;;;'),
    );
    symlinkSync(join(secret, 'secret.pdf'), join(folder, 'documents/lien.pdf'));
    expect(rejectsOf(await run(folder))[0]).toMatch(/documents.csv;4;"fichier : chemin hors du dossier/);
  });

  test('a rejected row leaves what stood under its reference', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const content = await contentOf(opened, id, '2026-11-20');
    const files = smallFolder();
    files['lots.csv'] = String(files['lots.csv']).replace('L1;I1;1;appartement', 'L1;I1;1;donjon');
    files['tantiemes.csv'] = String(files['tantiemes.csv']).replace('900', '90');
    files['documents.csv'] = String(files['documents.csv']).replace('pv.pdf', 'absent.pdf');
    expect((await run(files)).rejected).toBe(4);
    expect(await contentOf(opened, id, '2026-11-20')).toEqual(content);
  });

  test('an entry keeps its amount when its document is unknown or another account’s', async () => {
    const { id, run } = await freshAgency();
    const report = await run(plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;01/02/2026;X;appel;5;;D404'));
    expect(report.rejected).toBe(0);
    expect(report.remarks.join()).toMatch(/2 écritures citent un document inconnu/);
    const linked = await opened.db
      .selectFrom('ledger_entry')
      .innerJoin('document', 'document.id', 'document_id')
      .select('ledger_entry.external_id')
      .where('agency_id', '=', id)
      .execute();
    expect(linked).toEqual([{ external_id: 'E1' }]);
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
    const content = await contentOf(opened, id, '2026-11-20');
    const report = await run({ ...smallFolder(), ...broken });
    expect(report.tables['lots']?.refused).toMatch(reason);
    expect(report.tables['ecritures']).toMatchObject({ unchanged: 4 });
    expect(await contentOf(opened, id, '2026-11-20')).toEqual(content);
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
    const agency = await opened.db
      .selectFrom('agency')
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
    const same = await contentOf(opened, one.id, '2026-11-20');
    expect(await contentOf(opened, two.id, '2026-11-20')).toEqual(same);
  });

  test('only one import of an agency at a time', async () => {
    const [one, other] = [await freshAgency(), await freshAgency()];
    const elsewhere =
      engine === 'sqlite' ? openSqliteStaging(opened.url) : await openPostgresStaging(opened.url);
    expect(await elsewhere.lock(one.id)).toBe(true);
    expect((await one.run(smallFolder())).refused?.reason).toMatch(/déjà en cours/);
    expect((await other.run(smallFolder())).refused).toBeUndefined();
    await elsewhere.close();
    expect((await one.run(smallFolder())).refused).toBeUndefined();
  });

  test('keeps contents by hash, and a changed file under the same document', async () => {
    const { id, run } = await freshAgency();
    const filesFolder = temporaryFolder();
    await run(smallFolder(), { filesFolder });
    const row = () =>
      opened.db
        .selectFrom('document')
        .selectAll()
        .where('agency_id', '=', id)
        .where('external_id', '=', 'D1')
        .executeTakeFirstOrThrow();
    const before = await row();
    expect(before).toMatchObject({
      file_name: 'appel.pdf',
      media_type: 'application/pdf',
      size_bytes: pdf.length + 5,
      published_at: now.toISOString(),
    });
    expect(before.place).toMatch(/^account:/);
    expect(before.search).toBe('appel de fonds appel de fonds les tilleuls');
    expect(existsSync(join(filesFolder, before.file_hash.slice(0, 2), before.file_hash))).toBe(true);
    await run(
      { ...smallFolder(), 'documents/comptes/appel.pdf': `${pdf}corrigé` },
      { filesFolder, now: new Date('2026-11-22T08:00:00Z') },
    );
    const after = await row();
    expect(after.file_hash).not.toBe(before.file_hash);
    expect(after).toMatchObject({ id: before.id, published_at: before.published_at });
  });

  test('does not touch another agency’s data', async () => {
    const [one, two] = [await freshAgency(), await freshAgency()];
    await one.run(smallFolder());
    const content = await contentOf(opened, one.id, '2026-11-20');
    await two.run(smallFolder());
    const empty = Object.fromEntries(
      Object.entries(smallFolder()).map(([name, text]) => [
        name,
        name.endsWith('.csv') ? `${String(text).split('\n')[0]}\n` : text,
      ]),
    );
    await two.run(empty, { force: true });
    expect(await contentOf(opened, one.id, '2026-11-20')).toEqual(content);
  });
});
