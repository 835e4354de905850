import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import { addPasskey, addTotp, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { identifierKey } from '../../values/identifier.ts';
import { requireAnotherWayIn } from './store.ts';
import { openContact, refused, start } from './testing.ts';

const another = 'un cheval vert sur le toit';

describe.each(engines)('what one signs in with on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database, signedIn, openSession, mailed, sessions } = world;
  const { db } = database;
  const contact = await openContact(world);
  const { marie, workAll, anyone, signIn, overview, isIn } = contact;

  beforeEach(contact.clean);
  afterEach(() => vi.useRealTimers());

  test('is shown to its owner', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect(await overview(page)).toEqual({
      email: 'marie@exemple.fr',
      alias: null,
      phone: null,
      phoneOffered: true,
      hasPassword: true,
      passkeys: [],
      totp: false,
      recoveryCodesLeft: 0,
      linked: [],
      offers: [],
      channels: [{ channel: 'email', to: 'm…@exemple.fr' }],
      emailChange: null,
    });
    await db
      .updateTable('login')
      .set({ phone: '+33612345678', phone_signs_from: new Date(start).toISOString() })
      .where('id', '=', marie)
      .execute();
    await addTotp(world, page);
    await addPasskey(world, page, new Authenticator(ardoise.portal));
    const full = await overview(page);
    expect(full.channels.map(({ channel }) => channel)).toEqual(['passkey', 'totp', 'sms', 'email']);
    expect(full).toMatchObject({ totp: true, phone: { masked: '06 •• •• •• 78' } });
    expect(full.recoveryCodesLeft).toBeGreaterThan(5);
    expect(full.passkeys).toHaveLength(1);
    expect(JSON.stringify(full)).not.toContain('612345678');
  });

  describe('a password', () => {
    const change = async (page: Browser, over: { stepUp?: string; [field: string]: unknown } = {}) => {
      const stepUp = over.stepUp ?? (await proven(world, page, { kind: 'change-password' }));
      const json = { current: ardoise.password, password: another, ...over, stepUp };
      return page.send('/v1/access/password', { method: 'PUT', json });
    };

    test('changed ends every session but this one, which has a new id', async () => {
      const page = await signedIn(ardoise, 'marie');
      const others = await Promise.all([1, 2, 3].map(() => signedIn(ardoise, 'marie')));
      const far = await openSession(ardoise, 'marie', 'bearer', ardoise.farSite);
      const paul = await signedIn(ardoise, 'paul');
      const former = page.cookies.get('__Host-palier')?.value ?? '';
      expect((await change(page)).status).toBe(200);
      // Five there were: none of them is left.
      const kept = await db.selectFrom('session').select('id_hash').where('login_id', '=', marie).execute();
      expect(kept).toHaveLength(1);
      for (const other of others) expect(await isIn(other)).toBe(false);
      expect(await sessions.read(far.id, 'bearer')).toBeUndefined();
      expect(await sessions.read(former, 'portal')).toBeUndefined();
      expect(page.cookies.get('__Host-palier')?.value).not.toBe(former);
      expect([await isIn(page), await isIn(paul)]).toEqual([true, true]);
      expect([(await signIn(ardoise.password)).status, (await signIn(another)).status]).toEqual([400, 201]);
      await workAll();
      expect(mailed.map(({ to, subject }) => [to, subject])).toEqual([
        ['marie@exemple.fr', 'Agence canari.ardoise.agency\u00a0: votre mot de passe a été changé'],
      ]);
      expect(JSON.stringify(mailed)).not.toContain(another);
    });

    test('changed kills the links, codes and hand-overs that were under way', async () => {
      const page = await signedIn(ardoise, 'marie');
      await anyone().send('/v1/password/forgotten', {
        json: { identifier: 'marie@exemple.fr' },
      });
      await page.send('/v1/handoffs', { json: { origin: ardoise.farSite, challenge: 'c'.repeat(43) } });
      await workAll();
      expect((await change(page)).status).toBe(200);
      for (const table of ['reset_link', 'handoff'] as const)
        expect(await db.selectFrom(table).select('login_id').execute(), table).toEqual([]);
    });

    test('needs the current one, and few guesses of it', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect(await refused(await change(page, { current: another }))).toEqual({ current: 'wrong' });
      expect(await refused(await change(page, { current: undefined }))).toEqual({ current: 'wrong' });
      for (let n = 0; n < 3; n += 1) await change(page, { current: 'x' });
      expect((await change(page)).status).toBe(429);
      expect((await signIn(ardoise.password)).status).toBe(201);
    });

    test('needs a fresh proof of this very thing', async () => {
      const page = await signedIn(ardoise, 'marie');
      const other = await proven(world, page, { kind: 'remove-phone' });
      for (const stepUp of ['', 'unknown', other])
        expect(await refused(await change(page, { stepUp }))).toBe('step-up');
      expect((await signIn(ardoise.password)).status).toBe(201);
    });

    test.each([
      ['court', 'too-weak'],
      ['Printemps2026!', 'common'],
      ['marie@exemple.fr', 'personal'],
      ['Ardoise-2026-86', 'personal'],
    ])('%s is refused: %s', async (password, why) => {
      const page = await signedIn(ardoise, 'marie');
      const stepUp = await proven(world, page, { kind: 'change-password' });
      expect(await refused(await change(page, { password, stepUp }))).toEqual({ password: why });
      // The proof is still there for the next try.
      expect((await change(page, { stepUp })).status).toBe(200);
    });

    test('is chosen without a former one by who never had any', async () => {
      await db.updateTable('login').set({ password_hash: '' }).where('id', '=', marie).execute();
      const page = await signedIn(ardoise, 'marie');
      expect((await overview(page)).hasPassword).toBe(false);
      expect((await signIn('')).status).toBe(400);
      expect((await change(page, { current: undefined })).status).toBe(200);
      expect((await signIn(another)).status).toBe(201);
    });
  });

  describe('a name of one’s own', () => {
    const choose = (page: Browser, alias: string) =>
      page.send('/v1/access/alias', { method: 'PUT', json: { alias } });

    test('signs in, as it was chosen or nearly, until it is taken away', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect((await choose(page, 'Marie.Aubry')).status).toBe(200);
      expect((await overview(page)).alias).toBe('Marie.Aubry');
      expect((await signIn(ardoise.password, 'marie aubry')).status).toBe(201);
      await page.send('/v1/access/alias', { method: 'DELETE' });
      expect((await signIn(ardoise.password, 'marie.aubry')).status).toBe(400);
    });

    test('is taken: one answer for another’s, for an identifier, and for what looks like one', async () => {
      const [page, paul] = [await signedIn(ardoise, 'marie'), await signedIn(ardoise, 'paul')];
      expect((await choose(paul, 'capitaine')).status).toBe(200);
      const bodies = [];
      for (const alias of ['Capitaine', 'capita1ne', 'C0002', 'c-ooo2', 'C9999', '0002', 'XK00451', '12345'])
        bodies.push(await (await choose(page, alias)).text());
      expect(new Set(bodies)).toEqual(new Set(['{"error":{"code":"invalid","fields":{"alias":"taken"}}}']));
      expect((await overview(page)).alias).toBeNull();
      // However the agency numbers its accounts.
      const account = ardoise.accounts.neighbour;
      const name = (identifier: string) =>
        db
          .updateTable('account')
          .set({ identifier, identifier_key: identifierKey(identifier) })
          .where('id', '=', account)
          .execute();
      await name('VILLA-ROSE');
      expect(await refused(await choose(page, 'villa.rose'))).toEqual({ alias: 'taken' });
      await name('C0002');
      // The other agency's names are its own.
      const elsewhere = await signedIn(brume, 'marie');
      expect((await choose(elsewhere, 'capitaine')).status).toBe(200);
    });

    test.each(['ab', 'marie@exemple.fr', '.marie', 'marie aubry', 'a'.repeat(41), 'marie/aubry'])(
      '%s cannot be one',
      async (alias) => {
        const page = await signedIn(ardoise, 'marie');
        expect(await refused(await choose(page, alias))).toEqual({ alias: 'not-valid' });
      },
    );

    test.each(['studio', 'tom-86', 'helene.aubry', 'Éléonore', 'paul1962b'])('%s can', async (alias) => {
      const page = await signedIn(ardoise, 'marie');
      expect((await choose(page, alias)).status).toBe(200);
    });
  });

  test('at least one way in stays', async () => {
    const page = await signedIn(ardoise, 'marie');
    await addPasskey(world, page, new Authenticator(ardoise.portal));
    const [key] = (await overview(page)).passkeys;
    const passkey = key?.id ?? '';
    const may = (leaving: { passkey?: string; provider?: string }) =>
      db
        .transaction()
        .execute((trx) => requireAnotherWayIn(trx, marie, leaving))
        .catch((error: { fields: object }) => error.fields);
    expect(await may({ passkey })).toBeUndefined();
    const { password_hash } = await db
      .selectFrom('login')
      .select('password_hash')
      .where('id', '=', marie)
      .executeTakeFirstOrThrow();
    await db.updateTable('login').set({ password_hash: '' }).where('id', '=', marie).execute();
    expect(await may({ passkey })).toEqual({ way: 'last-way-in' });
    expect(await may({ provider: 'google' })).toBeUndefined();
    await db.updateTable('login').set({ password_hash }).where('id', '=', marie).execute();
  });

  test('is changed at the portal alone', async () => {
    const page = await signedIn(ardoise, 'marie', { origin: ardoise.site });
    for (const [path, method] of [
      ['/v1/access', 'GET'],
      ['/v1/access/alias', 'DELETE'],
      ['/v1/access/email', 'DELETE'],
    ] as const)
      expect((await page.send(path, { method })).status, path).toBe(403);
  });
});
