/** French spacing: what must not be cut at the end of a line gets no-break spaces. */
export const french = (text: string): string =>
  text
    .replaceAll(/ (?=[:;?!»€%])/g, '\u00a0')
    .replaceAll('« ', '«\u00a0')
    .replaceAll(/(\d) (?=\d{3}(?!\d))/g, '$1\u00a0')
    .replaceAll(/([+−]) (?=\d)/g, '$1\u00a0')
    .replaceAll(/(\d) (?=h\b|lots\b)/g, '$1\u00a0')
    .replaceAll(/\bh (?=\d)/g, 'h\u00a0');
