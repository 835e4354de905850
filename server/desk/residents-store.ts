import type { Database } from '../database/open.ts';
import { dayAt } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { emailKey } from '../values/identifier.ts';
import { fullName, type Person } from '../values/person.ts';
import { finder, sortKey } from './search.ts';
import type { DeskRequest, Match, Resident, ResidentAccess } from './contract.ts';
import { type Candidate, type Likeness, matchRequest } from './match.ts';
import {
  listHeldAccounts,
  listHeldLots,
  listLoginEmails,
  listPeople,
  listRefusals,
  type OnFile,
} from './people-store.ts';

const pageSize = 50;

const accessOf = ({ activeSince, letterOf }: OnFile): ResidentAccess =>
  activeSince !== null ? 'active' : letterOf !== null ? 'letter' : 'none';

/** By name; `after` is the last person of the page before. */
export const listResidents = async (
  db: Database,
  agent: Person,
  asked: { search?: string | undefined; access?: ResidentAccess | undefined; after?: string | undefined },
  now: Date,
): Promise<{ residents: Resident[]; next: string | null }> => {
  const { search = '', access, after } = asked;
  const people = await listPeople(db, agent.agencyId, now, after);
  const last = after === undefined ? undefined : people.find(({ id }) => id === after);
  // Nobody of this agency has that id: there is no page after them.
  if (after !== undefined && !last) return { residents: [], next: null };
  let rest = people.filter((person) => access === undefined || accessOf(person) === access);
  if (search.trim() !== '') {
    const accounts = grouped(await listHeldAccounts(db, agent.agencyId));
    const isFound = finder(search);
    rest = rest.filter((person) => isFound(person, keysOf(accounts, person.id)));
  }
  const from = last && sortKey(last);
  const sorted = rest
    .map((person) => ({ person, key: sortKey(person) }))
    .filter(({ key }) => from === undefined || key > from)
    .toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const page = sorted.slice(0, pageSize).map(({ person }) => person);
  const next = sorted.length > pageSize ? (page.at(-1)?.id ?? null) : null;
  return { residents: await describe(db, agent, page, now), next };
};

/** Throws `not-found` unless this person holds an open account of the agent's agency. */
export const findResident = async (db: Database, agent: Person, personId: string): Promise<void> => {
  const accounts = await listHeldAccounts(db, agent.agencyId, [personId]);
  if (accounts.length === 0) throw new AppError('not-found');
};

export const countResidents = async (
  db: Database,
  agent: Person,
  now: Date,
): Promise<Record<ResidentAccess, number>> => {
  const counts = { active: 0, letter: 0, none: 0 };
  for (const person of await listPeople(db, agent.agencyId, now)) counts[accessOf(person)] += 1;
  return counts;
};

/** Who may have sent the request: whoever is known to have, else whom it looks like. */
export const listMatches = async (
  db: Database,
  agent: Person,
  request: DeskRequest,
  personId: string | null,
  now: Date,
): Promise<Match[]> => {
  const { agencyId } = agent;
  const people = await listPeople(db, agencyId, now);
  const [accounts, lots] = await Promise.all([
    listHeldAccounts(db, agencyId).then(grouped),
    listHeldLots(db, agencyId, dayAt(now)).then(grouped),
  ]);
  const candidates = people.map((person): Candidate => ({
    ...person,
    identifierKeys: keysOf(accounts, person.id),
    lots: lots.get(person.id) ?? [],
  }));
  const likely = matchRequest(request, candidates);
  const known: Likeness[] =
    personId === null ? [] : [likely.find(({ id }) => id === personId) ?? { id: personId, because: [] }];
  const found = [...known, ...likely.filter(({ id }) => id !== personId)].slice(0, 8);
  const byId = new Map(people.map((person) => [person.id, person]));
  const onFile = found.flatMap(({ id }) => byId.get(id) ?? []);
  const residents = new Map((await describe(db, agent, onFile, now)).map((one) => [one.personId, one]));
  return found.flatMap(({ id, because }) => {
    const resident = residents.get(id);
    return resident ? [{ resident, because }] : [];
  });
};

const describe = async (db: Database, agent: Person, page: OnFile[], now: Date): Promise<Resident[]> => {
  const { agencyId } = agent;
  const ids = page.map(({ id }) => id);
  const [accounts, lots, emails, refusals] = await Promise.all([
    listHeldAccounts(db, agencyId, ids).then(grouped),
    listHeldLots(db, agencyId, dayAt(now), ids).then(grouped),
    listLoginEmails(db, agencyId, ids).then(grouped),
    listRefusals(db, agencyId),
  ]);
  const refused = new Set(refusals.flatMap(({ email, personId }) => [email, personId]));
  return page.map((person) => {
    const access = accessOf(person);
    const own = (accounts.get(person.id) ?? []).map(({ identifier, role, label }) => ({
      identifier,
      role,
      label,
    }));
    const addresses = [person.email ?? '', ...(emails.get(person.id) ?? []).map(({ email }) => email)];
    return {
      personId: person.id,
      name: fullName({ ...person, first_name: person.firstName, last_name: person.lastName }),
      email: person.email,
      phone: person.phone,
      accounts: own,
      lots: (lots.get(person.id) ?? [])
        .map(({ building, number }) => `${building}, lot ${number}`)
        .toSorted(french),
      access,
      since: access === 'active' ? person.activeSince : person.letterOf,
      mailRefused: [person.id, ...addresses.map(emailKey)].some((key) => key !== '' && refused.has(key)),
    };
  });
};

const french = new Intl.Collator('fr', { numeric: true }).compare;

const keysOf = (accounts: Map<string, { identifierKey: string }[]>, personId: string): string[] =>
  (accounts.get(personId) ?? []).map(({ identifierKey }) => identifierKey);

const grouped = <T extends { personId: string }>(rows: T[]): Map<string, T[]> =>
  Map.groupBy(rows, ({ personId }) => personId);
