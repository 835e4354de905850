import { beforeAll, describe, expect, test } from 'vitest';
import { attachPerson, saveLogin } from '../access/store.ts';
import type { OpenDatabase } from '../database/open.ts';
import { engines, openTestDatabase } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { addAgency, importerFor, now, smallFolder, type Files } from './testing.ts';

const changed = (files: Files, name: string, from: string, to: string): Files => {
  expect(files[name]).toContain(from);
  return { ...files, [name]: String(files[name]).replace(from, to) };
};

describe.each(engines)('access to an account on %s', (engine) => {
  let opened: OpenDatabase;
  let counter = 0;
  beforeAll(async () => {
    opened = await openTestDatabase(engine);
  });

  /** T1 and T2 hold C1, T2 holds C2; each has a login. */
  const withLogins = async () => {
    const slug = `agence-${(counter += 1)}`;
    const agencyId = await addAgency(opened, slug);
    const run = importerFor(opened, slug);
    await run(smallFolder());
    const people = await opened.db
      .selectFrom('person')
      .select(['id', 'external_id'])
      .where('agency_id', '=', agencyId)
      .execute();
    await transaction(opened.db, async (trx) => {
      for (const [name, ref] of [
        ['zoe', 'T1'],
        ['leo', 'T2'],
      ]) {
        const login = { agencyId, name: name!, email: `${name}@exemple.fr`, passwordHash: 'x' };
        const personId = people.find(({ external_id }) => external_id === ref)!.id;
        await attachPerson(trx, await saveLogin(trx, login, now), personId, now);
      }
    });
    const access = async () =>
      (
        await opened.db
          .selectFrom('login_account')
          .innerJoin('login', 'login.id', 'login_id')
          .innerJoin('account', 'account.id', 'account_id')
          .select(['name', 'external_id'])
          .where('login.agency_id', '=', agencyId)
          .orderBy('name')
          .orderBy('external_id')
          .execute()
      ).map(({ name, external_id }) => `${name} ${external_id}`);
    return { run, access };
  };

  test('leaves a holder who was dropped from it, and nobody else', async () => {
    const { run, access } = await withLogins();
    await run(smallFolder());
    expect(await access()).toEqual(['leo C1', 'leo C2', 'zoe C1']);
    await run(changed(smallFolder(), 'comptes_clients.csv', 'T1|T2', 'T1'));
    expect(await access()).toEqual(['leo C2', 'zoe C1']);
  });

  test('goes with the account when it changes hands, both ways', async () => {
    const { run, access } = await withLogins();
    await run(changed(smallFolder(), 'comptes_clients.csv', 'Nguyen;T2', 'Nguyen;T1'));
    expect(await access()).toEqual(['leo C1', 'zoe C1', 'zoe C2']);
  });

  test('stays while the row of the account is rejected', async () => {
    const { run, access } = await withLogins();
    await run(changed(smallFolder(), 'comptes_clients.csv', 'T1|T2', 'T1|T404'));
    expect(await access()).toHaveLength(3);
  });

  test('leaves a person who is closed, whatever the accounts say', async () => {
    const { run, access } = await withLogins();
    const files = changed(smallFolder(), 'tiers.csv', 'T2;Nguyen;Léo;\n', '');
    await run(files, { dryRun: true, force: true });
    expect(await access()).toHaveLength(3);
    const report = await run(files, { force: true });
    expect(report.tables).toMatchObject({ tiers: { closed: 1 }, comptes_clients: { unchanged: 3 } });
    expect(await access()).toEqual(['zoe C1']);
    await run(smallFolder());
    expect(await access()).toHaveLength(3);
  });

  test('leaves a person who is closed and dropped at once', async () => {
    const { run, access } = await withLogins();
    const files = changed(smallFolder(), 'tiers.csv', 'T2;Nguyen;Léo;\n', '');
    files['comptes_clients.csv'] = String(files['comptes_clients.csv'])
      .replace('T1|T2', 'T1')
      .replace('Nguyen;T2', 'Nguyen;T3');
    await run(files, { force: true });
    expect(await access()).toEqual(['zoe C1']);
  });
});
