import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CsvReader, delimiterOf, type Rec } from './csv.ts';

const readAll = (text: string, delimiter = ';'): Rec[] => {
  const reader = new CsvReader(delimiter);
  return [...reader.read(text, false), ...reader.read('', true)];
};
const cellsOf = (records: Rec[]) => records.map(({ cells }) => cells);

test('reads what Excel writes', () => {
  const text = 'a;b;c\r\n1;"deux; ""2""";3\r\n"x\r\ny";;\r\n\r\n4;5;6;;\r\n7;8;9';
  expect(cellsOf(readAll(text))).toEqual([
    ['a', 'b', 'c'],
    ['1', 'deux; "2"', '3'],
    ['x\r\ny', '', ''],
    ['4', '5', '6'],
    ['7', '8', '9'],
  ]);
  expect(readAll(text).map(({ line }) => line)).toEqual([1, 2, 3, 6, 7]);
});

test('a quote inside a bare cell is only a quote', () => {
  expect(cellsOf(readAll('a;b\ntube 5" long;2\n'))).toEqual([
    ['a', 'b'],
    ['tube 5" long', '2'],
  ]);
});

const anyCell = fc.oneof(
  fc.string(),
  fc.string({ unit: fc.constantFrom('"', ';', '\n', '\r\n', 'é', ' ', 'x') }),
  fc.constant(''),
);
const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`;

test('what was written with quotes is read as it was, wherever chunks are cut', () => {
  fc.assert(
    fc.property(
      fc
        .integer({ min: 2, max: 5 })
        .chain((width) =>
          fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1 }),
        ),
      fc.constantFrom(';', ',', '\t'),
      fc.constantFrom('\n', '\r\n'),
      (rows, delimiter, lineBreak) => {
        const text = rows.map((row) => row.map(quoted).join(delimiter) + lineBreak).join('');
        const reader = new CsvReader(delimiter);
        const records = text.split(/(?<=\n)/).flatMap((piece) => reader.read(piece, false));
        expect(cellsOf([...records, ...reader.read('', true)])).toEqual(rows);
      },
    ),
  );
});

test('one damaged line never swallows its neighbours', () => {
  const rows = Array.from({ length: 20 }, (_, i) => `${i};b${i}`);
  const damages = ['x;"open', '"x;y', 'x', 'x;y;z', '"x"y;z', 'x;"y"z', '"', '"";"";"'];
  fc.assert(
    fc.property(fc.constantFrom(...damages), fc.integer({ min: 0, max: 20 }), (damage, at) => {
      const records = readAll(['a;b', ...rows.slice(0, at), damage, ...rows.slice(at)].join('\n'));
      expect(cellsOf(records.filter(({ problem }) => problem === undefined))).toEqual(
        ['a;b', ...rows].map((row) => row.split(';')),
      );
      expect(records.filter(({ problem }) => problem !== undefined).map(({ line }) => line)).toEqual([
        at + 2,
      ]);
    }),
  );
});

test('a quote that is never closed is given up after a million characters', () => {
  const reader = new CsvReader(';');
  reader.read('a;b\n', false);
  const open = reader.read('1;"open\n', false);
  let refused: Rec[] = [];
  for (let i = 0; i < 12 && refused.length === 0; i += 1)
    refused = reader.read('2;b\n'.repeat(25_000), false);
  expect(open).toEqual([]);
  expect(refused[0]).toMatchObject({ line: 2, problem: 'guillemet ouvert et jamais refermé' });
  expect(refused[1]).toEqual({ line: 3, cells: ['2', 'b'] });
});

test('finds the delimiter from the names it knows', () => {
  const known = new Set(['ref', 'nom', 'code_postal']);
  expect(delimiterOf('ref;nom;Code postal', known)).toBe(';');
  expect(delimiterOf('ref,"nom",code_postal', known)).toBe(',');
  expect(delimiterOf('ref\tnom', known)).toBe('\t');
});
