import { describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import type { Who } from '../../testing/people.ts';
import type { Action } from '../step-up/action.ts';
import { createStepUp, markProven } from '../step-up/store.ts';
import { listLinked } from './store.ts';
import { local, openSocialWorld, sound } from './testing/world.ts';

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openSocialWorld(engine);
  const { ardoise, db, stranger, arrive, whoIs, goAs, back } = world;

  describe('linking', () => {
    const proven = async (browser: Awaited<ReturnType<typeof world.signedIn>>, action: Action) => {
      const id = browser.cookies.get('__Host-palier')?.value ?? '';
      const { signIn = '' } = (await world.sessions.read(id, 'portal'))?.session ?? {};
      const confirming = { loginId: ardoise.logins.paul, signIn };
      return transaction(db, async (trx) => {
        const how = { action, says: '', channel: 'totp' } as const;
        const row = await createStepUp(trx, confirming, how, new Date());
        await markProven(trx, row.id, new Date());
        return row.id;
      });
    };
    const linking = { kind: 'link-social', provider: 'oidc' };
    const access = `${ardoise.portal}/mon-acces`;
    const leave = async (browser: Awaited<ReturnType<typeof world.signedIn>>, stepUp?: string) =>
      browser.send('/v1/social/oidc/departures', {
        json: { purpose: 'link', returnTo: access, ...(stepUp && { stepUp }) },
      });
    const linkAs = async (browser: Awaited<ReturnType<typeof world.signedIn>>, subject: string) => {
      local.who = subject;
      const response = await leave(browser, await proven(browser, linking));
      const { url } = (await response.json()) as { url: string };
      return local.walk(url);
    };
    const linkedTo = async (who: Who) =>
      (await listLinked(db, ardoise.logins[who], sound.offers(['oidc']))).filter(
        ({ provider }) => provider === 'oidc',
      );

    test('is confirmed first, once, for that provider', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      expect((await leave(stranger(), 'x')).status).toBe(401);
      expect((await leave(paul)).status).toBe(403);
      expect((await leave(paul, await proven(paul, { kind: 'add-passkey' }))).status).toBe(403);
      expect((await leave(paul, await proven(paul, { ...linking, provider: 'x' }))).status).toBe(403);
      const stepUp = await proven(paul, linking);
      expect((await leave(paul, stepUp)).status).toBe(201);
      expect((await leave(paul, stepUp)).status).toBe(403);
      const fromSite = await world.signedIn(ardoise, 'paul', { origin: ardoise.site });
      expect((await leave(fromSite, await proven(fromSite, linking))).status).toBe(403);
    });

    test('then opens, tells the mailbox, and is undone by another confirmation', async () => {
      local.claims.paul = { email: 'paul@exemple.fr' };
      const paul = await world.signedIn(ardoise, 'paul');
      expect(await arrive(paul, await linkAs(paul, 'paul'))).toBe(`${access}#palier-social=linked`);
      expect(await linkedTo('paul')).toMatchObject([{ name: 'Fournisseur local', label: 'p…@exemple.fr' }]);
      await world.work();
      expect(world.mailed.at(-1)).toMatchObject({ to: 'paul@exemple.fr' });
      expect(world.mailed.at(-1)?.text).toContain('Un compte externe a été associé');

      const later = stranger();
      await goAs('paul', later);
      expect(await whoIs(later)).toBe('paul');

      const unlink = (stepUp: string) => paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect((await unlink('x')).status).toBe(403);
      expect((await unlink(await proven(paul, { ...linking, kind: 'unlink-social' }))).status).toBe(200);
      expect(await linkedTo('paul')).toEqual([]);
      expect(await goAs('paul')).toBe(back('unknown'));
    });

    test('is not undone while nothing else opens the login', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      await arrive(paul, await linkAs(paul, 'paul'));
      const login = db.updateTable('login').where('id', '=', ardoise.logins.paul);
      const { password_hash } = await db
        .selectFrom('login')
        .select('password_hash')
        .where('id', '=', ardoise.logins.paul)
        .executeTakeFirstOrThrow();
      await login.set({ password_hash: '' }).execute();
      const stepUp = await proven(paul, { ...linking, kind: 'unlink-social' });
      const refused = await paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect(await refused.json()).toMatchObject({ error: { fields: { way: 'last-way-in' } } });
      expect(await linkedTo('paul')).toHaveLength(1);
      await login.set({ password_hash }).execute();
      // What was confirmed was not done: the proof still serves.
      const done = await paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect(done.status).toBe(200);
    });

    test('takes nobody’s identity from them', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      expect(await arrive(paul, await linkAs(paul, 'marie-sub'))).toBe(`${access}#palier-social=taken`);
      expect(await linkedTo('paul')).toEqual([]);
      const browser = stranger();
      await goAs('marie-sub', browser);
      expect(await whoIs(browser)).toBe('marie');
    });

    test('keeps one identity per provider', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      for (const subject of ['first', 'second', 'second'])
        expect(await arrive(paul, await linkAs(paul, subject))).toBe(`${access}#palier-social=linked`);
      expect(await linkedTo('paul')).toHaveLength(1);
      expect(await goAs('first')).toBe(back('unknown'));
    });

    test('stops when the session ended, or is another, by the return', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      const returned = await linkAs(paul, 'third');
      await paul.send('/v1/session', { method: 'DELETE' });
      expect(await arrive(paul, returned)).toBe(`${access}#palier-social=failed`);
      const again = await world.signedIn(ardoise, 'paul');
      const other = await linkAs(again, 'third');
      const { id } = await world.openSession(ardoise, 'marie');
      again.cookies.set('__Host-palier', { value: id, sameSite: 'Lax' });
      expect(await arrive(again, other)).toBe(`${access}#palier-social=failed`);
      expect(await goAs('third')).toBe(back('unknown'));
    });
  });
});
