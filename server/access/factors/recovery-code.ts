/** Nothing that a pen or a voice confuses: no O and 0, no I and 1. */
const alphabet = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789';
const length = 16;
export const recoveryCodes = 10;

/** « K7MP-4QXT-9RWD-H2VC » : sixteen random signs, 80 bits. `random` gives bytes. */
export const makeRecoveryCode = (random: (bytes: number) => Uint8Array): string =>
  Array.from(random(length), (byte) => alphabet[byte % alphabet.length])
    .join('')
    .replaceAll(/(.{4})(?=.)/g, '$1-');

/** As it is compared: capitals, without hyphens or spaces; O, 0, I and 1 cannot be meant. */
export const readRecoveryCode = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s\-–—._]/g, '');
