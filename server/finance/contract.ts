import * as v from 'valibot';
import type { Role } from '../access/contract.ts';
import type { Day, Instant } from '../values/day.ts';
import type { Balance } from '../values/money.ts';

export const entryKinds = [
  'call',
  'provision',
  'works-fund',
  'rent',
  'charges',
  'payment',
  'housing-aid',
  'settlement',
  'fees',
  'other',
] as const; // appel, provision, fonds_travaux, loyer, charges, reglement, aide_logement, regularisation, honoraires, autre
export type EntryKind = (typeof entryKinds)[number];

export interface Entry {
  day: Day;
  label: string;
  kind: EntryKind;
  /** Cents; one of the two is zero. Debit: what the person owes. */
  debitCents: number;
  creditCents: number;
  /** Running balance after this entry. */
  balance: Balance;
  /** The letter behind the line, when the person may read it. */
  document: { id: string; title: string } | null;
}

/** Newest first. `next` is where the following page starts; null on the last one. */
export interface EntryPage {
  ledgerId: string;
  year: number;
  entries: Entry[];
  next: string | null;
}

/** One situation: a client account in one building, one lot or one lease. */
export interface Ledger {
  id: string;
  /** « Résidence Anatole-France », and what the person has there: « App. 101 ». */
  building: string;
  /** Postal address of the building. */
  address: string;
  lot: string | null;
  balance: Balance;
  /** Years that hold entries, newest first. */
  years: number[];
}

export interface AccountBalance {
  accountId: string;
  role: Role;
  identifier: string;
  label: string;
  balance: Balance;
  ledgers: Ledger[];
}

export interface RoleBalance {
  role: Role;
  balance: Balance;
  /** Lots held or rented today: « Copropriétaire de 4 biens ». */
  lots: number;
}

/** Everything `<palier-balance>` needs at first sight. */
export interface BalanceSheet {
  /** « Données au … » : when the agency's software extracted the figures; null before the first import. */
  asOf: Instant | null;
  roles: RoleBalance[];
  accounts: AccountBalance[];
  /** The newest entries of the ledger shown open: the one that owes most, else the most recent. */
  open: EntryPage | null;
}

export const EntryQuery = v.object({
  year: v.pipe(v.string(), v.regex(/^\d{4}$/, 'not-valid'), v.transform(Number)),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}\.\d{1,9}$/, 'not-valid'))),
});
export type EntryQuery = v.InferOutput<typeof EntryQuery>;
