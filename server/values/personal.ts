/** A text as words are compared: without accents, case, or the usual signs in the place of letters. */
export const plainLetters = (text: string): string =>
  text.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase().replaceAll('œ', 'oe').replaceAll('æ', 'ae');

const disguises: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '|': 'l',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
};
/** « p@ssw0rd » is « password ». */
export const undisguised = (text: string): string =>
  text.replaceAll(/[@4310$5!7|]/g, (sign) => disguises[sign] ?? sign);

/** The words of a name or an address that someone could guess with: « M. et Mme Aubry » gives « mme » and « aubry ». */
export const wordsIn = (texts: readonly string[]): string[] => [
  ...new Set(
    texts
      .flatMap((text) => {
        const parts = plainLetters(text).split(/[^a-z0-9]+/);
        return [...parts, parts.join('')];
      })
      .filter((word) => word.length >= 3),
  ),
];

/** Letters beyond one's own words: fewer than these are no secret. */
const leastOwn = 5;

/**
 * What is left of a password once such words are taken out, the longest first: letters only. Figures and signs around
 * one's own name add little, for they are the first that people add. Nothing for a password that holds none of them.
 */
export const beyondWords = (password: string, texts: readonly string[]): string | undefined => {
  const words = wordsIn(texts).toSorted((a, b) => b.length - a.length);
  const plain = plainLetters(password);
  const rests = [plain, undisguised(plain)]
    .filter((form) => words.some((word) => form.includes(word)))
    .map((form) => words.reduce((left, word) => left.replaceAll(word, ' '), form))
    .map((rest) => rest.replaceAll(/[^\p{L}]/gu, ''));
  return rests.toSorted((a, b) => a.length - b.length)[0];
};

/** Whether a password is little more than such words. */
export const isPersonal = (password: string, texts: readonly string[]): boolean => {
  const rest = beyondWords(password, texts);
  return rest !== undefined && rest.length < leastOwn;
};
