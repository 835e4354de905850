import { newId } from '../../database/id.ts';
import type { Trx } from '../../database/open.ts';
import { enqueue } from '../../database/outbox.ts';
import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { insertDeskRequest } from '../assistance/store.ts';
import { attachPerson } from '../store.ts';
import { changesOf } from './details.ts';
import { loginWith, personOnFile } from './people-store.ts';
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
  const loginId =
    taken?.id ??
    (own
      ? await moveLogin(trx, agency, own, { email, passwordHash, name: fullName(person) }, now)
      : undefined) ??
    (await insertLogin(trx, agency.id, { email, passwordHash, name: fullName(person) }, now));
  await attach(trx, agency, loginId, person, email, now);
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
  await attach(trx, agency, login.id, person, login.email, now);
};

/** The same, for records that another login of theirs opens already. */
export const joinRecords = async (
  trx: Trx,
  loginId: string,
  personIds: string[],
  now: Date,
): Promise<void> => {
  for (const personId of personIds) await attachPerson(trx, loginId, personId, now);
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

/** A login of this record and of no other, and of no agent: the same human's. */
const ownLoginOf = (trx: Trx, personId: string): Promise<{ id: string; email: string } | undefined> =>
  trx
    .selectFrom('login_person as mine')
    .innerJoin('login', 'login.id', 'mine.login_id')
    .select(['login.id', 'login.email'])
    .where('mine.person_id', '=', personId)
    .where((eb) =>
      eb.not(
        eb.or([
          eb.exists(
            eb
              .selectFrom('login_person as other')
              .select('other.person_id')
              .whereRef('other.login_id', '=', 'mine.login_id')
              .where('other.person_id', '!=', personId),
          ),
          eb.exists(
            eb.selectFrom('agent').select('agent.login_id').whereRef('agent.login_id', '=', 'mine.login_id'),
          ),
        ]),
      ),
    )
    .orderBy('mine.since')
    .executeTakeFirst();

interface LoginValues {
  email: string;
  name: string;
  passwordHash: string;
}

/** Who lost both mailbox and password came back by a letter: their login follows them, and whoever was in it is out. */
const moveLogin = async (
  trx: Trx,
  agency: Agency,
  own: { id: string; email: string },
  { email, passwordHash, name }: LoginValues,
  now: Date,
): Promise<string> => {
  await trx
    .updateTable('login')
    .set({ email, password_hash: passwordHash })
    .where('id', '=', own.id)
    .execute();
  await trx.deleteFrom('session').where('login_id', '=', own.id).execute();
  await trx
    .updateTable('email_change')
    .set({ expires_at: now.toISOString() })
    .where('login_id', '=', own.id)
    .where('confirmed_at', 'is', null)
    .execute();
  if (own.email !== email) await notice(trx, agency, { to: own.email, name, now });
  return own.id;
};

const insertLogin = async (
  trx: Trx,
  agencyId: string,
  { email, passwordHash, name }: LoginValues,
  now: Date,
): Promise<string> => {
  const row = await trx
    .insertInto('login')
    .values({
      id: newId(),
      agency_id: agencyId,
      name,
      email,
      password_hash: passwordHash,
      created_at: now.toISOString(),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  // Somebody took the address in this very moment.
  if (!row) throw new AppError('conflict');
  return row.id;
};

const attach = async (
  trx: Trx,
  agency: Agency,
  loginId: string,
  person: OnFile,
  email: string,
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
  const known = emailKey(person.email ?? '');
  if (known !== '' && known !== email) await notice(trx, agency, { to: known, name: fullName(person), now });
};

/** To the address that the agency knew: whoever reads it there learns that another one was chosen. */
const notice = (trx: Trx, { slug }: Agency, { to, name, now }: { to: string; name: string; now: Date }) =>
  enqueue(trx, 'entry-notice', { agencySlug: slug, to, name }, now);

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
