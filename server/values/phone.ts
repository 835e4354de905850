/**
 * The numbers in a text as they are compared: their last nine digits, so that « +33 (0)6 12 34 56 78 », « 0612345678 »
 * and « 06.12.34.56.78 » are one. A cell may hold several: « 02 40 00 00 00 / 06 12 34 56 78 ».
 */
export const phoneKeys = (text: string): string[] => [
  ...new Set(
    text
      .replaceAll('(0)', '')
      .split(/[/;,|]|\bou\b|\bet\b|(?<=\d)\s*(?=\+)/i)
      .map((part) => part.replaceAll(/\D/g, ''))
      .filter((digits) => digits.length >= 9)
      .map((digits) => digits.slice(-9)),
  ),
];

/** Whether somebody can be called there: « 06 12 34 56 78 », « +32 2 123 45 67 »; not « 0612 », which is cut short. */
export const isPhone = (text: string): boolean =>
  /^[+\d(][\d\s().+/,;-]*$/.test(text) && phoneKeys(text).length > 0;

/** French numbers that ring overseas, by their first digits after the 0. */
const overseas: Record<string, string> = {
  '690': '590',
  '691': '590',
  '694': '594',
  '696': '596',
  '697': '596',
  '692': '262',
  '693': '262',
  '639': '262',
};

/**
 * A mobile number as it is kept, in E.164: « +33612345678 ». French ones may be typed as people do; others begin with
 * + or 00. Nothing for what is no number, and for a French number that takes no message.
 */
export const readMobile = (typed: string): string | undefined => {
  const text = typed.normalize('NFKC').trim();
  if (!/^(?:\+|00)?[\d\s().\-/]+$/.test(text)) return undefined;
  const digits = text.replaceAll(/\D/g, '');
  const abroad = /^\s*(?:\+|00)/.test(text) ? digits.replace(/^00/, '') : undefined;
  if (abroad !== undefined && !abroad.startsWith('33'))
    return /^[1-9]\d{7,14}$/.test(abroad) ? `+${abroad}` : undefined;
  // « +33 (0)6 » : the 0 is said between brackets for those who call from France.
  const own = abroad === undefined ? digits.replace(/^0/, '') : abroad.slice(2).replace(/^0/, '');
  if (abroad === undefined && !digits.startsWith('0')) return undefined;
  return /^[67]\d{8}$/.test(own) ? `+${overseas[own.slice(0, 3)] ?? '33'}${own}` : undefined;
};

/** As it is dialled in France, overseas included: ten figures; nothing for a number of elsewhere. */
const national = (e164: string): string | undefined => {
  const own = /^\+(?:33|262|59[046])(\d{9})$/.exec(e164)?.[1];
  return own && `0${own}`;
};

/** « 06 •• •• •• 78 » : enough for its owner to recognise. */
export const maskPhone = (e164: string): string => {
  const french = national(e164)?.slice(0, 2);
  const end = e164.slice(-2);
  return french ? `${french} •• •• •• ${end}` : `${e164.slice(0, 3)}• •• •• •• ${end}`;
};

/** « 06 12 34 56 78 », for the person themselves. */
export const showPhone = (e164: string): string => national(e164)?.replaceAll(/(\d\d)(?=\d)/g, '$1 ') ?? e164;
