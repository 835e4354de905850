import type { FileFormat } from './column.ts';
import { documents } from './document-columns.ts';
import { entries } from './entry-columns.ts';
import { people } from './people-columns.ts';
import { places } from './place-columns.ts';
import { rights } from './right-columns.ts';

export type { Column, FileFormat, Referenced } from './column.ts';
export { documents, entries };

/** In this order: each refers only to those before it. */
export const structure: FileFormat[] = [...places, ...people, ...rights];

export const allFiles: FileFormat[] = [...structure, documents, entries];

/** Columns in which a header may be missing: `debit` and `credit` go by pair. */
export const missingColumns = (format: FileFormat, header: readonly string[]): string[] => {
  const missing = format.columns
    .filter(({ required, name }) => required && !header.includes(name))
    .map(({ name }) => name);
  if (format === entries && !header.includes('debit') && !header.includes('credit')) missing.push('debit');
  if (format === entries && !header.includes('immeuble') && !header.includes('bail'))
    missing.push('immeuble');
  return [...new Set(missing)];
};
