/**
 * An identifier as it is compared: « N° c oo45-21o » typed on a phone is « C0045210 » on the paper. The letter O and
 * the digit 0 are one sign, as are I and 1: nobody can tell them apart in print. An « @ » stays: an address is no
 * identifier.
 */
export const identifierKey = (identifier: string): string =>
  identifier
    .replaceAll('№', 'N°')
    .replaceAll('º', '°')
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^\s*N\s*°/, '')
    .replaceAll(/[^\p{L}\p{N}@]/gu, '')
    .replaceAll('O', '0')
    .replaceAll('I', '1');

/** The same without the letters in front, which people leave out: « 0045210 ». Compared only when nothing else fits. */
export const bareKey = (identifier: string): string => identifierKey(identifier).replace(/^[A-Z]+(?=\d)/, '');

/** An e-mail address as it is compared and kept. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase();
