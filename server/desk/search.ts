import { identifierKey } from '../values/identifier.ts';
import { folded } from '../values/search.ts';

export interface Searched {
  lastName: string;
  firstName: string | null;
  email: string | null;
  phone: string | null;
  identifiers: string[];
}

/** As a list of people is read: by last name, then first name, accents and capitals aside. */
export const sortKey = (person: { lastName: string; firstName: string | null; id: string }): string =>
  [folded(person.lastName), folded(person.firstName ?? ''), person.id].join('\u0001');

/** Whether each word typed stands somewhere in what is on file: names, address, identifiers, phone number. */
export const isFound = (typed: string, person: Searched): boolean => {
  const digits = typed.replaceAll(/\D/g, '');
  const phone = (person.phone ?? '').replaceAll(/\D/g, '');
  // « 06 12 34 » : a number in pieces is one number, with or without its country.
  if (/^[+\d\s().-]{4,}$/.test(typed) && phone.includes(digits.replace(/^(?:0033|33|0)(?=\d{3})/, '')))
    return true;
  const text = folded([person.lastName, person.firstName, person.email].filter(Boolean).join(' '));
  const keys = person.identifiers.map(identifierKey);
  const isIdentifier = (part: string): boolean => {
    const key = identifierKey(part);
    return key !== '' && keys.some((own) => own.includes(key));
  };
  return (
    isIdentifier(typed) ||
    folded(typed)
      .split(' ')
      .every((word) => text.includes(word) || isIdentifier(word))
  );
};
