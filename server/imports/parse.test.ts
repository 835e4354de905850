import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allFiles } from './columns.ts';
import { cents, day, email, identifier, Problem, text, whole, word } from './parse.ts';
import { documentKinds as kindsOnTheWire } from '../documents/contract.ts';
import { entryKinds as entryKindsOnTheWire } from '../finance/contract.ts';
import { parseCents } from '../values/money.ts';
import { documentKinds, entryKinds, searchedAs, titles } from './words.ts';

const refused = expect.any(Problem);

test('amounts written the French way come back as cents', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e11, max: 1e11 }),
      fc.constantFrom(' ', '\u00a0', '\u202f', '.', ''),
      (amount, space) => {
        const euros = String(Math.floor(Math.abs(amount) / 100)).replaceAll(/\B(?=(\d{3})+$)/g, space);
        const written = `${amount < 0 ? '-' : ''}${euros},${String(Math.abs(amount) % 100).padStart(2, '0')}`;
        expect(cents(written)).toBe(amount);
      },
    ),
  );
});

test('the short way to an amount never says otherwise than the long one', () => {
  const shape = fc.string({
    unit: fc.constantFrom(...'0123456789', ',', '.', ' ', '\u00a0', '\u202f', '-', '€'),
    maxLength: 12,
  });
  const near = fc.stringMatching(/^\d{0,4}[ \u00a0.]?\d{1,4}[,.]\d{1,2}$/);
  fc.assert(
    fc.property(fc.oneof(shape, near), (cell) => {
      expect(cents(cell)).toEqual(parseCents(cell) ?? refused);
    }),
    { numRuns: 2000 },
  );
});

test('days come back, whichever way they were written', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
      (date) => {
        const iso = date.toISOString().slice(0, 10);
        expect(day(iso)).toBe(iso);
        expect(day(iso.split('-').toReversed().join('/'))).toBe(iso);
      },
    ),
  );
  for (const wrong of ['31/02/2026', '2026-13-01', '1/1/26', '20260101', 'hier', '0', '9'.repeat(1000)]) {
    expect(day(wrong)).toEqual(refused);
    // Remembered answers must not make a wrong one right.
    expect(day(wrong)).toEqual(refused);
  }
});

test('tantièmes are whole', () => {
  expect(['1000', '1 000', '250,00', '0'].map((cell) => whole(cell))).toEqual([1000, 1000, 250, 0]);
  expect(['-1', '12,5', 'mille', '10 €'].map((cell) => whole(cell))).toEqual([
    refused,
    refused,
    refused,
    refused,
  ]);
});

test('words are read as people write them', () => {
  const title = word(titles);
  expect(
    ['pleine_propriete', 'Pleine propriété', 'NUE-PROPRIETE', 'usufruit'].map((cell) => title(cell)),
  ).toEqual(['full', 'full', 'bare', 'usufruct']);
  expect(['', 'constructor', '__proto__', 'x'.repeat(1e6)].map((cell) => title(cell))).toEqual([
    refused,
    refused,
    refused,
    refused,
  ]);
});

test('text keeps no control character, and has an end', () => {
  expect(text(10)('a\r\nb\tc')).toBe('a b c');
  expect(text(3)('abc')).toBe('abc');
  for (const cell of ['a\u0000b', 'a\u001bb', 'a\u0085\u0080b', 'a\ud800b', 'abcdefghijk'])
    expect(text(10)(cell)).toEqual(refused);
  expect(text(10)('€ œ ’ 😀')).toBe('€ œ ’ 😀');
});

test('identifiers and addresses are kept as they are compared', () => {
  expect(identifier('c 0045-210')).toBe('C0045210');
  expect(identifier('---')).toEqual(refused);
  expect(email('Zoe@Exemple.FR')).toBe('zoe@exemple.fr');
  expect(['zoe', 'zoe@exemple', 'a@b.c, d@e.f', '@.'].map((cell) => email(cell))).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('every kind of the contracts has its word, and its words to be found by', () => {
  expect(new Set(Object.values(documentKinds))).toEqual(new Set(kindsOnTheWire));
  expect(new Set(Object.keys(searchedAs))).toEqual(new Set(kindsOnTheWire));
  expect(new Set(Object.values(entryKinds))).toEqual(new Set(entryKindsOnTheWire));
});

test('a file refers only to files before it', () => {
  const seen = new Set<string>();
  for (const { table, columns } of allFiles) {
    for (const { references } of columns) if (references) expect(seen).toContain(references);
    seen.add(table === 'distribution_key' ? 'key' : table);
  }
});
