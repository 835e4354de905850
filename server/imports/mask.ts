import { columnKey, CsvReader } from './csv.ts';

/** Stands for what must not be read. */
const hidden = '•••';

/** A line whose cells `columns` are hidden; a line that is not as wide as the header is hidden whole. */
export const csvMask =
  (delimiter: string, width: number, columns: readonly number[]) =>
  (raw: string): string => {
    const [record, ...others] = new CsvReader(delimiter).read(raw, true);
    if (!record || others.length > 0 || record.problem !== undefined || record.cells.length !== width)
      return hidden;
    const quote = (cell: string) =>
      cell.includes(delimiter) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
    const shown = record.cells.map((cell, i) => (columns.includes(i) && cell.trim() !== '' ? hidden : cell));
    return shown.map(quote).join(delimiter);
  };

/** The same for a line of JSON; one that cannot be read is hidden whole if it names what it must not show. */
export const jsonMask =
  (names: readonly string[]) =>
  (raw: string): string => {
    try {
      const object: unknown = JSON.parse(raw);
      if (typeof object === 'object' && object !== null && !Array.isArray(object)) {
        const shown = Object.entries(object).map(([name, value]) => [
          name,
          names.includes(columnKey(name)) && value !== null && value !== '' ? hidden : (value as unknown),
        ]);
        return JSON.stringify(Object.fromEntries(shown));
      }
    } catch {
      // Below.
    }
    const said = columnKey(raw);
    return names.some((name) => said.includes(name)) ? hidden : raw;
  };
