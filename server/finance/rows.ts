import type { Generated } from 'kysely';
import type { EntryKind } from './contract.ts';

/** One situation: an account in a building, in one of its lots, or under a lease. */
export interface LedgerRow {
  id: string;
  agency_id: string;
  account_id: string;
  /** `building/lot` or the lease: what makes the ledger unique in its account. */
  subject: string;
  building_id: string;
  lot_id: string | null;
  lease_id: string | null;
  /** Credits − debits, in cents: below zero, the person owes. */
  balance_cents: Generated<number>;
  entry_count: Generated<number>;
  first_day: string | null;
  last_day: string | null;
  closed_on: string | null;
}

/** Clustered by (ledger, day, sequence), so that a page of a situation lies in one place of the file. */
export interface LedgerEntryRow {
  ledger_id: string;
  day: string;
  /** Order within the day, from 1. */
  sequence: number;
  external_id: string;
  label: string;
  kind: EntryKind;
  debit_cents: number;
  credit_cents: number;
  /** Credits − debits of the ledger up to here, this entry included. */
  balance_cents: number;
  document_id: string | null;
}
