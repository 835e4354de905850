import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { balanceOf, netOf, parseCents } from './money.ts';

const cents = fc.integer({ min: -9e13, max: 9e13 });
const money = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });

describe('a balance', () => {
  test('says who owes whom', () => {
    expect(balanceOf(-112_935)).toEqual({ amountCents: 112_935, side: 'debtor' });
    expect(balanceOf(4200)).toEqual({ amountCents: 4200, side: 'creditor' });
    expect(balanceOf(0)).toEqual({ amountCents: 0, side: 'settled' });
    // A settled account is not « minus zero ».
    expect(Object.is(balanceOf(-0).amountCents, 0)).toBe(true);
  });

  test('is never negative, and goes back to what it came from', () => {
    fc.assert(
      fc.property(cents, (net) => {
        const balance = balanceOf(net);
        expect(balance.amountCents).toBeGreaterThanOrEqual(0);
        expect(netOf(balance) === net).toBe(true);
      }),
    );
  });
});

describe('an amount that software wrote', () => {
  test.each([
    ['1 234,56', 123_456],
    ['1.234,56', 123_456],
    ['1234.56', 123_456],
    ['1234', 123_400],
    ['-12,5 €', -1250],
    ['−12,50', -1250],
    ['+12,50', 1250],
    ['0,07', 7],
    ['-0,00', 0],
    ['1\u202f234\u202f567,89\u00a0€', 123_456_789],
    ['1\u00a0234,56\u202f€', 123_456],
    [' 12,00 ', 1200],
    // A dot before exactly three digits separates thousands, as in French files.
    ['1.234', 123_400],
  ])('%j', (text, expected) => {
    expect(parseCents(text)).toBe(expected);
  });

  test.each([
    '',
    '-',
    ',50',
    '12,',
    '12,345',
    '1 23,00',
    '12 34',
    '1.234 567',
    '1,234.56',
    '--1',
    '1e3',
    '0x10',
    'Infinity',
    '12 € 50',
    '12$',
    '=1+1',
    '١٢',
    '9'.repeat(20),
  ])('%j is refused', (text) => {
    expect(parseCents(text)).toBeUndefined();
  });

  test('every amount comes back from French writing, narrow spaces included', () => {
    fc.assert(fc.property(cents, (amount) => parseCents(money.format(amount / 100)) === amount));
  });

  test('every amount comes back from a file’s writing', () => {
    const written = (amount: number, comma: string) =>
      `${amount < 0 ? '-' : ''}${Math.trunc(Math.abs(amount) / 100)}${comma}${String(Math.abs(amount) % 100).padStart(2, '0')}`;
    fc.assert(
      fc.property(
        cents,
        fc.constantFrom(',', '.'),
        (amount, comma) => parseCents(written(amount, comma)) === amount,
      ),
    );
  });

  test('anything else is a safe integer or nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const parsed = parseCents(text);
        return parsed === undefined || Number.isSafeInteger(parsed);
      }),
    );
  });
});
