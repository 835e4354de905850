import { identifierKey } from '../values/identifier.ts';
import { folded } from '../values/search.ts';

export interface Searched {
  lastName: string;
  firstName: string | null;
  email: string | null;
  phone: string | null;
}

/** As a list of people is read: by last name, then first name, accents and capitals aside. */
export const sortKey = (person: { lastName: string; firstName: string | null; id: string }): string =>
  `${folded(`${person.lastName}\u0001${person.firstName ?? ''}`)}\u0001${person.id}`;

const digitsOf = (text: string): string => text.replaceAll(/\D/g, '');

/** Tells whether each word typed stands somewhere in what is on file: names, e-mail, identifiers, phone number. */
export const finder = (typed: string): ((person: Searched, identifierKeys: string[]) => boolean) => {
  // « 06 12 34 » : a number in pieces is one number, with or without its country.
  const number = /^[+\d\s().-]{4,}$/.test(typed)
    ? digitsOf(typed).replace(/^(?:0033|33|0)(?=\d{3})/, '')
    : undefined;
  const whole = identifierKey(typed);
  const words = folded(typed)
    .split(' ')
    .map((word) => ({ word, key: identifierKey(word) }));
  return ({ lastName, firstName, email, phone }, identifierKeys) => {
    if (number !== undefined && phone !== null && digitsOf(phone).includes(number)) return true;
    const isIdentifier = (key: string) => key !== '' && identifierKeys.some((own) => own.includes(key));
    if (isIdentifier(whole)) return true;
    const text = folded(`${lastName} ${firstName ?? ''} ${email ?? ''}`);
    return words.every(({ word, key }) => text.includes(word) || isIdentifier(key));
  };
};
