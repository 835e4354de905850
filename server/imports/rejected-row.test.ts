import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, changed, plus, smallFolder, without, type Files } from './testing.ts';

const second = (files: Files): Files => plus(files, 'lots_tiers.csv', 'L3;C1;01/03/2015;;');

describe.each(engines)('a rejected row on %s', (engine) => {
  const { freshAgency } = agenciesOn(engine);

  // Each row is spoilt, and another one of the same file is gone.
  test.each<[string, Files, string, string]>([
    [
      'a start that is no day',
      without(
        changed(second(smallFolder()), 'lots_tiers.csv', 'L1;C1;01', 'L1;C1;32'),
        'lots_tiers.csv',
        'L2',
      ),
      'lots_tiers',
      'Rien n’a été clos dans lots_tiers : 1\u00a0ligne illisible.',
    ],
    [
      'two starts that are no day',
      changed(
        changed(second(smallFolder()), 'lots_tiers.csv', 'L1;C1;01', 'L1;C1;32'),
        'lots_tiers.csv',
        'L2;C1;01',
        'L2;C1;',
      ),
      'lots_tiers',
      'Rien n’a été clos dans lots_tiers : 2\u00a0lignes illisibles.',
    ],
    [
      'a quote before its reference',
      without(changed(smallFolder(), 'comptes_clients.csv', 'C1;', '"C1;'), 'comptes_clients.csv', 'C2'),
      'comptes_clients',
      'Rien n’a été clos dans comptes_clients : 1\u00a0ligne illisible.',
    ],
    [
      'no reference',
      without(changed(smallFolder(), 'tiers.csv', 'T1;', ';'), 'tiers.csv', 'T3'),
      'tiers',
      'Rien n’a été clos dans tiers : 1\u00a0ligne illisible.',
    ],
    [
      'a lease without its reference',
      changed(smallFolder(), 'baux.csv', 'B1;', ';'),
      'baux',
      'Rien n’a été clos dans baux : 1\u00a0ligne illisible.',
    ],
    [
      'a seat without its day',
      changed(smallFolder(), 'conseil_syndical.csv', '18/05/2021', 'mai 2021'),
      'conseil_syndical',
      'Rien n’a été clos dans conseil_syndical : 1\u00a0ligne illisible.',
    ],
    [
      'shares of no key',
      { ...smallFolder(), 'tantiemes.csv': 'cle;lot;tantiemes\n;L1;900\n' },
      'tantiemes',
      'Rien n’a été retiré dans tantiemes : 1\u00a0ligne illisible.',
    ],
    [
      'a quote before a document’s reference',
      changed(without(smallFolder(), 'documents.csv', 'D2'), 'documents.csv', 'D1;', '"D1;'),
      'documents',
      'Rien n’a été retiré dans documents : 1\u00a0ligne illisible.',
    ],
  ])('for %s ends nothing of its table, and says so', async (_, files, file, remark) => {
    const { run, content } = await freshAgency();
    await run(second(smallFolder()));
    const before = await content();
    const report = await run({ ...second(files), [`${file}.csv`]: files[`${file}.csv`]! }, { force: true });
    expect(report.tables[file]).toMatchObject({ closed: 0, removed: 0 });
    expect(report.remarks).toContain(remark);
    expect(await content()).toEqual(before);
  });

  test.each<[string, Files, string]>([
    [
      'an owner’s end',
      changed(smallFolder(), 'lots_tiers.csv', 'C1;01/02/2010;;', 'C1;01/02/2010;hier;'),
      'lots_tiers',
    ],
    [
      'an owner’s title',
      changed(smallFolder(), 'lots_tiers.csv', 'pleine_propriete', 'pleine'),
      'lots_tiers',
    ],
    [
      'a quote',
      changed(smallFolder(), 'comptes_clients.csv', 'Mme Durand', '"Mme Durand'),
      'comptes_clients',
    ],
    ['a lease’s start', changed(smallFolder(), 'baux.csv', '01/09/2020', '31/09/2020'), 'baux'],
    ['a document’s day', changed(smallFolder(), 'documents.csv', '12/06/2025', '12/13/2025'), 'documents'],
  ])('whose key can be read stands still for %s, and others end', async (_, files, file) => {
    const { run, content } = await freshAgency();
    const more: Record<string, string> = {
      lots_tiers: 'L3;C1;01/03/2015;;',
      comptes_clients: 'C9;X9;bailleur;M. X;T1',
      baux: 'B2;L3;C3;C2;01/01/2015;',
      documents: 'D9;pv.pdf;X;autre;01/01/2026;agence;;;;',
    };
    await run(smallFolder());
    const before = await content();
    await run(plus(smallFolder(), `${file}.csv`, more[file]!));
    const report = await run(files, { force: true });
    const gone = file === 'documents' ? { closed: 0, removed: 1 } : { closed: 1, removed: 0 };
    expect(report.tables[file]).toMatchObject({ rejected: 1, ...gone });
    expect(report.remarks.join()).not.toMatch(/illisible/);
    expect(await content()).toEqual(before);
  });

  test('leaves its identifier to the account that may stand in a line that cannot be read', async () => {
    const { run, content } = await freshAgency();
    await run(smallFolder());
    const before = await content();
    const files = changed(smallFolder(), 'comptes_clients.csv', 'C1;', ';');
    const report = await run(plus(files, 'comptes_clients.csv', 'C9;0045-210;bailleur;M. X;T1'));
    expect(report.tables['comptes_clients']).toMatchObject({ rejected: 2, added: 0, closed: 0 });
    expect(await content()).toEqual(before);
  });

  test('keeps the letters of entries while a document cannot be read', async () => {
    const { run, content } = await freshAgency();
    await run(smallFolder());
    const before = await content();
    const files = changed(smallFolder(), 'documents.csv', 'D1;', ';');
    const report = await run(files, { force: true });
    expect(report.remarks).toContain('Rien n’a été retiré dans documents : 1\u00a0ligne illisible.');
    expect(await content()).toEqual(before);
  });
});
