import { beforeAll, describe, expect, test } from 'vitest';
import type { DocumentPage } from '../documents/contract.ts';
import { engines } from '../database/testing.ts';
import { openWorld } from '../testing/world.ts';
import type { Bootstrap } from './contract.ts';

describe.each(engines)('one account of several on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database } = world;
  const { neighbour: owner, tenant, couple } = ardoise.accounts;

  beforeAll(async () => {
    // The neighbour also rents lot 3.
    const { person_id } = await database.db
      .selectFrom('login_person')
      .select('person_id')
      .where('login_id', '=', ardoise.logins.tenant)
      .executeTakeFirstOrThrow();
    await database.db
      .insertInto('login_person')
      .values({ login_id: ardoise.logins.neighbour, person_id, since: '2026-01-01T00:00:00Z' })
      .execute();
  });

  const look = async (account?: string) => {
    const browser = await world.signedIn(ardoise, 'neighbour');
    const only = account === undefined ? '' : `&account=${account}`;
    const read = async (path: string) => (await browser.send(path)).json();
    const {
      person,
      account: shown,
      balance,
      documents,
    } = (await read(`/v1/bootstrap?need=balance,documents${only}`)) as Bootstrap;
    const page = (await read(`/v1/documents/page?shelf=private${only}`)) as DocumentPage;
    return {
      shown,
      accounts: person?.accounts.map(({ id }) => id),
      balances: balance?.accounts.map(({ accountId }) => accountId),
      roles: balance?.roles.map(({ role }) => role),
      open: balance?.open?.ledgerId,
      counted: documents?.shelves.private.count,
      listed: page.documents.map(({ title }) => title.split('.').at(-1) ?? ''),
    };
  };

  test('shows its balance, its letters and its lots, and still names the others', async () => {
    const seen = await look(tenant);
    expect(seen.shown).toBe(tenant);
    expect(seen.accounts).toEqual([owner, tenant]);
    expect(seen.balances).toEqual([tenant]);
    expect(seen.roles).toEqual(['tenant']);
    expect(seen.open).toBe(ardoise.ledgers.tenant);
    expect(seen.listed.toSorted()).toEqual(['doc-account-tenant', 'doc-lot-3-residents']);
    expect(seen.counted).toBe(2);
  });

  test('all of them, when none is chosen or when it is somebody else’s', async () => {
    const all = await look();
    expect(all.shown).toBeUndefined();
    expect(all.balances).toEqual([owner, tenant]);
    expect(all.listed.toSorted()).toEqual([
      'doc-account-neighbour',
      'doc-account-tenant',
      'doc-lot-2-owners',
      'doc-lot-3-residents',
    ]);
    expect(await look(couple)).toEqual(all);
    expect(await look('nothing')).toEqual(all);
  });
});
