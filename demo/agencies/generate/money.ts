const group = (whole: string, separator: string): string => whole.replace(/\B(?=(\d{3})+(?!\d))/g, separator);

/** Integer cents as text: `1 234,56`, `1234.56`… always with two decimals. */
export const amount = (cents: number, separator: string, point: string): string => {
  const size = Math.abs(cents);
  const whole = group(String(Math.floor(size / 100)), separator);
  return `${cents < 0 ? '-' : ''}${whole}${point}${String(size % 100).padStart(2, '0')}`;
};

/** For the printed page: no-break spaces that the standard PDF fonts know. */
export const euros = (cents: number): string => `${amount(cents, '\u00a0', ',').replace('-', '− ')}\u00a0€`;
