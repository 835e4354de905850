import { reference, type Read, type Value } from './parse.ts';

/** What other rows may refer to. */
export type Referenced = 'building' | 'lot' | 'key' | 'person' | 'account' | 'lease' | 'document';

export interface Column {
  /** In the file. */
  name: string;
  /** In the database; `building` stands for `building_ref` and `building_id` when it is a reference. */
  to: string;
  read: Read;
  required?: true;
  references?: Referenced;
  /** When the cell is empty. */
  otherwise?: string;
  /** Read for the importer alone, kept in no column of that name. */
  passing?: true;
  /** Hashed while it is read: it stands in no table, and in no file of rejects. */
  secret?: true;
  number?: true;
}

/** What becomes of a row that the file no longer holds. */
export type Absent = 'close' | 'end' | 'remove';

export interface FileFormat {
  /** In the folder, without `.csv` or `.jsonl`; also its name in the report. */
  file: string;
  table: string;
  /** What makes a row the same as last time. */
  key: string[];
  absent: Absent;
  /** Whether its rows carry the agency, an id of their own, a day of closing. */
  has: { agency: boolean; id: boolean };
  columns: Column[];
  /** Kept columns that the importer works out itself. */
  computed?: string[];
  /** What two cells say of each other: why the row cannot be taken, or nothing. */
  check?: (value: (to: string) => Value) => string | undefined;
}

export const ref = (name: string, to: string, references: Referenced): Column => ({
  name,
  to,
  references,
  read: reference,
});
export const needed = (column: Column): Column => ({ ...column, required: true });
export const cell = (name: string, to: string, read: Read): Column => ({ name, to, read });

export const ownRef = needed(cell('ref', 'external_id', reference));
