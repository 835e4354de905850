import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bareKey, emailKey, identifierKey } from './identifier.ts';

test.each([
  ['c 0045-210', 'C0045210'],
  ['C0045210', 'C0045210'],
  ['c.0045/210_', 'C0045210'],
  ['\u00a0C0045\u202f210\n', 'C0045210'],
  // Full-width signs, as some keyboards and copied PDF give them.
  ['Ｃ００４５２１０', 'C0045210'],
  ['Ｃ－００４５．２１０', 'C0045210'],
  // As the paper writes before it.
  ['N° C0045210', 'C0045210'],
  ['nº C0045210', 'C0045210'],
  ['№ C0045210', 'C0045210'],
  [' n ° : C0045210', 'C0045210'],
  ['« C0045210 » ;', 'C0045210'],
  ['(C0045210)*#', 'C0045210'],
  // Nobody sees these two apart.
  ['Coo4521o', 'C0045210'],
  ['cOO452IO', 'C0045210'],
  ['c0045\u200b210', 'C0045210'],
])('%j is compared as %s', (typed, key) => {
  expect(identifierKey(typed)).toBe(key);
});

test('leading zeros count', () => {
  expect(identifierKey('0045')).not.toBe(identifierKey('45'));
});

test('an address never becomes an identifier', () => {
  expect(identifierKey('C0045210@')).not.toBe('C0045210');
  expect(bareKey('C0045210@exemple.fr')).not.toBe(bareKey('C0045210exemplefr'));
});

test.each([
  ['C0045210', '0045210'],
  ['0045210', '0045210'],
  ['N° cp-0045 210', '0045210'],
  // Nothing but letters is the whole name.
  ['AUBRY', 'AUBRY'],
  ['12AB34', '12AB34'],
  ['', ''],
])('%j without the letters in front is %j', (typed, bare) => {
  expect(bareKey(typed)).toBe(bare);
});

test('an e-mail address ignores capitals and spaces around it, and nothing else', () => {
  expect(emailKey(' Marie.Aubry@Exemple.FR ')).toBe('marie.aubry@exemple.fr');
  expect(emailKey('marie-aubry@exemple.fr')).not.toBe(emailKey('marieaubry@exemple.fr'));
});

test('a key is its own key', () => {
  const typed = fc.string({ unit: fc.constantFrom(...'aZ09OoIiN°º№ .-_/@éœ\u00a0\u202fＣ') });
  fc.assert(
    fc.property(typed, (text) => {
      expect(identifierKey(identifierKey(text))).toBe(identifierKey(text));
      expect(bareKey(bareKey(text))).toBe(bareKey(text));
      expect(emailKey(emailKey(text))).toBe(emailKey(text));
    }),
  );
});
