/** A civil date, `YYYY-MM-DD`, as Europe/Paris lives it. */
export type Day = string;
/** A moment, as `Date.toISOString()` writes it. */
export type Instant = string;

const isoShape = /^(\d{4})-(\d{2})-(\d{2})$/;
const frenchShape = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/;

/** The day, when year, month and day name a real one between 1900 and 2199. */
export const dayOf = (year: number, month: number, day: number): Day | undefined => {
  if (year < 1900 || year > 2199 || month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month))
    return undefined;
  return `${year}-${two(month)}-${two(day)}`;
};

/** `31/12/2025` or `2025-12-31`; `undefined` for anything else, 31 February included. */
export const parseDay = (text: string): Day | undefined => {
  const iso = isoShape.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const french = frenchShape.exec(text);
  if (french) return dayOf(Number(french[3]), Number(french[2]), Number(french[1]));
  return undefined;
};

export const yearOf = (day: Day): number => Number(day.slice(0, 4));

const parisDay = new Intl.DateTimeFormat('fr-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

let lastQuarter = Number.NaN;
let lastDay = '';

/** The civil date in Paris at that moment; formatted once a quarter of an hour, since days and offsets change on one. */
export const dayAt = (moment: Date): Day => {
  const quarter = Math.floor(moment.getTime() / 900_000);
  if (quarter !== lastQuarter) {
    lastDay = parisDay.format(moment);
    lastQuarter = quarter;
  }
  return lastDay;
};

const two = (n: number): string => String(n).padStart(2, '0');
const daysInMonth = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;
const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
