import type { Trx } from '../../database/open.ts';
import { enqueue } from '../../database/outbox.ts';
import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { closeRefusals } from '../assistance/refusals-store.ts';
import { insertDeskRequest } from '../assistance/store.ts';
import { noticeFactor } from '../factors/notice-store.ts';
import { attachPerson } from '../store.ts';
import { changesOf } from './details.ts';
import { insertLogin, moveLogin, ownLoginOf } from './login-store.ts';
import { emailsOfLogins, loginWith, personOnFile } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';
import { endSecretsOf, useSecret } from './secret-store.ts';
import type { OnFile } from './state.ts';
import type { ContactDetails } from './contract.ts';

interface Agency {
  id: string;
  slug: string;
}

/**
 * The end of a first connection: the record is opened to the mailbox that was confirmed. `passwordHash` is for a
 * login that is made here or found again by a letter; one that has the address already keeps its own. Answers it.
 */
export const finishConnection = async (
  trx: Trx,
  agency: Agency,
  row: FirstConnectionRow,
  passwordHash: string,
  now: Date,
): Promise<string> => {
  const { email } = row;
  const person = await claim(trx, row, now);
  if (email === null) throw new AppError('conflict');
  const taken = await loginWith(trx, agency.id, email);
  // Staff have no client account of their own.
  if (taken?.isAgent) throw new AppError('conflict');
  const own = taken ? undefined : await ownLoginOf(trx, person.id);
  const values = { email, passwordHash, name: fullName(person) };
  const former = await formerAddresses(trx, person);
  const hadKeys = own !== undefined && (await moveLogin(trx, own.id, values, now));
  const loginId = taken?.id ?? own?.id ?? (await insertLogin(trx, agency.id, values, now));
  await attach(trx, loginId, person, now);
  await tellFormer(trx, agency, person, former, email, now);
  if (hadKeys) {
    const notice = { agencySlug: agency.slug, loginId, change: 'keys-removed', device: '' } as const;
    await noticeFactor(trx, notice, now);
  }
  await closeRefusals(trx, agency.id, { id: person.id, name: fullName(person) }, now);
  await tellAgency(trx, agency.id, row, person, now);
  return loginId;
};

/** « Ajouter un compte » : the record is opened to whoever is signed in. */
export const joinConnection = async (
  trx: Trx,
  agency: Agency,
  row: Pick<FirstConnectionRow, 'id' | 'secret_id' | 'agency_id' | 'person_id'>,
  login: { id: string; email: string },
  now: Date,
): Promise<void> => {
  const person = await claim(trx, row, now);
  const former = await formerAddresses(trx, person);
  await attach(trx, login.id, person, now);
  await tellFormer(trx, agency, person, former, login.email, now);
};

/** The same, for records that another login of theirs opens already. */
export const joinRecords = async (
  trx: Trx,
  agency: Agency,
  login: { id: string; email: string },
  personIds: string[],
  now: Date,
): Promise<void> => {
  for (const personId of personIds) {
    const person = await personOnFile(trx, agency.id, personId);
    if (!person) continue;
    // The password may have been somebody else's to know: this stays when it is changed, so its owner hears of it.
    const former = await formerAddresses(trx, person);
    await attachPerson(trx, login.id, personId, now);
    await tellFormer(trx, agency, person, former, login.email, now);
  }
};

/** Finished once, with a secret that still serves; its links and codes are dead. */
const claim = async (
  trx: Trx,
  row: Pick<FirstConnectionRow, 'id' | 'secret_id' | 'agency_id' | 'person_id'>,
  now: Date,
): Promise<OnFile> => {
  const claimed = await trx
    .updateTable('first_connection')
    .set({
      finished_at: now.toISOString(),
      expires_at: now.toISOString(),
      link_hash: null,
      code_hash: null,
      password_hash: null,
    })
    .where('id', '=', row.id)
    .where('finished_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  const person = row.person_id === null ? undefined : await personOnFile(trx, row.agency_id, row.person_id);
  if (!claimed || !person) throw new AppError('conflict');
  if (row.secret_id !== null && !(await useSecret(trx, row.secret_id, now)))
    throw new AppError('invalid', { fields: { secret: 'expired' } });
  return person;
};

/** The record is opened to the login, and nothing else that was on its way to it arrives. */
export const attach = async (
  trx: Trx,
  loginId: string,
  person: Pick<OnFile, 'id'>,
  now: Date,
): Promise<void> => {
  await attachPerson(trx, loginId, person.id, now);
  await endSecretsOf(trx, person.id, now);
  await trx.deleteFrom('reset_link').where('person_id', '=', person.id).execute();
  await trx.deleteFrom('reset_link').where('login_id', '=', loginId).execute();
  await trx
    .updateTable('first_connection')
    .set({ expires_at: now.toISOString(), open_until: now.toISOString() })
    .where('person_id', '=', person.id)
    .where('finished_at', 'is', null)
    .execute();
};

/** Where whoever had this record until now is written to. */
const formerAddresses = async (trx: Trx, person: OnFile): Promise<string[]> => [
  person.email ?? '',
  ...(await emailsOfLogins(trx, person.id)),
];

/** Whoever reads the addresses that were known until now learns that another one was chosen. */
const tellFormer = async (
  trx: Trx,
  { slug }: Agency,
  person: OnFile,
  addresses: string[],
  chosen: string,
  now: Date,
): Promise<void> => {
  const former = new Set(addresses.map(emailKey)).difference(new Set(['', chosen]));
  for (const to of former)
    await enqueue(trx, 'entry-notice', { agencySlug: slug, to, name: fullName(person) }, now);
};

/** What differs from the agency's file goes to its desk, never over the file itself. */
const tellAgency = async (
  trx: Trx,
  agencyId: string,
  row: FirstConnectionRow,
  person: OnFile,
  now: Date,
): Promise<void> => {
  // A registration was compared with the file already, and an invitation is the agency's own.
  const typed =
    row.path === 'create-space' ? (JSON.parse(row.details ?? '{}') as Partial<ContactDetails>) : {};
  const email = row.path === 'invitation' ? {} : { email: row.email ?? '' };
  const changes = changesOf(person, { ...typed, ...email });
  if (changes.length === 0) return;
  await insertDeskRequest(
    trx,
    agencyId,
    {
      kind: 'details',
      name: fullName(person),
      phone: typed.phone ?? person.phone,
      email: row.email,
      personId: person.id,
      changes,
    },
    now,
  );
};
