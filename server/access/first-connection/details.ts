import { isPhone } from '../../values/phone.ts';
import { isPostcode } from '../../values/postcode.ts';
import { folded } from '../../values/search.ts';
import type { ContactDetails, NewDetails, NewRegistration } from './contract.ts';
import { toDetails, type OnFile } from './state.ts';

/** « Créez votre espace » : every field must be filled; a company has neither civility nor first name. */
export const emptyFields = (details: NonNullable<NewDetails['details']>, person: OnFile): string[] =>
  Object.entries(details)
    .filter(([field]) => person.kind === 'natural' || (field !== 'civility' && field !== 'firstName'))
    .filter(([, text]) => text === '')
    .map(([field]) => field);

const readable = { phone: isPhone, postcode: isPostcode };

/** What nobody could call or write to; the agency's own value may stand as it is. */
export const oddFields = (
  details: NonNullable<NewDetails['details']>,
  person: OnFile,
): Record<string, string> => {
  const onFile = toDetails(person);
  const odd = (['phone', 'postcode'] as const).filter(
    (field) => details[field] !== onFile[field].trim() && !readable[field](details[field]),
  );
  return Object.fromEntries(odd.map((field) => [`details.${field}`, `not-a-${field}`]));
};

/** What was typed and is not what the agency has on file: for its own software to follow, or not. */
export const changesOf = (
  person: OnFile,
  typed: Partial<ContactDetails>,
): { field: string; before: string; after: string }[] => {
  const before = toDetails(person);
  return Object.entries(typed)
    .map(([field, after]) => ({ field, before: before[field as keyof ContactDetails], after }))
    .filter((each) => isOther(each.field, each.before, each.after));
};

const isOther = (field: string, before: string, after: string): boolean => {
  if (field === 'phone') return digitsOf(before) !== digitsOf(after);
  if (field === 'email') return before.toLowerCase() !== after.toLowerCase();
  return before.normalize('NFC').trim() !== after.normalize('NFC').trim();
};
const digitsOf = (phone: string): string => phone.replaceAll(/\D/g, '').replace(/^(?:00)?33(?=\d{9}$)/, '0');

/** « DUPONT-MARTIN » is « Dupont Martin ». */
const nameKey = (name: string): string => folded(name).replaceAll(/[^\p{L}\p{N}]/gu, '');
const postcodeKey = (postcode: string): string => postcode.toUpperCase().replaceAll(/[^\dA-Z]/g, '');

/** What the paper says besides the secret: the name and the postcode it was sent to. */
export const fitsPaper = (
  person: OnFile,
  typed: { lastName: string; postcode: string },
  buildings: readonly string[],
): boolean => {
  const postcodes = person.postcode ? [person.postcode] : buildings;
  return (
    nameKey(typed.lastName) !== '' &&
    nameKey(person.last_name) === nameKey(typed.lastName) &&
    postcodes.some((postcode) => postcodeKey(postcode) === postcodeKey(typed.postcode))
  );
};

/** « Inscription locataire » : the same, and the mailbox that the agency knows. */
export const fitsRegistration = (
  person: OnFile,
  typed: Pick<NewRegistration, 'lastName' | 'firstName' | 'postcode' | 'email'>,
  buildings: readonly string[],
): boolean =>
  fitsPaper(person, typed, buildings) &&
  (person.first_name === null || nameKey(person.first_name) === nameKey(typed.firstName)) &&
  person.email !== null &&
  person.email.toLowerCase() === typed.email.toLowerCase();
