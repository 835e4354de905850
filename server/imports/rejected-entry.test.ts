import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenDatabase } from '../database/open.ts';
import { engines, openTestDatabase } from '../database/testing.ts';
import { addAgency, contentOf, importerFor, smallFolder, type Files } from './testing.ts';

const today = '2026-11-20';

/** The small folder with each `from` of its entries become `to`. */
const withEntries = (...changes: [from: string, to: string][]): Files => {
  const files = smallFolder();
  let text = String(files['ecritures.csv']);
  for (const [from, to] of changes) {
    expect(text).toContain(from);
    text = text.replace(from, to);
  }
  return { ...files, 'ecritures.csv': text };
};

describe.each(engines)('a rejected entry on %s', (engine) => {
  let opened: OpenDatabase;
  let counter = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });

  const imported = async () => {
    const slug = `agence-${(counter += 1)}`;
    const id = await addAgency(opened, slug);
    const run = importerFor(opened, slug);
    await run(smallFolder());
    return { id, run, content: () => contentOf(opened, id, today) };
  };
  const balancesOf = async (agencyId: string) =>
    opened.db
      .selectFrom('ledger_entry')
      .innerJoin('ledger', 'ledger.id', 'ledger_id')
      .select(['external_id', 'ledger_entry.balance_cents'])
      .where('agency_id', '=', agencyId)
      .orderBy('ledger.entry_count', 'desc')
      .orderBy('day')
      .orderBy('sequence')
      .execute();

  test.each<[string, [string, string][], string]>([
    ['an amount', [['1 000,00', '1 000,O0']], 'debit|credit'],
    ['a date', [['E2;C1;I1;;;15/01/2026', 'E2;C1;I1;;;35/01/2026']], 'date'],
    ['its account', [['E2;C1', 'E2;C404']], 'compte_client'],
    ['both amounts', [['reglement;;1 000,00', 'reglement;5;1 000,00']], 'débit et crédit'],
    ['one column too many', [['Virement;', 'Virement; un; deux;']], 'colonnes au lieu de'],
    ['a quote left open', [['Virement', '"Virement']], 'guillemet'],
  ])('for %s keeps the one that is known', async (_, changes, reason) => {
    const { run, content } = await imported();
    const before = await content();
    const report = await run(withEntries(...changes));
    expect(readFileSync(report.rejectsFile!, 'utf8')).toMatch(new RegExp(`ecritures.csv;3;".*${reason}`));
    expect(report.refused).toBeUndefined();
    expect(report.tables['ecritures']).toMatchObject({
      read: 4,
      added: 0,
      changed: 0,
      removed: 0,
      unchanged: 3,
      rejected: 1,
    });
    expect(report.remarks).toContain('ecritures : 1\u00a0ligne rejetée : l’écriture déjà connue est gardée.');
    expect(await content()).toEqual(before);
  });

  test('counts the balances around it again', async () => {
    const { id, run } = await imported();
    const report = await run(
      withEntries(
        ['1 200,50', '1 300,50'],
        ['E2;C1;I1;;;15/01/2026', 'E2;C1;I1;;;hier'],
        ['01/01/2026', '20/01/2026'],
        ['650,00;0,00', '650,00;nul'],
      ),
      { force: true },
    );
    expect(report.remarks).toContain(
      'ecritures : 2\u00a0lignes rejetées : les écritures déjà connues sont gardées.',
    );
    expect(report.tables['ecritures']).toMatchObject({ changed: 1, removed: 0, unchanged: 1, rejected: 2 });
    expect(await balancesOf(id)).toEqual([
      { external_id: 'E2', balance_cents: 100_000 },
      { external_id: 'E3', balance_cents: 99_000 },
      { external_id: 'E1', balance_cents: -31_050 },
      { external_id: 'E4', balance_cents: -65_000 },
    ]);
  });

  test('changes nothing when another row of the file stands under its reference', async () => {
    const { id, run } = await imported();
    const report = await run(
      withEntries(['E3;C1', 'E2;C1;I1;;;15/01/2026;Bis;reglement;;7,00;\nE3;C1'], ['1 000,00', 'mille']),
    );
    expect(report.remarks.join()).not.toMatch(/connue/);
    expect(report.tables['ecritures']).toMatchObject({ changed: 1, unchanged: 3, rejected: 1 });
    expect((await balancesOf(id)).find(({ external_id }) => external_id === 'E2')).toEqual({
      external_id: 'E2',
      balance_cents: -119_350,
    });
  });

  test('is only rejected when nothing is known of it, and never another agency’s', async () => {
    const [one, two] = [await imported(), await imported()];
    await two.run(withEntries(['E4;C3', 'E5;C3']), { force: true });
    const before = await one.content();
    const report = await one.run(withEntries(['E4;C3;', 'E4;C3;;B1;;05/01/2026;X;loyer;5;;\nE5;C404;']));
    expect(report.remarks.join()).not.toMatch(/connue/);
    expect(report.tables['ecritures']).toMatchObject({ rejected: 1, removed: 0, changed: 1 });
    const { ledger_entry: after } = await one.content();
    expect(after).toHaveLength(before['ledger_entry']!.length);
  });

  test('goes when its reference cannot be read', async () => {
    const { id, run } = await imported();
    const report = await run(withEntries(['E2;C1', ';C1']), { force: true });
    expect(report.tables['ecritures']).toMatchObject({ rejected: 1, removed: 1 });
    expect(await balancesOf(id)).toHaveLength(3);
  });
});
