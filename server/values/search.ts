/** Text as it is searched: lower case, without accents or ligatures, single spaces. « Œuvre d'Été » → `oeuvre d'ete`. */
export const folded = (text: string): string =>
  text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll('œ', 'oe')
    .replaceAll('æ', 'ae')
    .replaceAll('’', "'")
    .replaceAll(/\s+/g, ' ')
    .trim();

/** A pattern for `like … escape '\'` that finds the text anywhere, its own `%` and `_` taken literally. */
export const likeAnywhere = (text: string): string => `%${folded(text).replaceAll(/[\\%_]/g, '\\$&')}%`;
