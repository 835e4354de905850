import { describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import { insertConnection, type NewConnection } from '../first-connection/store.ts';
import { local, openSocialWorld } from './testing/world.ts';

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const { ardoise, db, stranger, depart, arrive, whoIs, goAs, back } = await openSocialWorld(engine);

  describe('at the end of a first connection', () => {
    const begin = async (at: Partial<NewConnection> = {}) => {
      const { person_id } = await db
        .selectFrom('account_holder')
        .select('person_id')
        .where('account_id', '=', ardoise.accounts.newcomer)
        .executeTakeFirstOrThrow();
      const { token } = await transaction(db, (trx) =>
        insertConnection(
          trx,
          {
            agency_id: ardoise.id,
            path: 'first-connection',
            account_id: ardoise.accounts.newcomer,
            person_id,
            proved: 1,
            email: 'newcomer@exemple.fr',
            confirmed_at: new Date().toISOString(),
            ...at,
          },
          new Date(),
        ),
      );
      const browser = stranger();
      browser.cookies.set('__Host-palier-entry', { value: token, sameSite: 'Lax' });
      return browser;
    };
    const ending = { purpose: 'first-connection' } as const;
    const goAtEnd = async (browser: ReturnType<typeof stranger>, subject: string) => {
      local.who = subject;
      return arrive(browser, await local.walk((await depart(browser, 'oidc', ending)).href));
    };
    const newcomers = () =>
      db.selectFrom('login').select('id').where('email', '=', 'newcomer@exemple.fr').execute();

    test('only where a password would be chosen', async () => {
      const json = { ...ending, returnTo: ardoise.site };
      const leave = (browser: ReturnType<typeof stranger>) =>
        browser.send('/v1/social/oidc/departures', { json });
      expect((await leave(stranger())).status).toBe(409);
      expect((await leave(await begin({ confirmed_at: null }))).status).toBe(409);
      expect((await leave(await begin({ proved: 0, confirmed_at: null }))).status).toBe(409);
    });

    test('another’s identity, or another browser’s first connection, finishes nothing', async () => {
      const browser = await begin();
      expect(await goAtEnd(browser, 'marie-sub')).toBe(back('taken'));
      local.who = 'newcomer-sub';
      const returned = await local.walk((await depart(browser, 'oidc', ending)).href);
      const other = (await begin()).cookies.get('__Host-palier-entry');
      if (other) browser.cookies.set('__Host-palier-entry', other);
      expect(await arrive(browser, returned)).toBe(back('failed'));
      expect([await whoIs(browser), await newcomers()]).toEqual([null, []]);
    });

    test('the identity is linked instead of a password, and the person is in', async () => {
      const browser = await begin();
      expect(await goAtEnd(browser, 'newcomer-sub')).toBe(back('signed-in'));
      expect(await whoIs(browser)).toBe('newcomer');
      expect(browser.cookies.has('__Host-palier-entry')).toBe(false);
      const later = stranger();
      await goAs('newcomer-sub', later);
      expect(await whoIs(later)).toBe('newcomer');
      // No password opens a login that has none.
      const json = { identifier: 'newcomer@exemple.fr', password: ' ' };
      expect((await stranger().send('/v1/session', { json })).status).toBe(400);
    });
  });
});
