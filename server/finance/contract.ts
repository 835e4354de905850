import * as v from 'valibot';
import { Role } from '../access/contract.ts';
import { Balance } from '../values/money.ts';

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

export const Entry = v.strictObject({
  day: v.string(),
  label: v.string(),
  kind: v.picklist(entryKinds),
  /** Cents; one of the two is zero. Debit: what the person owes. */
  debitCents: v.number(),
  creditCents: v.number(),
  /** Running balance after this entry. */
  balance: Balance,
  /** The letter behind the line, when the person may read it. */
  document: v.nullable(v.strictObject({ id: v.string(), title: v.string() })),
});
export type Entry = v.InferOutput<typeof Entry>;

/** Newest first. `next` is where the following page starts; null on the last one. */
export const EntryPage = v.strictObject({
  ledgerId: v.string(),
  year: v.number(),
  entries: v.array(Entry),
  next: v.nullable(v.string()),
});
export type EntryPage = v.InferOutput<typeof EntryPage>;

/** One situation: a client account in one building, one lot or one lease. */
export const Ledger = v.strictObject({
  id: v.string(),
  /** « Résidence Anatole-France », and what the person has there: « App. 101 ». */
  building: v.string(),
  /** Postal address of the building. */
  address: v.string(),
  lot: v.nullable(v.string()),
  balance: Balance,
  /** Years that hold entries, newest first. */
  years: v.array(v.number()),
});
export type Ledger = v.InferOutput<typeof Ledger>;

export const AccountBalance = v.strictObject({
  accountId: v.string(),
  role: Role,
  identifier: v.string(),
  label: v.string(),
  balance: Balance,
  ledgers: v.array(Ledger),
});
export type AccountBalance = v.InferOutput<typeof AccountBalance>;

export const RoleBalance = v.strictObject({
  role: Role,
  balance: Balance,
  /** Lots held or rented today: « Copropriétaire de 4 biens ». */
  lots: v.number(),
});
export type RoleBalance = v.InferOutput<typeof RoleBalance>;

/** Everything `<palier-balance>` needs at first sight. */
export const BalanceSheet = v.strictObject({
  /** « Données au … » : when the agency's software extracted the figures; null before the first import. */
  asOf: v.nullable(v.string()),
  roles: v.array(RoleBalance),
  accounts: v.array(AccountBalance),
  /** The newest entries of the ledger shown open: the one that owes most, else the most recent. */
  open: v.nullable(EntryPage),
});
export type BalanceSheet = v.InferOutput<typeof BalanceSheet>;

export const EntryQuery = v.object({
  year: v.pipe(v.string(), v.regex(/^\d{4}$/, 'not-valid'), v.transform(Number)),
  after: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}\.\d{1,9}$/, 'not-valid'))),
});
export type EntryQuery = v.InferOutput<typeof EntryQuery>;
