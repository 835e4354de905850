/** French signs and units stay on the line of their word, in mails and on paper alike. */
export const tied = (text: string): string =>
  text
    .replaceAll(/ (?=[:;?!»])|(?<=«) /g, '\u00a0')
    .replaceAll(/(?<=\d) (?=(?:h|heures?)(?!\p{L}))|(?<=\d[ \u00a0]?h) (?=\d)/gu, '\u00a0');
