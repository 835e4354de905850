import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folded, likeAnywhere } from './search.ts';

test.each([
  ['Œuvre d’Été', "oeuvre d'ete"],
  ['  Procès-verbal\u00a0 de\u202fl’AG ', "proces-verbal de l'ag"],
  ['ÇÀ', 'ca'],
  ['ÆGIS', 'aegis'],
  // The same letter, written with a combining accent.
  ['Re\u0301gularisation', 'regularisation'],
])('%j is searched as %j', (text, expected) => {
  expect(folded(text)).toBe(expected);
});

test('folding twice changes nothing more', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => folded(folded(text)) === folded(text)));
});

/** What `like … escape '\'` does, as both engines define it. */
const like = (text: string, pattern: string): boolean => {
  const shape = pattern.replaceAll(/\\(.)|%|_|[^\\%_]/gs, (part, escaped: string | undefined) => {
    if (escaped !== undefined) return RegExp.escape(escaped);
    return part === '%' ? '[^]*' : part === '_' ? '[^]' : RegExp.escape(part);
  });
  return new RegExp(`^${shape}$`).test(text);
};

test('a pattern finds its text anywhere, and its signs mean themselves', () => {
  expect(likeAnywhere('50 %_\\')).toBe('%50 \\%\\_\\\\%');
  const text = fc.string({ unit: fc.constantFrom('a', '%', '_', '\\', 'é', ' ') });
  fc.assert(
    fc.property(text, text, (whole, part) => {
      expect(like(folded(whole), likeAnywhere(part))).toBe(folded(whole).includes(folded(part)));
    }),
  );
});
