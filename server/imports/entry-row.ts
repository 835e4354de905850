import { entries } from './columns.ts';
import type { Rec } from './csv.ts';
import { readRefused, readRow } from './row.ts';
import { noteEntry, type Ledgers } from './ledgers.ts';
import type { Value } from './parse.ts';

/** A row's place in the order of the whole table is one number: its ledger's, then its rank. Sorting numbers is fast. */
export const placesInLedger = 2 ** 31;

/** Of `in_ledger_entry`, in the order of `entryRow`. */
export const entryColumns = [
  'line',
  'problem',
  'ledger',
  'place',
  'day',
  'sequence',
  'external_id',
  'label',
  'kind',
  'debit',
  'credit',
  'balance',
  'document_ref',
];

const at = Object.fromEntries(entries.columns.map(({ to }, i) => [to, i])) as Record<string, number>;

/** A record as a row of `in_ledger_entry`: its ledger found, its rank and the balance after it worked out. */
export const entryRow = (ledgers: Ledgers) => {
  // With its reference: what stands under it stays.
  const refused = (line: number, problem: string, ref: Value): Value[] =>
    entryColumns.map((column) =>
      column === 'line' ? line : column === 'problem' ? problem : column === 'external_id' ? ref : null,
    );
  return (positions: readonly number[], record: Rec): Value[] => {
    const { line } = record;
    const { values, problem } =
      record.problem === undefined
        ? readRow(entries, positions, record.cells)
        : readRefused(entries, positions, record);
    const ref = values[at['external_id']!] ?? null;
    if (problem !== null) return refused(line, problem, ref);
    const value = (column: string) => values[at[column]!] as string | null;
    const ledger = ledgers.find(value('account')!, value('building'), value('lease'), value('lot'));
    if (typeof ledger === 'string') return refused(line, ledger, ref);
    const amounts = amountsOf(values[at['debit']!] as number | null, values[at['credit']!] as number | null);
    if (typeof amounts === 'string') return refused(line, amounts, ref);
    const day = value('day')!;
    noteEntry(ledger, day, amounts.credit - amounts.debit);
    return [
      line,
      null,
      ledger.no,
      ledger.no * placesInLedger + line,
      day,
      ledger.sequence,
      ref,
      value('label'),
      value('kind'),
      amounts.debit,
      amounts.credit,
      ledger.balance,
      value('document'),
    ];
  };
};

/** One of the two is zero; a debit below zero is a credit, and the other way round. */
const amountsOf = (
  debit: number | null,
  credit: number | null,
): { debit: number; credit: number } | string => {
  if (debit === null && credit === null) return 'ni débit ni crédit';
  if (debit && credit) return 'débit et crédit à la fois';
  const owed = (debit ?? 0) - (credit ?? 0);
  const isDebit = debit ? debit > 0 : (credit ?? 0) < 0;
  return isDebit ? { debit: owed, credit: 0 } : { debit: 0, credit: owed === 0 ? 0 : -owed };
};
