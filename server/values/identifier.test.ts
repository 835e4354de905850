import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emailKey, identifierKey } from './identifier.ts';

test.each([
  ['c 0045-210', 'C0045210'],
  ['C0045210', 'C0045210'],
  ['c.0045/210_', 'C0045210'],
  ['\u00a0C0045\u202f210\n', 'C0045210'],
  // Full-width digits, as some keyboards and copied PDF give them.
  ['Ｃ００４５２１０', 'C0045210'],
])('%j is compared as %s', (typed, key) => {
  expect(identifierKey(typed)).toBe(key);
});

test('leading zeros count', () => {
  expect(identifierKey('0045')).not.toBe(identifierKey('45'));
});

test('an e-mail address ignores capitals and spaces around it, and nothing else', () => {
  expect(emailKey(' Marie.Aubry@Exemple.FR ')).toBe('marie.aubry@exemple.fr');
  expect(emailKey('marie-aubry@exemple.fr')).not.toBe(emailKey('marieaubry@exemple.fr'));
});

test('a key is its own key', () => {
  const typed = fc.string({ unit: fc.constantFrom(...'aZ09 .-_/@éœ\u00a0\u202fＣ') });
  fc.assert(
    fc.property(typed, (text) => {
      expect(identifierKey(identifierKey(text))).toBe(identifierKey(text));
      expect(emailKey(emailKey(text))).toBe(emailKey(text));
    }),
  );
});
