import { describe, expect, test } from 'vitest';
import { isPhone, maskPhone, readMobile, showPhone } from './phone.ts';

describe('a mobile number', () => {
  test.each([
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['0712345678', '+33712345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['+33612345678', '+33612345678'],
    ['0033 6 12 34 56 78', '+33612345678'],
    [' 06-12-34-56-78 ', '+33612345678'],
    ['０６ 12 34 56 78', '+33612345678'],
    // Guadeloupe, Guyane, Martinique, La Réunion, Mayotte ring under a code of their own.
    ['0690 12 34 56', '+590690123456'],
    ['0694 12 34 56', '+594694123456'],
    ['0696 12 34 56', '+596696123456'],
    ['+33 6 92 12 34 56', '+262692123456'],
    ['0639 12 34 56', '+262639123456'],
    ['+32 470 12 34 56', '+32470123456'],
    ['00 41 79 123 45 67', '+41791234567'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(readMobile(typed)).toBe(kept);
  });

  test.each([
    '',
    '06 12 34 56',
    '06 12 34 56 78 9',
    '02 40 00 00 00', // takes no message
    '+33 2 40 00 00 00',
    '0899 12 34 56',
    '612345678',
    '33612345678',
    '+0612345678',
    '+1234',
    '+1234567890123456',
    '06 12 34 56 7a',
    'marie@exemple.fr',
    '06 12 34 56 78 / 02 40 00 00 00',
  ])('%s is none', (typed) => {
    expect(readMobile(typed)).toBeUndefined();
  });

  test('is shown to its owner, and masked', () => {
    expect(showPhone('+33612345678')).toBe('06 12 34 56 78');
    expect(showPhone('+262639985023')).toBe('06 39 98 50 23');
    expect(showPhone('+32470123456')).toBe('+32470123456');
    expect(maskPhone('+33612345678')).toBe('06 •• •• •• 78');
    expect(maskPhone('+590690123456')).toBe('06 •• •• •• 56');
    expect(maskPhone('+32470123456')).toBe('+32• •• •• •• 56');
  });
});

test.each(['06 12 34 56 78', '+32 2 123 45 67', '(0033) 612345678', '02 40 00 00 00 / 06 12 34 56 78'])(
  '%j can be called',
  (text) => expect(isPhone(text)).toBe(true),
);
test.each(['0612', '', '06 12 34 56', 'zéro six', 'tél. 0612345678 x'])('%j cannot', (text) =>
  expect(isPhone(text)).toBe(false),
);
