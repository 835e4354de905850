import { newId } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { insertDeskRequest } from './store.ts';

const weekMs = 7 * 86_400_000;

/**
 * A letter of ours did not reach this address, and none will: said to who waits for one, and on the agency's desk, once
 * a week at most. Answers false when nobody of the agency has the address and `known` asks for that.
 */
export const recordRefusal = async (
  trx: Trx,
  agencyId: string,
  address: string,
  now: Date,
  { known = false }: { known?: boolean } = {},
): Promise<boolean> => {
  const email = emailKey(address);
  const who = await whoseAddress(trx, agencyId, email);
  if (known && !who) return false;
  await trx
    .updateTable('first_connection')
    .set({ mail_state: 'refused' })
    .where('agency_id', '=', agencyId)
    .where('email', '=', email)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute();
  await trx
    .updateTable('email_change')
    .set({ mail_state: 'refused' })
    .where('wanted', '=', email)
    .where('confirmed_at', 'is', null)
    .where('login_id', 'in', (eb) => eb.selectFrom('login').select('id').where('agency_id', '=', agencyId))
    .execute();
  const said = await trx
    .selectFrom('desk_request')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('kind', '=', 'mail-refused')
    .where('email', '=', email)
    .where((eb) =>
      eb.or([
        eb('closed_at', 'is', null),
        eb('created_at', '>', new Date(now.getTime() - weekMs).toISOString()),
      ]),
    )
    .limit(1)
    .executeTakeFirst();
  if (said) return true;
  const { name, personId } = who ?? { name: email, personId: null };
  await insertDeskRequest(trx, agencyId, { kind: 'mail-refused', name, email, personId }, now);
  return true;
};

/** A person has an address that takes letters: nobody needs to ask them for one any more. */
export const closeRefusals = async (
  trx: Trx,
  agencyId: string,
  { id: personId, name }: { id: string; name: string },
  now: Date,
): Promise<void> => {
  const note = 'Adresse corrigée par la personne.';
  const closure = { closed_at: now.toISOString(), closed_by: name, note };
  const closed = await trx
    .updateTable('desk_request')
    .set(closure)
    .where('agency_id', '=', agencyId)
    .where('kind', '=', 'mail-refused')
    .where('person_id', '=', personId)
    .where('closed_at', 'is', null)
    .returning('id')
    .execute();
  for (const { id } of closed)
    await trx
      .insertInto('desk_closure')
      .values({ id: newId(), request_id: id, ...closure })
      .execute();
};

interface Whose {
  name: string;
  personId: string | null;
}

/** Who signs in with it, is on file with it, or is on their way in with it. */
const whoseAddress = async (db: Database, agencyId: string, email: string): Promise<Whose | undefined> => {
  const login = await db
    .selectFrom('login')
    .leftJoin('login_person', 'login_person.login_id', 'login.id')
    .select(['login.name', 'login_person.person_id as personId'])
    .where('login.agency_id', '=', agencyId)
    .where('login.email', '=', email)
    .orderBy('login_person.since')
    .limit(1)
    .executeTakeFirst();
  if (login) return login;
  const people = await db
    .selectFrom('person')
    .select(['id', 'civility', 'first_name', 'last_name'])
    .where('agency_id', '=', agencyId)
    .where('email', '=', email)
    .where('closed_on', 'is', null)
    .orderBy('id')
    .execute();
  const [person] = people;
  // Two records may share a mailbox: both have it, neither is named for the other.
  if (person)
    return {
      name: people.map(fullName).join(', '),
      personId: people.length === 1 ? person.id : null,
    };
  const onTheWay = await db
    .selectFrom('first_connection')
    .leftJoin('person', 'person.id', 'first_connection.person_id')
    .select(['person.id as personId', 'civility', 'first_name', 'last_name', 'proved'])
    .where('first_connection.agency_id', '=', agencyId)
    .where('first_connection.email', '=', email)
    .orderBy('proved', 'desc')
    .orderBy('opened_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (onTheWay) {
    const { personId, proved, last_name } = onTheWay;
    // Until identity is proved, the address may be a stranger's.
    if (personId === null || last_name === null || proved === 0) return { name: email, personId: null };
    return { name: fullName({ ...onTheWay, last_name }), personId };
  }
  const change = await db
    .selectFrom('email_change')
    .innerJoin('login', 'login.id', 'email_change.login_id')
    .leftJoin('login_person', 'login_person.login_id', 'login.id')
    .select(['login.name', 'login_person.person_id as personId'])
    .where('login.agency_id', '=', agencyId)
    .where('email_change.wanted', '=', email)
    .limit(1)
    .executeTakeFirst();
  return change;
};
