import { folded } from '../values/search.ts';
import { bareKey, emailKey, identifierKey } from '../values/identifier.ts';
import { phoneKeys } from '../values/phone.ts';
import { coreWords, found, type Found, withPairs, wordsOf } from './words.ts';
import type { matchReasons } from './contract.ts';

/** What someone said of themselves, without proving it. */
export interface Asked {
  name: string;
  reference: string | null;
  phone: string | null;
  email: string | null;
  message: string | null;
}

/** Someone on file. */
export interface Candidate {
  id: string;
  lastName: string;
  firstName: string | null;
  email: string | null;
  phone: string | null;
  /** As compared (`values/identifier.ts`). */
  identifierKeys: string[];
  lots: Place[];
}
export interface Place {
  number: string;
  building: string;
  address: string;
}

type Reason = (typeof matchReasons)[number];
export interface Likeness {
  id: string;
  because: Reason[];
}

const most = 8;
/** A last name with a slip of the pen is enough; a lot's number without its building is not. */
const least = 1.5;

/** Who it may be, best first: for the agent's eyes, who asks the person. */
export const matchRequest = (asked: Asked, candidates: Iterable<Candidate>): Likeness[] => {
  const said = understand(asked);
  const all: (Likeness & { weight: number; name: string })[] = [];
  for (const candidate of candidates) {
    const weights: [Reason, number][] = [
      ['name', nameWeight(said.name, candidate)],
      ['identifier', identifierWeight(said, candidate.identifierKeys)],
      ['phone', hasPhone(said, candidate.phone) ? 4 : 0],
      ['email', candidate.email && emailKey(candidate.email) === said.email ? 4 : 0],
      ['lot', Math.max(0, ...candidate.lots.map((place) => placeWeight(said, place)))],
    ];
    const weight = weights.reduce((sum, [, each]) => sum + each, 0);
    if (weight < least) continue;
    const because = weights.filter(([, each]) => each > 0).map(([reason]) => reason);
    all.push({ id: candidate.id, because, weight, name: candidate.lastName });
  }
  return all
    .toSorted((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ id, because }) => ({ id, because }));
};

interface Said {
  name: string[];
  /** Of the reference and the message. */
  words: string[];
  identifiers: Set<string>;
  bare: Set<string>;
  phones: Set<string>;
  email: string;
  lots: Set<string>;
  /** Of buildings that were looked at already: many lots share one. */
  buildings: Map<string, boolean>;
}

const understand = ({ name, reference, phone, email, message }: Asked): Said => {
  const text = `${reference ?? ''} ${message ?? ''}`;
  const signs = text.split(/[\s,;:()«»"]+/).filter(Boolean);
  // « C 0045 210 » : two or three pieces in a row may be one identifier.
  const pieces = signs.flatMap((_, i) => [1, 2, 3].map((n) => signs.slice(i, i + n).join('')));
  const keys = [reference ?? '', ...pieces].map(identifierKey).filter((key) => key.length >= 4);
  const numbered = [...folded(text).matchAll(/\blots?\s*(?:numero|n[°o]?\.?)?\s*([a-z]?\d+[a-z]?)\b/g)];
  const bareNumbers = wordsOf(reference ?? '').filter((word) => /^\d{1,4}$/.test(word));
  return {
    name: withPairs(wordsOf(name)),
    words: withPairs(wordsOf(text)),
    identifiers: new Set(keys),
    bare: new Set(keys.map(bareKey).filter((key) => key.length >= 4)),
    phones: new Set(phoneKeys(`${phone ?? ''};${text}`)),
    email: emailKey(email ?? ''),
    lots: new Set([...numbered.map(([, number = '']) => number), ...bareNumbers]),
    buildings: new Map(),
  };
};

const strength: Record<Found, number> = { no: 0, near: 0.75, same: 1 };

const nameWeight = (typed: string[], { lastName, firstName }: Candidate): number => {
  const last = coreWords(lastName);
  const whole = found(typed, last);
  const joined = whole === 'same' ? whole : found(typed, [wordsOf(lastName).join('')]);
  const best = strength[whole] >= strength[joined] ? whole : joined;
  // « Dupont » for « Dupont-Martin » : one of the two names is given.
  const part = last.length > 1 && last.some((word) => word.length >= 4 && typed.includes(word));
  const weight = best === 'no' ? (part ? 1.5 : 0) : 2 * strength[best];
  return weight === 0 ? 0 : weight + firstNameWeight(typed, last, firstName);
};

const firstNameWeight = (typed: string[], last: string[], firstName: string | null): number => {
  const rest = typed.filter((word) => !last.includes(word));
  // A couple is often one record: « Jean et Marie ».
  const each = coreWords(firstName ?? '').map((word) => {
    if (rest.includes(word[0] ?? '')) return 1;
    return 2 * strength[found(rest, [word])];
  });
  return Math.max(0, ...each);
};

const hasPhone = ({ phones }: Said, own: string | null): boolean =>
  phones.size > 0 && own !== null && phoneKeys(own).some((key) => phones.has(key));

const identifierWeight = ({ identifiers, bare }: Said, own: string[]): number => {
  if (identifiers.size === 0) return 0;
  if (own.some((key) => identifiers.has(key))) return 5;
  return own.some((key) => bare.has(bareKey(key))) ? 4 : 0;
};

const placeWeight = (said: Said, { number, building, address }: Place): number => {
  let isNamed = said.buildings.get(building);
  if (isNamed === undefined) {
    isNamed = [building, address].some((text) => found(said.words, coreWords(text)) !== 'no');
    said.buildings.set(building, isNamed);
  }
  const isNumbered = said.lots.has(folded(number).replace(/^0+(?=.)/, ''));
  return isNamed ? (isNumbered ? 3 : 1) : isNumbered ? 0.5 : 0;
};
