import { newId, newSecret } from '../database/id.ts';
import type { Trx } from '../database/open.ts';
import { saveAgency } from '../agency/store.ts';
import {
  accountNames,
  accountsOf,
  canary,
  documentNames,
  everybody,
  holdersOf,
  type AccountName,
  type DocumentName,
  type Who,
} from './people.ts';
import { insertDocuments, insertLedgers } from './papers.ts';

export interface TestAgency {
  id: string;
  slug: string;
  /** Its full-page portal, its own site, and a site of another registrable domain: all may embed it. */
  portal: string;
  site: string;
  farSite: string;
  password: string;
  logins: Record<Who, string>;
  accounts: Record<AccountName, string>;
  ledgers: Record<AccountName, string>;
  documents: Record<DocumentName, string>;
}

const ids = <K extends string>(names: readonly K[], make: () => string): Record<K, string> =>
  Object.fromEntries(names.map((name) => [name, make()])) as Record<K, string>;

/** Every reference that the agency's own software gives is the same in each agency; only our random ids differ. */
export const insertTestAgency = async (
  trx: Trx,
  keepFile: (text: string) => Promise<string>,
  { slug, password, passwordHash }: { slug: string; password: string; passwordHash: string },
  now: Date,
): Promise<TestAgency> => {
  const portal = `https://espace.${slug}.test`;
  const site = `https://www.${slug}.test`;
  const farSite = `https://${slug}-immobilier.example`;
  await saveAgency(
    trx,
    {
      slug,
      name: `Agence ${canary(slug, 'agency')}`,
      address: '1 rue des Essais',
      postcode: '86000',
      town: 'Poitiers',
      portalOrigin: portal,
      origins: [site, farSite],
      mailSender: `Agence <ne-pas-repondre@${slug}.test>`,
    },
    now,
  );
  const { id } = await trx
    .selectFrom('agency')
    .select('id')
    .where('slug', '=', slug)
    .executeTakeFirstOrThrow();
  const agency: TestAgency = {
    id,
    slug,
    portal,
    site,
    farSite,
    password,
    logins: ids(everybody, newId),
    accounts: ids(accountNames, newId),
    ledgers: ids(accountNames, newId),
    documents: ids(documentNames, newSecret),
  };
  const lots = await insertProperties(trx, agency);
  await insertPeople(trx, agency, passwordHash, lots, now);
  await insertLedgers(trx, agency, lots);
  await insertDocuments(trx, agency, lots, keepFile, now);
  return agency;
};

export interface Lots {
  buildings: string[];
  lots: string[];
}

const insertProperties = async (trx: Trx, { id: agency_id, slug }: TestAgency): Promise<Lots> => {
  const buildings = [newId(), newId()];
  const lots = [1, 2, 3, 4, 5].map(() => newId());
  await trx
    .insertInto('building')
    .values(
      buildings.map((id, index) => ({
        id,
        agency_id,
        external_id: String(index + 1),
        name: `Résidence ${canary(slug, `building-${index + 1}`)}`,
        address: '2 rue de la Preuve',
        postcode: '86000',
        town: 'Poitiers',
      })),
    )
    .execute();
  await trx
    .insertInto('lot')
    .values(
      lots.map((id, index) => ({
        id,
        agency_id,
        external_id: String(index + 1),
        building_id: buildings[0] ?? '',
        number: String(index + 1),
        kind: 'apartment',
      })),
    )
    .execute();
  return { buildings, lots };
};

const insertPeople = async (
  trx: Trx,
  { id: agency_id, slug, logins, accounts }: TestAgency,
  password_hash: string,
  { buildings, lots }: Lots,
  now: Date,
): Promise<void> => {
  const since = now.toISOString();
  const names = [...everybody.filter((who) => who !== 'agent'), 'newcomer'] as const;
  const people = ids(names, newId);
  await trx
    .insertInto('person')
    .values(
      names.map((who, index) => ({
        id: people[who],
        agency_id,
        external_id: String(index + 1),
        kind: 'natural' as const,
        last_name: canary(slug, `name-${who}`),
        // The same person may be known to both agencies.
        email: `${who}@exemple.fr`,
        address: '2 rue de la Preuve',
        postcode: '86000',
        town: 'Poitiers',
      })),
    )
    .execute();
  await trx
    .insertInto('account')
    .values(
      accountNames.map((name, index) => ({
        id: accounts[name],
        agency_id,
        external_id: String(index + 1),
        identifier: accountsOf[name].identifier,
        identifier_key: accountsOf[name].identifier,
        role: accountsOf[name].role,
        label: `Compte ${canary(slug, `account-${name}`)}`,
      })),
    )
    .execute();
  const holders = accountNames.flatMap((name) =>
    (name === 'newcomer' ? [name] : holdersOf(name)).map((who) => ({
      name,
      who: who as keyof typeof people,
    })),
  );
  await trx
    .insertInto('account_holder')
    .values(
      holders.map(({ name, who }, position) => ({
        account_id: accounts[name],
        person_id: people[who],
        position,
      })),
    )
    .execute();
  await trx
    .insertInto('login')
    .values(
      everybody.map((who) => ({
        id: logins[who],
        agency_id,
        name: canary(slug, `name-${who}`),
        email: `${who}@exemple.fr`,
        password_hash,
        created_at: since,
      })),
    )
    .execute();
  await trx
    .insertInto('login_person')
    .values(
      everybody
        .filter((who) => who !== 'agent')
        .map((who) => ({ login_id: logins[who], person_id: people[who], since })),
    )
    .execute();
  await trx.insertInto('agent').values({ login_id: logins.agent, agency_id, since }).execute();
  const owned = accountNames.filter((name) => name !== 'tenant');
  await trx
    .insertInto('ownership')
    .values(
      owned.map((name) => ({
        id: newId(),
        agency_id,
        lot_id: lots[accountsOf[name].lot - 1] ?? '',
        account_id: accounts[name],
        title: 'full' as const,
        from_day: '2020-01-01',
        until_day: name === 'former' ? '2025-12-31' : null,
      })),
    )
    .execute();
  await trx
    .insertInto('lease')
    .values({
      id: newId(),
      agency_id,
      external_id: '1',
      lot_id: lots[2] ?? '',
      tenant_account_id: accounts.tenant,
      landlord_account_id: accounts.landlord,
      from_day: '2024-09-01',
    })
    .execute();
  const seat = { building_id: buildings[0] ?? '', seat: 'member' as const };
  await trx
    .insertInto('council_member')
    .values([
      { ...seat, account_id: accounts.council, from_day: '2026-01-01' },
      { ...seat, account_id: accounts.former, from_day: '2020-01-01', until_day: '2025-12-31' },
    ])
    .execute();
};
