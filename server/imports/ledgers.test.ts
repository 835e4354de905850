import { describe, expect, test } from 'vitest';
import { engines } from '../database/testing.ts';
import { agenciesOn, contentOf, plus, smallFolder, without } from './testing.ts';

describe.each(engines)('ledgers on %s', (engine) => {
  const { database, freshAgency } = agenciesOn(engine);

  test('keeps running balances, ranks and ledgers', async () => {
    const { id, run } = await freshAgency();
    await run(smallFolder());
    const ledgers = await database()
      .db.selectFrom('ledger')
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
    const rows = await database()
      .db.selectFrom('ledger_entry')
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
    const ordered = await contentOf(database(), id, '2026-11-20');
    const report = await run({
      ...files,
      'ecritures.csv': [header, rows[1], rows[3], rows[2], rows[0]].join('\n'),
    });
    expect(report.tables['ecritures']).toMatchObject({ added: 0, changed: 0, removed: 0, unchanged: 4 });
    expect(await contentOf(database(), id, '2026-11-20')).toEqual(ordered);
  });

  test('reads the same entries again when what they name has changed', async () => {
    const { id, run } = await freshAgency();
    const files = without(smallFolder(), 'ecritures.csv', 'E4');
    await run(files);
    const linked = () =>
      database()
        .db.selectFrom('ledger_entry')
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

  test('an entry keeps its amount when its document is unknown or another account’s', async () => {
    const { id, run } = await freshAgency();
    const report = await run(plus(smallFolder(), 'ecritures.csv', 'E9;C1;I1;;;01/02/2026;X;appel;5;;D404'));
    expect(report.rejected).toBe(0);
    expect(report.remarks.join()).toMatch(/2 écritures citent un document inconnu/);
    const linked = await database()
      .db.selectFrom('ledger_entry')
      .innerJoin('document', 'document.id', 'document_id')
      .select('ledger_entry.external_id')
      .where('agency_id', '=', id)
      .execute();
    expect(linked).toEqual([{ external_id: 'E1' }]);
  });
});
