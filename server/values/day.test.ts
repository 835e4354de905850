import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dayAt, dayOf, parseDay, yearOf } from './day.ts';

test.each([
  ['31/12/2025', '2025-12-31'],
  ['1/2/2026', '2026-02-01'],
  ['2025-12-31', '2025-12-31'],
  ['29/02/2024', '2024-02-29'],
  ['29/02/2000', '2000-02-29'],
  ['01/01/1900', '1900-01-01'],
  ['31/12/2199', '2199-12-31'],
])('%s is %s', (text, day) => {
  expect(parseDay(text)).toBe(day);
});

test.each([
  '',
  '31/02/2026',
  '29/02/2025',
  '29/02/1900',
  '31/04/2026',
  '00/01/2026',
  '01/13/2026',
  '2026-1-1',
  '01/01/26',
  '01-01-2026',
  '01/01/1899',
  '01/01/2200',
  ' 01/01/2026',
  '01/01/2026\n',
  '2026-01-01T00:00:00Z',
])('%j is refused', (text) => {
  expect(parseDay(text)).toBeUndefined();
});

test('a day exists when the calendar has it', () => {
  const number = (max: number) => fc.integer({ min: 0, max });
  fc.assert(
    fc.property(fc.integer({ min: 1900, max: 2199 }), number(13), number(32), (year, month, day) => {
      const date = new Date(Date.UTC(year, month - 1, day));
      const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
      const iso = date.toISOString().slice(0, 10);
      expect(dayOf(year, month, day)).toBe(exists ? iso : undefined);
      if (exists) {
        expect(parseDay(iso)).toBe(iso);
        expect(parseDay(`${day}/${month}/${year}`)).toBe(iso);
        expect(yearOf(iso)).toBe(year);
      }
    }),
  );
});

test.each([
  // Midnight in Paris, winter and summer time, and the two nights when the hour changes.
  ['2026-01-14T22:59:59Z', '2026-01-14'],
  ['2026-01-14T23:00:00Z', '2026-01-15'],
  ['2026-07-14T21:59:59Z', '2026-07-14'],
  ['2026-07-14T22:00:00Z', '2026-07-15'],
  ['2026-03-28T23:00:00Z', '2026-03-29'],
  ['2026-10-24T22:00:00Z', '2026-10-25'],
  ['2026-10-25T22:59:59Z', '2026-10-25'],
  ['2025-12-31T23:00:00Z', '2026-01-01'],
])('at %s Paris lives %s', (moment, day) => {
  expect(dayAt(new Date(moment))).toBe(day);
});
