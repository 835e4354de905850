import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Account } from '../access/contract.ts';
import { balanceOf, netOf } from '../values/money.ts';
import { accountBalances, ledgerToOpen, roleBalances, type KeptLedger } from './balance.ts';

const account = (id: string, role: Account['role'] = 'owner', lots = 1): Account => ({
  id,
  role,
  lots,
  identifier: `C${id}`,
  label: 'M. Aubry',
});
const ledger = (id: string, netCents: number, over: Partial<KeptLedger> = {}): KeptLedger => ({
  id,
  accountId: '1',
  building: 'Résidence Anatole-France',
  address: '1 rue des Essais, 86000 Poitiers',
  lot: null,
  netCents,
  firstDay: '2024-03-01',
  lastDay: '2026-10-01',
  ...over,
});

describe('an account', () => {
  test('owes the sum of its own situations', () => {
    const [one, two] = accountBalances(
      [account('1'), account('2')],
      [ledger('a', -5000), ledger('b', 2000), ledger('c', -9999, { accountId: '3' })],
    );
    expect(one?.balance).toEqual({ amountCents: 3000, side: 'debtor' });
    expect(one?.ledgers.map(({ id }) => id)).toEqual(['a', 'b']);
    expect(two?.balance).toEqual({ amountCents: 0, side: 'settled' });
    expect(two?.ledgers).toEqual([]);
  });

  test('offers every year between its first and last lines, newest first', () => {
    const years = (firstDay: string | null, lastDay: string | null) =>
      accountBalances([account('1')], [ledger('a', 0, { firstDay, lastDay })])[0]?.ledgers[0]?.years;
    expect(years('2024-12-31', '2026-01-01')).toEqual([2026, 2025, 2024]);
    expect(years('2026-01-01', '2026-12-31')).toEqual([2026]);
    expect(years(null, null)).toEqual([]);
  });
});

describe('the situations of an account', () => {
  const lot = (number: string, label: string | null = null, kind = 'apartment') => ({ number, kind, label });
  const namesOf = (ledgers: KeptLedger[]) =>
    accountBalances([account('1')], ledgers)[0]?.ledgers.map((each) => `${each.building}: ${each.lot}`);

  test('stand building after building, lots by their number', () => {
    expect(
      namesOf([
        ledger('a', 0, { building: 'Zénith', lot: lot('1', 'T1') }),
        ledger('b', -100, { building: 'Écluse', lot: lot('10', 'T2') }),
        ledger('c', 0, { building: 'Écluse', lot: lot('9', 'Cave 3') }),
      ]),
    ).toEqual(['Écluse: Cave 3', 'Écluse: T2', 'Zénith: T1']);
  });

  test('are told apart by the number where their names are alike', () => {
    expect(
      namesOf([
        ledger('a', 0, { lot: lot('2', 'T3') }),
        ledger('b', 0, { lot: lot('5', 'T3') }),
        ledger('c', 0, { lot: lot('7', 'T4') }),
        ledger('d', 0, { lot: lot('8', null, 'cellar') }),
      ])?.map((name) => name.replace(/.*: /, '')),
    ).toEqual(['T3 (lot 2)', 'T3 (lot 5)', 'T4', 'Cave (lot 8)']);
  });
});

describe('a role', () => {
  test('gathers its accounts, in their order', () => {
    const accounts = [account('1', 'owner', 2), account('2', 'tenant'), account('3', 'owner', 2)];
    const balances = accountBalances(accounts, [
      ledger('a', -5000),
      ledger('b', 700, { accountId: '2' }),
      ledger('c', 5000, { accountId: '3' }),
    ]);
    expect(roleBalances(accounts, balances)).toEqual([
      { role: 'owner', balance: { amountCents: 0, side: 'settled' }, lots: 4 },
      { role: 'tenant', balance: { amountCents: 700, side: 'creditor' }, lots: 1 },
    ]);
  });

  test('sums lose nothing', () => {
    const roles = fc.constantFrom('owner' as const, 'landlord' as const, 'tenant' as const);
    const nets = fc.array(fc.integer({ min: -1e12, max: 1e12 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.array(fc.tuple(roles, nets), { maxLength: 5 }), (made) => {
        const accounts = made.map(([role], index) => account(String(index), role));
        const ledgers = made.flatMap(([, sums], index) =>
          sums.map((net, position) => ledger(`${index}.${position}`, net, { accountId: String(index) })),
        );
        const summed = roleBalances(accounts, accountBalances(accounts, ledgers));
        const whole = ledgers.reduce((sum, { netCents }) => sum + netCents, 0);
        expect(summed.reduce((sum, { balance }) => sum + netOf(balance), 0)).toBe(whole);
        expect(summed.every(({ balance }) => balance.side === balanceOf(netOf(balance)).side)).toBe(true);
      }),
    );
  });
});

describe('the situation shown open', () => {
  test('is the one that owes most', () => {
    expect(ledgerToOpen([ledger('a', 90_000), ledger('b', -100), ledger('c', -200)])?.id).toBe('c');
  });

  test('is the one that moved last when nobody owes', () => {
    const ledgers = [
      ledger('a', 90_000, { lastDay: '2025-01-01' }),
      ledger('b', 0, { lastDay: '2026-02-01' }),
      ledger('c', 5, { lastDay: '2026-01-31' }),
    ];
    expect(ledgerToOpen(ledgers)?.id).toBe('b');
  });

  test('is none without lines', () => {
    expect(ledgerToOpen([ledger('a', -100, { firstDay: null, lastDay: null })])).toBeUndefined();
    expect(ledgerToOpen([])).toBeUndefined();
  });
});
