import type { Account } from '../contract.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { maskEmail } from '../../values/mask.ts';
import type { ContactDetails, FirstConnection } from './contract.ts';
import type { FirstConnectionRow } from './rows.ts';

/** Someone on file, as a first connection needs them. */
export interface OnFile {
  id: string;
  kind: 'natural' | 'legal';
  civility: string | null;
  first_name: string | null;
  last_name: string;
  email: string | null;
  phone: string | null;
  address: string | null;
  postcode: string | null;
  town: string | null;
  /** A login opens this record already. */
  hasLogin: boolean;
}

/** What stands around the row: read anew each time, for the agency's file may have changed meanwhile. */
export interface Around {
  account: Pick<Account, 'identifier' | 'role' | 'label'> | null;
  /** Open holders of the account, in the order of the paper. */
  holders: OnFile[];
  /** Who this is, once it is known. */
  person: OnFile | null;
  /** The login that has the typed address already. */
  taken: { id: string; isAgent: boolean } | null;
}

type Step = FirstConnection['step'];

/** The first mail and three more. */
const mostMails = 4;
const betweenMailsMs = 60_000;

export const stepOf = (row: FirstConnectionRow, { taken }: Pick<Around, 'taken'>): Step => {
  if (row.confirmed_at !== null) return 'password';
  // Proves nothing yet, and looks the same whatever was typed.
  if (row.path === 'tenant-registration') return 'confirm';
  if (row.proved === 0) return 'second-proof';
  if (row.email === null) return 'details';
  return taken ? 'taken' : 'confirm';
};

/** Who the person may be, when the secret does not say. */
export const candidatesOf = ({ holders }: Pick<Around, 'holders'>): OnFile[] =>
  holders.filter(({ hasLogin }) => !hasLogin);

/** Where the code that completes a weak secret goes: everyone it may have been printed for. */
export const proofAddresses = (row: FirstConnectionRow, around: Around): string[] => {
  // Refused by its mail server: only the paper is left.
  if (row.proved === 0 && row.mail_state === 'refused') return [];
  const people = around.person ? [around.person] : candidatesOf(around);
  return [...new Set(people.flatMap(({ email }) => (email ? [email] : [])))];
};

/**
 * Whether who opens the link elsewhere must show that the letter is theirs: the address may have been mistyped. One on
 * file, an invitation's and a registration's, compared with the file, are vouched for by the agency.
 */
export const asksIdentifier = (row: FirstConnectionRow, { person }: Pick<Around, 'person'>): boolean =>
  (row.path === 'first-connection' || row.path === 'create-space') &&
  emailKey(person?.email ?? '') !== row.email;

export const toConnection = (row: FirstConnectionRow, around: Around): FirstConnection => {
  const step = stepOf(row, around);
  const isRegistration = row.path === 'tenant-registration';
  const isProved = row.proved === 1;
  return {
    path: row.path,
    step,
    // The label is a name, and names complete a weak secret.
    account: isProved && !isRegistration ? around.account : null,
    holders:
      isProved && !isRegistration && around.person === null
        ? candidatesOf(around).map((person) => ({ id: person.id, name: fullName(person) }))
        : [],
    secondProof: step === 'second-proof' ? secondProofOf(row, around) : null,
    details: isProved && !isRegistration && around.person ? toDetails(around.person) : null,
    provedEmail: isProved && !isRegistration ? row.proved_email : null,
    mail: toMail(row, around, step),
  };
};

const secondProofOf = (row: FirstConnectionRow, around: Around): FirstConnection['secondProof'] => {
  const addresses = proofAddresses(row, around);
  if (addresses.length === 0) return { kind: 'paper' };
  return { kind: 'mailed-code', to: addresses.map(maskEmail).join(', ') };
};

export const toDetails = (person: OnFile): ContactDetails => ({
  civility: person.civility ?? '',
  lastName: person.last_name,
  firstName: person.first_name ?? '',
  email: person.email ?? '',
  phone: person.phone ?? '',
  address: person.address ?? '',
  postcode: person.postcode ?? '',
  town: person.town ?? '',
});

/** From when on another mail may be asked for; null when there were enough. */
export const mailableFrom = (row: FirstConnectionRow): string | null => {
  if (row.mails >= mostMails) return null;
  const last = row.mailed_at === null ? 0 : Date.parse(row.mailed_at);
  return new Date(last === 0 ? 0 : last + betweenMailsMs).toISOString();
};

const toMail = (row: FirstConnectionRow, around: Around, step: Step): FirstConnection['mail'] => {
  if (row.mail_state === null || row.mailed_at === null) return null;
  const to = step === 'second-proof' ? proofAddresses(row, around).map(maskEmail).join(', ') : row.email;
  if (!to) return null;
  return {
    to,
    // Whether an address exists is told to nobody who proved nothing.
    state: row.proved === 0 && row.mail_state === 'refused' ? 'sent' : row.mail_state,
    againFrom: mailableFrom(row),
  };
};
