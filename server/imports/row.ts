import type { FileFormat } from './columns.ts';
import type { Rec } from './csv.ts';
import { Problem, type Value } from './parse.ts';

export interface Row {
  values: Value[];
  /** The first thing wrong with it; what could be read of the rest is there all the same. */
  problem: string | null;
}

/** A record of a file as its columns mean it. `at[i]` is where the i-th column of the format stands. */
export const readRow = (format: FileFormat, at: readonly number[], cells: readonly string[]): Row => {
  const { columns } = format;
  const values: Value[] = [];
  let problem: string | null = null;
  for (let i = 0; i < columns.length; i += 1) {
    const column = columns[i]!;
    const cell = cells[at[i]!]?.trim() ?? '';
    let value: Value | Problem;
    if (cell === '') {
      value = column.otherwise ?? null;
      if (column.required) problem ??= `${column.name} : vide`;
    } else value = column.read(cell);
    if (value instanceof Problem) {
      problem ??= `${column.name} : ${value.reason}`;
      value = null;
    }
    values.push(value);
  }
  if (problem === null && format.check) {
    problem = format.check((to) => values[columns.findIndex((column) => column.to === to)] ?? null) ?? null;
  }
  return { values, problem };
};

/** Of a record that cannot be read: its reference all the same, when it comes first. What stands under it stays. */
export const readRefused = (format: FileFormat, at: readonly number[], { cells, problem = '' }: Rec): Row => {
  const column = format.columns[0]!;
  const cell = at[0] === 0 && column.to === 'external_id' ? (cells[0]?.trim() ?? '') : '';
  const value = cell === '' ? null : column.read(cell);
  return {
    values: format.columns.map((_, i) => (i === 0 && typeof value === 'string' ? value : null)),
    problem,
  };
};
