import type { Day, Instant } from '../../server/values/day.ts';
import type { Balance } from '../../server/values/money.ts';

export type Language = 'fr' | 'en';

/** Figures, dates and sizes as people read them. Amounts come in cents, days as civil dates, instants in Paris time. */
export interface Format {
  /** « 1 129,35 € » */
  money(cents: number): string;
  /** « − 1 129,35 € », « + 3 643,13 € »: always beside the words of `common.side`. */
  balance(balance: Balance): string;
  /** « 1er décembre 2026 » */
  day(day: Day): string;
  /** « mardi 8 décembre 2026 » */
  longDay(day: Day): string;
  /** « 08/12/2026 », for columns */
  shortDay(day: Day): string;
  /** « 14 novembre 2026 à 6 h », « … à 18 h 30 » */
  instant(instant: Instant): string;
  /** « il y a 3 jours », « hier », « à l'instant » */
  ago(instant: Instant, now?: Date): string;
  /** « 48 ko » */
  size(bytes: number): string;
  /** « 1 234 » */
  count(n: number): string;
}

const nbsp = '\u00a0';
const paris = 'Europe/Paris';

const make = (language: Language): Format => {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  const number = new Intl.NumberFormat(locale);
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' });
  const one = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const full = { day: 'numeric', month: 'long', year: 'numeric' } as const;
  // A civil date has no time zone: it is read and written in the same one.
  const day = new Intl.DateTimeFormat(locale, { ...full, timeZone: 'UTC' });
  const longDay = new Intl.DateTimeFormat(locale, { ...full, weekday: 'long', timeZone: 'UTC' });
  const shortDay = new Intl.DateTimeFormat(locale, {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const dayInParis = new Intl.DateTimeFormat(locale, { ...full, timeZone: paris });
  const clock = new Intl.DateTimeFormat('fr-FR', {
    hour: 'numeric',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: paris,
  });
  const relative = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });

  const dateOf = (text: Day) => new Date(`${text}T00:00:00Z`);
  const firstOfMonth = (text: string) => (language === 'fr' ? text.replace(/(^|\s)1(?=\s)/, '$11er') : text);
  const timeOf = (date: Date) => {
    const part = (type: string) => clock.formatToParts(date).find((p) => p.type === type)?.value ?? '';
    const [hour, minute] = [Number(part('hour')), part('minute')];
    if (language === 'en') return `${hour}:${minute}`;
    return minute === '00' ? `${hour}${nbsp}h` : `${hour}${nbsp}h${nbsp}${minute}`;
  };
  const signs = { debtor: `−${nbsp}`, creditor: `+${nbsp}`, settled: '' };
  const sizes = language === 'fr' ? ['octets', 'ko', 'Mo', 'Go'] : ['bytes', 'kB', 'MB', 'GB'];

  return {
    money: (cents) => money.format(cents / 100),
    balance: ({ amountCents, side }) => signs[side] + money.format(amountCents / 100),
    day: (text) => firstOfMonth(day.format(dateOf(text))),
    longDay: (text) => firstOfMonth(longDay.format(dateOf(text))),
    shortDay: (text) => shortDay.format(dateOf(text)),
    instant: (text) => {
      const date = new Date(text);
      return `${firstOfMonth(dayInParis.format(date))} ${language === 'fr' ? 'à' : 'at'} ${timeOf(date)}`;
    },
    ago: (text, now = new Date()) => {
      const seconds = Math.round((Date.parse(text) - now.getTime()) / 1000);
      const past = Math.abs(seconds);
      if (past < 60) return language === 'fr' ? 'à l’instant' : 'just now';
      if (past < 3600) return relative.format(Math.trunc(seconds / 60), 'minute');
      if (past < 86_400) return relative.format(Math.trunc(seconds / 3600), 'hour');
      return relative.format(Math.trunc(seconds / 86_400), 'day');
    },
    size: (bytes) => {
      const power = Math.min(3, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
      const value = bytes / 1000 ** power;
      return `${power < 2 ? number.format(Math.round(value)) : one.format(value)}${nbsp}${sizes[power]}`;
    },
    count: (n) => number.format(n),
  };
};

const made: Partial<Record<Language, Format>> = {};

/** Built once per language: Intl objects are slow to make. */
export const formatIn = (language: Language): Format => (made[language] ??= make(language));
