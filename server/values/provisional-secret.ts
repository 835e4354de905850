/** Nothing that print or a voice confuses: no O and 0, no I and 1. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const length = 12;

/** How many holders of one account can each have a letter: the first sign tells whose it is. */
export const selectors: readonly string[] = [...alphabet];

/** « K7MP-4QXT-9RWD » : a selector, then eleven random signs, 55 bits. `random` gives bytes. */
export const makeSecret = (selector: string, random: (bytes: number) => Uint8Array): string => {
  const rest = Array.from(random(length - 1), (byte) => alphabet[byte % alphabet.length]);
  return inGroups(selector + rest.join(''));
};

/** As it is printed. */
export const inGroups = (signs: string): string => signs.replaceAll(/(.{4})(?=.)/g, '$1-');

/**
 * What was typed, or imported, as it is compared: a printed code without its hyphens, in capitals; figures without what
 * groups them, « 482 913 »; anything else as it is, for an imported secret may be any text. `selector` is null for both.
 */
export const readSecret = (typed: string): { selector: string | null; secret: string } => {
  const signs = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—._]/g, '');
  const printed = signs.length === length && [...signs].every((sign) => alphabet.includes(sign));
  if (printed) return { selector: signs[0] ?? null, secret: signs };
  return { selector: null, secret: /^\d+$/.test(signs) ? signs : typed.trim() };
};

/**
 * What stands behind the « # » of a letter's QR code: it fills in the form, and never leaves the browser. An identifier
 * may hold a point, a code never does.
 */
export const letterFragment = (identifier: string, code: string): string =>
  `${encodeURIComponent(identifier)}.${code}`;
