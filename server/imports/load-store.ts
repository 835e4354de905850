import { newId, newSecret } from '../database/id.ts';
import type { FileFormat } from './columns.ts';
import type { Encoding } from './encoding.ts';
import { readRefused, readRow } from './row.ts';
import type { Rec } from './csv.ts';
import type { Value } from './parse.ts';
import { createStaged, loadedColumns } from './plan.ts';
import { FileRefused, openTable } from './reading.ts';
import { noTally, type Tally } from './report.ts';
import type { Staging } from './staging.ts';

/** One file of the folder, once its rows are in `in_<table>`. */
export interface Loaded {
  format: FileFormat;
  /** False when the folder does not hold it, or when it had to be left aside: its table stays as it is. */
  isPresent: boolean;
  tally: Tally;
  remarks: string[];
  /** Rejected rows without a key. As long as there is one, nothing of the table is known to be absent. */
  unreadable?: number;
  /** Where rejected lines are read again. */
  source?: { path: string; encoding: Encoding; mask?: (raw: string) => string };
  /** Of a column whose cells are in no table, by line. */
  secrets?: Map<number, string>;
}

export type OnBatch = (file: string, rows: number, bytes: number) => void;
/** A record as a row of the staged table. */
export type ToRow = (at: readonly number[], record: Rec) => Value[];

export const loadFile = async (
  staging: Staging,
  folder: string,
  format: FileFormat,
  onBatch: OnBatch,
  own?: { toRow: ToRow; columns: string[] },
): Promise<Loaded> => {
  const secrets = new Map<number, string>();
  const loaded: Loaded = { format, isPresent: false, tally: noTally(), remarks: [], secrets };
  const { toRow, columns } = own ?? {
    toRow: plainRow(format, secrets),
    columns: loadedColumns(format),
  };
  try {
    const table = await openTable(folder, format);
    if (!table) return loaded;
    loaded.source = { path: table.path, encoding: table.encoding, ...(table.mask && { mask: table.mask }) };
    const loader = await staging.load(`in_${format.table}`, columns);
    let bytes = 0;
    try {
      for await (const records of table.records((read) => (bytes += read))) {
        for (const record of records) loader.add(toRow(table.at, record));
        loaded.tally.read += records.length;
        await loader.flush();
        onBatch(format.file, loaded.tally.read, bytes);
        bytes = 0;
      }
    } finally {
      await loader.end();
    }
    await staging.measure(`in_${format.table}`);
    if (table.unknown.size > 0) {
      const names = [...table.unknown].slice(0, 10).map((name) => `« ${name} »`);
      loaded.remarks.push(`${format.file} : colonnes inconnues du format, ignorées : ${names.join(', ')}.`);
    }
    loaded.isPresent = true;
  } catch (error) {
    if (!(error instanceof FileRefused)) throw error;
    loaded.tally.refused = error.message;
  }
  return loaded;
};

const plainRow = (format: FileFormat, secrets: Map<number, string>): ToRow => {
  const hidden = format.columns.findIndex(({ secret }) => secret);
  const makeId = format.table === 'document' ? newSecret : newId;
  return (at, record) => {
    const { values, problem } =
      record.problem === undefined ? readRow(format, at, record.cells) : readRefused(format, at, record);
    if (hidden !== -1) {
      const secret = values[hidden];
      if (typeof secret === 'string') secrets.set(record.line, secret);
      values[hidden] = null;
    }
    return format.has.id ? [record.line, problem, makeId(), ...values] : [record.line, problem, ...values];
  };
};

export const createTable = (staging: Staging, format: FileFormat) => staging.run(createStaged(format));
