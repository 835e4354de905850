import { folded } from '../values/search.ts';

/** What people leave out, add or misplace in a name or an address. */
const small = new Set(
  `a au aux d da das de del della der des di dos du e en et l la le les los of van von y
   m mr mme mlle mm monsieur madame mademoiselle messieurs mesdames dr docteur me maitre
   epoux epouse veuve nee ou pour indivision succession consorts
   residence immeuble copropriete lot lots batiment bat escalier appartement
   rue avenue boulevard place chemin impasse allee quai cours route square`.split(/\s+/),
);

/** Lower case, without accents, hyphens or apostrophes. */
export const wordsOf = (text: string): string[] =>
  folded(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean);

/** The words that tell one name from another; all of them when there is no other. */
export const coreWords = (text: string): string[] => {
  const words = wordsOf(text);
  const core = words.filter((word) => !small.has(word));
  return core.length > 0 ? core : words;
};

export type Found = 'same' | 'near' | 'no';

/** What was typed, two words together counting as one besides: « Le Goff » may be « Legoff » on file. */
export const withPairs = (typed: string[]): string[] => [
  ...typed,
  ...typed.slice(1).map((word, i) => `${typed[i]}${word}`),
];

/** Whether each wanted word stands among the typed ones, in any order. */
export const found = (typed: string[], wanted: string[]): Found => {
  if (wanted.length === 0 || typed.length === 0) return 'no';
  let isNear = false;
  for (const word of wanted) {
    if (typed.includes(word)) continue;
    if (!typed.some((other) => isSlip(word, other))) return 'no';
    isNear = true;
  }
  return isNear ? 'near' : 'same';
};

/** One slip of the pen in five letters or more, two in eight or more. */
const isSlip = (a: string, b: string): boolean => {
  const shorter = Math.min(a.length, b.length);
  const allowed = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0;
  if (allowed === 0 || Math.abs(a.length - b.length) > allowed || /\d/.test(a)) return false;
  return distance(a, b) <= allowed;
};

/** Letters added, left out, replaced or exchanged with their neighbour. */
export const distance = (a: string, b: string): number => {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, before[j - 2]! + 1);
      row.push(least);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
};
