import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { insertSecret, secretLifeMs } from '../server/access/first-connection/secret-store.ts';
import { hashPassword } from '../server/access/password.ts';
import { findAgency } from '../server/agency/store.ts';
import type { Database, OpenDatabase } from '../server/database/open.ts';
import { transaction } from '../server/database/transaction.ts';
import { activationLetter } from '../server/desk/activation-letter.ts';
import { drawLetters } from '../server/desk/letter-pdf.ts';
import { dayAt } from '../server/values/day.ts';
import { fullName } from '../server/values/person.ts';
import { makeSecret, readSecret, selectors } from '../server/values/provisional-secret.ts';
import type { DemoAgency, WayToTry } from './agencies.ts';

/** Who holds the account of a way to try, with the code that they would have on paper. */
export interface Holder {
  personId: string;
  name: string;
  lastName: string;
  firstName: string;
  email: string;
  postcode: string;
  code: string | null;
  /** They have been here already. */
  isIn: boolean;
}

export interface ReadyWay extends WayToTry {
  holders: Holder[];
}

/** Codes are only hashes in the database: what the demo shows is kept beside it, by agency, way and person. */
interface Issued {
  at: string;
  /** One for all: what the agency's software gave. */
  shared?: string;
  codes: Record<string, string>;
}
type State = Record<string, Record<string, Issued>>;

const fileOf = (stateFolder: string) => join(stateFolder, 'paths.json');
const readState = (stateFolder: string): State =>
  existsSync(fileOf(stateFolder)) ? (JSON.parse(readFileSync(fileOf(stateFolder), 'utf8')) as State) : {};

/** Gives each account of the list its code, once; again when it came to its end without being used. */
export const issueCodes = async (
  { db }: OpenDatabase,
  stateFolder: string,
  { site, ways }: DemoAgency,
  agencyId: string,
  now: Date,
): Promise<void> => {
  const state = readState(stateFolder);
  const issued = (state[site.slug] ??= {});
  for (const way of ways) {
    if (way.secret === undefined) continue;
    const account = await accountOf(db, agencyId, way.identifier);
    if (issued[way.id] && (await hasSecret(db, account.id, now))) continue;
    issued[way.id] = await issue(db, agencyId, account.id, way.secret, now);
  }
  writeFileSync(fileOf(stateFolder), `${JSON.stringify(state, null, 2)}\n`);
};

const issue = async (
  db: Database,
  agencyId: string,
  accountId: string,
  secret: string,
  now: Date,
): Promise<Issued> => {
  const common = { agencyId, accountId };
  const codes: Record<string, string> = {};
  if (secret !== 'letter') {
    const hash = await hashPassword(readSecret(secret).secret);
    const imported = { ...common, personId: null, selector: null, hash, strong: false };
    await transaction(db, (trx) => insertSecret(trx, imported, now));
    return { at: now.toISOString(), shared: secret, codes };
  }
  for (const [index, { id: personId }] of (await peopleOf(db, accountId)).entries()) {
    const selector = selectors[index] ?? '';
    const code = makeSecret(selector, randomBytes);
    const hash = await hashPassword(readSecret(code).secret);
    const printed = { ...common, personId, selector, hash, strong: true };
    await transaction(db, (trx) => insertSecret(trx, printed, now));
    codes[personId] = code;
  }
  return { at: now.toISOString(), codes };
};

/** The ways of an agency as they can be walked now. */
export const readyWays = async (
  { read }: OpenDatabase,
  stateFolder: string,
  { site, ways }: DemoAgency,
): Promise<ReadyWay[]> => {
  const issued = readState(stateFolder)[site.slug] ?? {};
  const { id: agencyId } = await findAgency(read, site.slug);
  return Promise.all(
    ways.map(async (way) => {
      const account = await accountOf(read, agencyId, way.identifier);
      const people = await peopleOf(read, account.id);
      const { shared = null, codes = {} } = issued[way.id] ?? {};
      const holders = people.map((person) => ({
        personId: person.id,
        name: fullName(person),
        lastName: person.last_name,
        firstName: person.first_name ?? '',
        email: person.email ?? '',
        postcode: person.postcode ?? '',
        code: codes[person.id] ?? shared,
        isIn: (person.logins ?? 0) > 0,
      }));
      return { ...way, holders };
    }),
  );
};

/** The letters of one way, as the agency would print them: `/courriers/<agency>/<way>.pdf`. */
export const drawWay = async (
  { read }: OpenDatabase,
  stateFolder: string,
  { site, ways }: DemoAgency,
  id: string,
): Promise<Uint8Array | undefined> => {
  const way = ways.find((each) => each.id === id && each.secret === 'letter');
  const issued = readState(stateFolder)[site.slug]?.[id];
  if (!way || !issued) return undefined;
  const agency = await findAgency(read, site.slug);
  const { id: accountId, ...account } = await accountOf(read, agency.id, way.identifier);
  const at = new Date(issued.at);
  const lastDay = dayAt(new Date(at.getTime() + secretLifeMs - 86_400_000));
  async function* write() {
    for (const person of await peopleOf(read, accountId)) {
      const code = issued?.codes[person.id];
      const { address, postcode, town } = person;
      if (!code) continue;
      const where = { address: address ?? '', postcode: postcode ?? '', town: town ?? '' };
      yield activationLetter(
        agency.card,
        { ...account, ...where, name: fullName(person) },
        code,
        dayAt(at),
        lastDay,
      );
    }
  }
  const { name: author, accent } = agency.card;
  return drawLetters(write(), { title: 'Courriers d’activation', author, accent }, at);
};

const accountOf = (db: Database, agencyId: string, identifier: string) =>
  db
    .selectFrom('account')
    .select(['id', 'identifier', 'role', 'label'])
    .where('agency_id', '=', agencyId)
    .where('identifier', '=', identifier)
    .executeTakeFirstOrThrow();

const peopleOf = (db: Database, accountId: string) =>
  db
    .selectFrom('account_holder')
    .innerJoin('person', 'person.id', 'account_holder.person_id')
    .select((eb) => [
      'person.id',
      'person.kind',
      'person.civility',
      'person.first_name',
      'person.last_name',
      'person.email',
      'person.address',
      'person.postcode',
      'person.town',
      eb
        .selectFrom('login_person')
        .select((count) => count.fn.countAll<number>().as('n'))
        .whereRef('login_person.person_id', '=', 'person.id')
        .as('logins'),
    ])
    .where('account_holder.account_id', '=', accountId)
    .orderBy('account_holder.position')
    .execute();

const hasSecret = async (db: Database, accountId: string, now: Date): Promise<boolean> => {
  const row = await db
    .selectFrom('provisional_secret')
    .select('id')
    .where('account_id', '=', accountId)
    .where((or) => or.or([or('used_at', 'is not', null), or('expires_at', '>', now.toISOString())]))
    .executeTakeFirst();
  return row !== undefined;
};
