/** One record of a file. `line` is where it starts, from 1. */
export interface Rec {
  line: number;
  /** With a problem, only the first is sure: it may be the row's reference. */
  cells: string[];
  /** Why it cannot be read. */
  problem?: string;
}

/** Longest record, in characters: beyond it a file is damaged, and memory must not follow it. */
export const longestRecord = 1 << 20;

export const tooLong = 'ligne de plus d’un million de caractères';

/**
 * A strict reader of CSV, fed with whole lines. Memory stays bounded whatever the file holds, and one damaged
 * line never swallows its neighbours: it alone is refused, and reading goes on at the next one.
 */
export class CsvReader {
  readonly #delimiter: string;
  readonly #delimiterCode: number;
  /** How many cells a record has; 0 until the header is read. */
  #width = 0;
  #line: number;
  /** A record whose quotes were still open when the text ended. */
  #open = '';

  /** `line` is the number of the first one that it will be given. */
  constructor(delimiter: string, line = 1) {
    this.#line = line;
    this.#delimiter = delimiter;
    this.#delimiterCode = delimiter.charCodeAt(0);
  }

  /** `text` ends with a line break, unless it is the `last` of the file. */
  read(text: string, last: boolean): Rec[] {
    const records: Rec[] = [];
    const all = this.#open + text;
    this.#open = '';
    let at = 0;
    while (at < all.length) {
      const lineBreak = all.indexOf('\n', at);
      const end = lineBreak === -1 ? all.length : lineBreak;
      const line = all.slice(at, all.charCodeAt(end - 1) === 13 ? end - 1 : end);
      if (!line.includes('"')) {
        if (line !== '') this.#keep(records, line.split(this.#delimiter));
        at = end + 1;
        this.#line += 1;
        continue;
      }
      const record = this.#quoted(all, at);
      if (record === 'open' && !last && all.length - at <= longestRecord) {
        this.#open = all.slice(at);
        break;
      }
      if (typeof record === 'object' && (record.lines === 1 || this.#fits(record.cells))) {
        this.#keep(records, record.cells);
        at = record.next;
        this.#line += record.lines;
        continue;
      }
      // Whatever was read past the first line may be the fault of this one quote.
      const problem = record === 'open' ? 'guillemet ouvert et jamais refermé' : 'guillemets mal placés';
      records.push({ line: this.#line, cells: this.#first(line), problem });
      at = end + 1;
      this.#line += 1;
    }
    return records;
  }

  /** A line that was too long to be read at all. What was open before it is refused too. */
  skipLine(): Rec[] {
    const records = this.read('', true);
    records.push({ line: this.#line, cells: [], problem: tooLong });
    this.#line += 1;
    return records;
  }

  #fits(cells: string[]): boolean {
    return this.#width === 0 || cells.length === this.#width;
  }

  #keep(records: Rec[], cells: string[]): void {
    if (this.#width === 0) this.#width = cells.length;
    // Excel ends some lines with empty cells.
    while (cells.length > this.#width && cells.at(-1) === '') cells.pop();
    if (this.#fits(cells)) records.push({ line: this.#line, cells });
    else if (cells.some((cell) => cell !== '')) {
      const problem = `${cells.length} ${cells.length === 1 ? 'colonne' : 'colonnes'} au lieu de ${this.#width}`;
      records.push({ line: this.#line, cells: cells.slice(0, 1), problem });
    }
  }

  /** The cell before whatever is wrong with the line, if it has no part in it. */
  #first(line: string): string[] {
    const cell = line.slice(0, Math.max(0, line.indexOf(this.#delimiter)));
    return cell.includes('"') ? [] : [cell];
  }

  /** The record that starts at `at` and holds at least one quote. */
  #quoted(text: string, at: number): { cells: string[]; next: number; lines: number } | 'open' | 'misplaced' {
    const cells: string[] = [];
    let lines = 1;
    let i = at;
    for (;;) {
      let cell: string;
      if (text.charCodeAt(i) === 34) {
        let from = i + 1;
        cell = '';
        for (;;) {
          const close = text.indexOf('"', from);
          if (close === -1) return 'open';
          cell += text.slice(from, close);
          i = close + 1;
          if (text.charCodeAt(i) !== 34) break;
          cell += '"';
          from = i + 1;
        }
        for (let j = cell.indexOf('\n'); j !== -1; j = cell.indexOf('\n', j + 1)) lines += 1;
        if (text.charCodeAt(i) === 13 && text.charCodeAt(i + 1) === 10) i += 1;
      } else {
        const start = i;
        while (i < text.length && text.charCodeAt(i) !== this.#delimiterCode && text.charCodeAt(i) !== 10)
          i += 1;
        // A quote inside a bare cell is only a quote: 5" pipes exist.
        cell = text.slice(
          start,
          text.charCodeAt(i - 1) === 13 && i > start && text.charCodeAt(i) !== this.#delimiterCode
            ? i - 1
            : i,
        );
      }
      cells.push(cell);
      if (i >= text.length) return { cells, next: i, lines };
      const code = text.charCodeAt(i);
      i += 1;
      if (code === 10) return { cells, next: i, lines };
      if (code !== this.#delimiterCode) return 'misplaced';
    }
  }
}

/** Which of `;`, `,` and tab cuts the header into the most names that are known. */
export const delimiterOf = (header: string, known: ReadonlySet<string>): string => {
  const score = (delimiter: string) =>
    header.split(delimiter).filter((name) => known.has(columnKey(name))).length;
  return [';', ',', '\t'].reduce((best, delimiter) => (score(delimiter) > score(best) ? delimiter : best));
};

/** A column's name as a header may write it: « Code postal » for `code_postal`. */
export const columnKey = (name: string): string =>
  name
    .replaceAll('"', '')
    .trim()
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
