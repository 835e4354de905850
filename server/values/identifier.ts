/** An identifier as it is compared: « c 0045-210 » typed on a phone is « C0045210 » on the paper. */
export const identifierKey = (identifier: string): string =>
  identifier
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[\s.\-_/]/g, '');

/** An e-mail address as it is compared and kept. */
export const emailKey = (email: string): string => email.normalize('NFKC').trim().toLowerCase();
