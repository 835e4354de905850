import { parseDay } from '../values/day.ts';
import { emailKey, identifierKey } from '../values/identifier.ts';
import { parseCents } from '../values/money.ts';
import { wordKey } from './words.ts';

export type Value = string | number | null;

/** Why a cell cannot be taken, as the end of a sentence: « débit : {reason} ». */
export class Problem {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

/** What a cell says. It is trimmed and never empty: emptiness is the row's matter. */
export type Read = (cell: string) => Value | Problem;

/** As a rejection quotes it: short, so that one bad file does not make a worse one. */
export const quoted = (cell: string): string => `« ${cell.length > 40 ? `${cell.slice(0, 40)}…` : cell} »`;

// C0 and C1 but the white space that a cell on several lines may hold.
// oxlint-disable-next-line no-control-regex
const forbidden = /[\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/;
// oxlint-disable-next-line no-control-regex
const unusual = /[\u0000-\u001f\u007f-\u009f\ud800-\udfff\ufffe\uffff]/;

/** Text of at most so many characters; line breaks become spaces. */
export const text =
  (max: number): Read =>
  (cell) => {
    if (cell.length > max) return new Problem(`plus de ${max} caractères`);
    if (!unusual.test(cell)) return cell;
    if (forbidden.test(cell) || !cell.isWellFormed()) return new Problem('caractère interdit');
    return cell.replaceAll(/\s+/g, ' ');
  };

export const reference = text(100);

/** One of the words of the format, in any case, with or without accents. */
export const word = (table: Record<string, string>): Read => {
  const known = new Map(Object.entries(table));
  return (cell) =>
    known.get(cell) ??
    (cell.length <= 100 ? known.get(wordKey(cell)) : undefined) ??
    new Problem(`${quoted(cell)} n’est pas un mot du format`);
};

/** Days and amounts come back again and again in a file: the first answer serves. */
const remembered = (read: (cell: string) => Value | undefined, reason: string): Read => {
  const kept = new Map<string, Value>();
  return (cell) => {
    const known = kept.get(cell);
    if (known !== undefined) return known;
    const value = cell.length <= 40 ? read(cell) : undefined;
    if (value === undefined) return new Problem(`${quoted(cell)} ${reason}`);
    if (kept.size >= 20_000) kept.clear();
    kept.set(cell, value);
    return value;
  };
};

export const day: Read = remembered(parseDay, 'n’est pas une date');

const digit = (code: number): number => (code >= 48 && code <= 57 ? code - 48 : Number.NaN);

/** The amounts that fill files, `1 234,56` and `234.56`, without a regular expression; NaN for any other shape. */
const plainCents = (cell: string): number => {
  const point = cell.length - 3;
  const mark = cell.charCodeAt(point);
  if (point < 1 || point > 12 || (mark !== 44 && mark !== 46)) return Number.NaN;
  let amount = 0;
  for (let i = 0; i < point; i += 1) {
    const code = cell.charCodeAt(i);
    const isSpace = code === 32 || code === 0xa0 || code === 0x202f;
    if (isSpace && i === point - 4 && i > 0 && i <= 3) continue;
    amount = amount * 10 + digit(code);
  }
  return amount * 100 + digit(cell.charCodeAt(point + 1)) * 10 + digit(cell.charCodeAt(point + 2));
};

export const cents: Read = (cell) => {
  const plain = plainCents(cell);
  if (!Number.isNaN(plain)) return plain;
  return parseCents(cell) ?? new Problem(`${quoted(cell)} n’est pas un montant`);
};

/** Tantièmes: a whole number, with or without spaces between the thousands, with or without `,00`. */
export const whole: Read = (cell) => {
  const hundredths = cell.includes('€') ? undefined : parseCents(cell);
  return hundredths === undefined || hundredths < 0 || hundredths % 100 !== 0
    ? new Problem(`${quoted(cell)} n’est pas un nombre entier`)
    : hundredths / 100;
};

/** The identifier as it is compared at sign-in. */
export const identifier: Read = (cell) => {
  const read = text(60)(cell);
  if (typeof read !== 'string') return read;
  return identifierKey(read) || new Problem(`${quoted(cell)} n’est pas un identifiant`);
};

const emailShape = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+\.[^\s@<>"(),:;.]+$/;

/** An e-mail address as it is kept, or nothing: a resident without one is better than no resident. */
export const email: Read = (cell) => {
  const read = text(254)(cell);
  return typeof read === 'string' && emailShape.test(read) ? emailKey(read) : null;
};
