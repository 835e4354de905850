/** Civil dates as `YYYY-MM-DD` text, which sorts as it reads. */
const pad = (value: number, width = 2): string => String(value).padStart(width, '0');

export const day = (year: number, month: number, date: number): string => {
  const real = new Date(Date.UTC(year, month - 1, date));
  return `${pad(real.getUTCFullYear(), 4)}-${pad(real.getUTCMonth() + 1)}-${pad(real.getUTCDate())}`;
};

export const parts = (iso: string): { year: number; month: number; date: number } => ({
  year: Number(iso.slice(0, 4)),
  month: Number(iso.slice(5, 7)),
  date: Number(iso.slice(8, 10)),
});

export const plusDays = (iso: string, days: number): string => {
  const { year, month, date } = parts(iso);
  return day(year, month, date + days);
};

/** First days of each month, or of each quarter with step 3, from one date to another, both included. */
export const firstDays = (from: string, to: string, step: 1 | 3): string[] => {
  const start = parts(from);
  const days: string[] = [];
  for (let month = start.month; ; month += 1) {
    const first = day(start.year, month, 1);
    if (first > to) return days;
    if (first >= from && (step === 1 || (parts(first).month - 1) % 3 === 0)) days.push(first);
  }
};

const months = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

export const monthName = (iso: string): string => {
  const { year, month } = parts(iso);
  return `${months[month - 1] ?? ''} ${year}`;
};

export const longDay = (iso: string): string => {
  const { date } = parts(iso);
  return `${date === 1 ? '1er' : String(date)} ${monthName(iso)}`;
};

export const frenchDay = (iso: string): string => `${iso.slice(8, 10)}/${iso.slice(5, 7)}/${iso.slice(0, 4)}`;

export const quarterName = (iso: string): string => {
  const { year, month } = parts(iso);
  const rank = Math.floor((month - 1) / 3) + 1;
  return `${rank}${rank === 1 ? 'er' : 'e'} trimestre ${year}`;
};
