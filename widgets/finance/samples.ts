import type { BalanceSheet, Entry, EntryPage, Ledger } from '../../server/finance/contract.ts';
import { balanceOf } from '../../server/values/money.ts';

// Figures of the tests: the co-owner who owes 1 129,35 €, and the landlord to whom 3 643,13 € are due.

export const sampleEntry = (
  day: string,
  label: string,
  cents: number,
  after: number,
  own: Partial<Entry> = {},
): Entry => ({
  day,
  label,
  kind: 'provision',
  debitCents: cents < 0 ? -cents : 0,
  creditCents: cents > 0 ? cents : 0,
  balance: balanceOf(after),
  document: null,
  ...own,
});

const ledger = (id: string, lot: string, cents: number, years: number[]): Ledger => ({
  id,
  building: '100 avenue Anatole-France',
  address: '100 avenue Anatole-France, 94000 Créteil',
  lot,
  balance: balanceOf(cents),
  years,
});

export const samplePage: EntryPage = {
  ledgerId: 'l1',
  year: 2022,
  entries: [
    sampleEntry('2022-01-01', 'Prov./Chg courante', -46132, -112935, {
      document: { id: 'd1', title: 'Appel de fonds' },
    }),
    sampleEntry('2022-01-01', 'Cotisation Fonds Travaux', -1950, -66803, { kind: 'works-fund' }),
  ],
  next: '2022-01-01.1',
};

export const sampleSheet: BalanceSheet = {
  asOf: '2022-01-25T05:00:00.000Z',
  roles: [
    { role: 'owner', balance: balanceOf(-112935), lots: 4 },
    { role: 'landlord', balance: balanceOf(364313), lots: 1 },
  ],
  accounts: [
    {
      accountId: 'a1',
      role: 'owner',
      identifier: 'C0045210',
      label: 'M. et Mme Aubry-Desrosiers',
      balance: balanceOf(-112935),
      ledgers: [ledger('l1', 'App. 101', -112935, [2022, 2021]), ledger('l2', 'Cave 12', 0, [])],
    },
    {
      accountId: 'a2',
      role: 'landlord',
      identifier: 'C0045377',
      label: 'Mme Hélène Aubry',
      balance: balanceOf(364313),
      ledgers: [ledger('l3', 'Studio', 364313, [2022])],
    },
  ],
  open: samplePage,
};

export const emptySheet: BalanceSheet = { asOf: null, roles: [], accounts: [], open: null };
