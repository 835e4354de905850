import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, contentOf, plus, smallFolder, without } from './testing.ts';

describe.each(engines)('people and places on %s', (engine) => {
  const { database, freshAgency } = agenciesOn(engine);

  test('follows a folder that changed, and keeps the ids of what stayed', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const before = await database()
      .db.selectFrom('lot')
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
    const after = await database()
      .db.selectFrom('lot')
      .select(['id', 'external_id', 'closed_on'])
      .where('agency_id', '=', id)
      .orderBy('external_id')
      .execute();
    expect(after.map(({ id, external_id }) => ({ id, external_id }))).toEqual(before);
    expect(after.find(({ external_id }) => external_id === 'L2')?.closed_on).toBe('2026-11-20');
    const ended = await database()
      .db.selectFrom('ownership')
      .select('until_day')
      .where('agency_id', '=', id)
      .where('until_day', 'is not', null)
      .execute();
    expect(ended).toEqual([{ until_day: '2026-11-20' }]);
    const balances = await database()
      .db.selectFrom('ledger')
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
    const again = await database()
      .db.selectFrom('lot')
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
    const leases = await database()
      .db.selectFrom('lease')
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
    const rows = await database()
      .db.selectFrom('account')
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

  test('stops when more than a fifth would go, unless forced', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const fewerEntries = without(smallFolder(), 'ecritures.csv', 'E4');
    expect((await run(fewerEntries)).refused?.reason).toMatch(/1 écritures sur 4.*--force/);
    const fewerPeople = without(smallFolder(), 'tiers.csv', 'T3');
    expect((await run(fewerPeople)).refused?.reason).toMatch(/1 tiers sur 3/);
    const count = async () =>
      (
        await database()
          .db.selectFrom('person')
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

  test('does not touch another agency’s data', async () => {
    const [one, two] = [await freshAgency(), await freshAgency()];
    await one.run(smallFolder());
    const content = await contentOf(database(), one.id, '2026-11-20');
    await two.run(smallFolder());
    const empty = Object.fromEntries(
      Object.entries(smallFolder()).map(([name, text]) => [
        name,
        name.endsWith('.csv') ? `${String(text).split('\n')[0]}\n` : text,
      ]),
    );
    await two.run(empty, { force: true });
    expect(await contentOf(database(), one.id, '2026-11-20')).toEqual(content);
  });
});
