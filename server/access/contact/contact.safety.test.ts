import { parse } from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import { addPasskey, addTotp, json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { identifierKey } from '../../values/identifier.ts';
import { AccessOverview } from './contract.ts';
import { requireAnotherWayIn } from './store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
const minute = 60_000;
const day = 24 * 60 * minute;
const at = (ms: number) => vi.setSystemTime(start + ms);
const another = 'un cheval vert sur le toit';

describe.each(engines)('what one signs in with on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database, browser, signedIn, openSession, mailed, texted, sessions } = world;
  const { db } = database;
  const marie = ardoise.logins.marie;

  beforeEach(async () => {
    at(0);
    for (const table of ['step_up', 'phone_check', 'rate_limit', 'session', 'outbox'] as const)
      await db.deleteFrom(table).execute();
    for (const table of ['totp', 'recovery_code', 'passkey', 'reset_link', 'handoff'] as const)
      await db.deleteFrom(table).execute();
    const plain = { phone: null, phone_signs_from: null, alias: null, alias_key: null };
    await db.updateTable('login').set(plain).execute();
    mailed.length = 0;
    texted.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  const workAll = async () => {
    while ((await world.work()) > 0);
  };
  const overview = async (page: Browser) => parse(AccessOverview, await json(page.send('/v1/access')));
  const refused = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { code: string; fields?: object } };
    return error.fields ?? error.code;
  };
  const signIn = (password: string, identifier = 'marie@exemple.fr') =>
    browser({ endpoint: ardoise.portal }).send('/v1/session', { json: { identifier, password } });
  const isIn = async (page: Browser) => (await page.send('/v1/balances')).status === 200;

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
    const putBack = async () => {
      const { password_hash } = await db
        .selectFrom('login')
        .select('password_hash')
        .where('id', '=', ardoise.logins.paul)
        .executeTakeFirstOrThrow();
      await db.updateTable('login').set({ password_hash }).where('id', '=', marie).execute();
    };
    afterEach(putBack);

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
      await browser({ endpoint: ardoise.portal }).send('/v1/password/forgotten', {
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

  describe('a telephone', () => {
    const number = '06 12 34 56 78';
    const add = async (page: Browser, over: object = {}) => {
      const stepUp = await proven(world, page, { kind: 'change-phone', phone: '+33612345678' });
      return page.send('/v1/access/phone', { json: { phone: number, stepUp, ...over } });
    };
    const textedCode = () => /\d{6}/.exec(texted.at(-1)?.text ?? '')?.[0] ?? '';
    const give = (page: Browser, code: string) => page.send('/v1/access/phone/code', { json: { code } });
    /** Confirmed by the mailbox alone. */
    const addByMail = async (page: Browser, phone = number) => {
      const action = { kind: 'change-phone', phone };
      const asked = await json<{ id: string }>(
        page.send('/v1/step-ups', { json: { action, channel: 'email' } }),
      );
      await workAll();
      const code = /\b\d{6}\b/.exec(mailed.at(-1)?.text ?? '')?.[0] ?? '';
      await json(page.send(`/v1/step-ups/${asked.id}/code`, { json: { code } }));
      const answer = await page.send('/v1/access/phone', { json: { phone, stepUp: asked.id } });
      await workAll();
      return answer;
    };

    test('is verified by the code that it receives, and confirms something from tomorrow on', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect((await addByMail(page)).status).toBe(202);
      expect(mailed[0]?.text).toContain('Enregistrer le numéro de téléphone 06 12 34 56 78');
      expect(texted.map(({ to }) => to)).toEqual(['+33612345678']);
      expect((await overview(page)).phone).toBeNull();
      at(5 * minute);
      expect((await give(page, textedCode())).status).toBe(200);
      const { phone, channels } = await overview(page);
      expect(phone).toEqual({
        masked: '06 •• •• •• 78',
        signsFrom: new Date(start + 5 * minute + day).toISOString(),
      });
      expect(channels.map(({ channel }) => channel)).toEqual(['email']);
      await workAll();
      expect(mailed.at(-1)?.text).toContain('Un numéro de téléphone a été enregistré');
      at(5 * minute + day);
      const later = await overview(await signedIn(ardoise, 'marie'));
      expect(later.channels.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    });

    test('that a stronger proof brought confirms at once', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect((await add(page)).status).toBe(202); // `proven` stands for an application of codes
      await workAll();
      expect((await give(page, textedCode())).status).toBe(200);
      expect((await overview(page)).channels.map(({ channel }) => channel)).toEqual(['sms', 'email']);
    });

    test('is the one that was confirmed, however it is written, and no other', async () => {
      const page = await signedIn(ardoise, 'marie');
      expect(await refused(await add(page, { phone: '06 12 34 56 79' }))).toBe('step-up');
      expect((await add(page, { phone: '+33 (0)6.12.34.56.78' })).status).toBe(202);
      expect(await refused(await add(page, { phone: '02 40 00 00 00' }))).toEqual({ phone: 'not-a-mobile' });
    });

    test('is not kept for a wrong code: five tries, ten minutes', async () => {
      const page = await signedIn(ardoise, 'marie');
      await add(page);
      await workAll();
      const right = textedCode();
      const wrong = right === '000000' ? '000001' : '000000';
      const answers = [];
      for (let n = 0; n < 5; n += 1) answers.push(await refused(await give(page, wrong)));
      expect(answers).toEqual([...Array<object>(4).fill({ code: 'wrong' }), { code: 'expired' }]);
      expect(await refused(await give(page, right))).toEqual({ code: 'expired' });
      // Another message, another code.
      expect((await page.send('/v1/access/phone/message', { method: 'POST' })).status).toBe(202);
      await workAll();
      at(10 * minute);
      expect(await refused(await give(page, textedCode()))).toEqual({ code: 'expired' });
      expect((await overview(page)).phone).toBeNull();
    });

    test('is taken away with a proof, and its owner is told', async () => {
      const page = await signedIn(ardoise, 'marie');
      await add(page);
      await workAll();
      await give(page, textedCode());
      await workAll();
      const remove = (stepUp: string) =>
        page.send('/v1/access/phone', { method: 'DELETE', json: { stepUp } });
      expect((await remove('none')).status).toBe(403);
      expect((await remove(await proven(world, page, { kind: 'remove-phone' }))).status).toBe(200);
      expect((await overview(page)).phone).toBeNull();
      await workAll();
      expect(mailed.at(-1)?.text).toContain('Votre numéro de téléphone a été supprimé');
    });

    test('costs six messages a day at most', async () => {
      const page = await signedIn(ardoise, 'marie');
      await add(page);
      const again = () => page.send('/v1/access/phone/message', { method: 'POST' });
      for (let n = 0; n < 5; n += 1) expect((await again()).status).toBe(202);
      expect((await again()).status).toBe(429);
    });

    test('a number that the provider cannot write to is let go, one that it may is tried again', async () => {
      const page = await signedIn(ardoise, 'marie');
      const left = () => db.selectFrom('outbox').select('kind').where('done_at', 'is', null).execute();
      for (const [permanent, kept] of [
        [true, 0],
        [false, 1],
      ] as const) {
        await add(page);
        const failing = {
          send: () => Promise.reject(Object.assign(new Error('no'), { code: '400', permanent })),
        };
        await world.work(undefined, failing);
        expect(await left(), String(permanent)).toHaveLength(kept);
      }
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

test.each(engines)('without an SMS provider no number is asked for on %s', async (engine) => {
  const world = await openWorld(engine, { phoneOffered: false });
  const { ardoise, database } = world;
  await database.db
    .updateTable('login')
    .set({ phone: '+33612345678', phone_signs_from: '2020' })
    .where('id', '=', ardoise.logins.marie)
    .execute();
  const page = await world.signedIn(ardoise, 'marie');
  const shown = parse(AccessOverview, await json(page.send('/v1/access')));
  expect(shown.phoneOffered).toBe(false);
  expect(shown.channels.map(({ channel }) => channel)).toEqual(['email']);
  const add = await page.send('/v1/access/phone', { json: { phone: '06 12 34 56 78', stepUp: '' } });
  expect(add.status).toBe(404);
});
