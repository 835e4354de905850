import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { findAgency } from '../../agency/store.ts';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import { Authenticator, type Twist } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import { addPasskey, json, proven, waitingBrowser } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { clearExpiredChallenges } from './passkey-store.ts';
import { passkeyOptions, verifyPasskey } from './webauthn.ts';

/** One thing wrong each, whatever is being answered. */
const wrong: [string, Twist][] = [
  ['made on the agency’s own site', { origin: 'https://www.ardoise.test' }],
  ['made on another site', { origin: 'https://espace.ardoise.test.evil.example' }],
  ['made for another host', { rpId: 'ardoise.test' }],
  ['made in somebody’s frame', { crossOrigin: true }],
  ['without the person’s finger, face or code', { unverified: true }],
  ['to a question never asked', { challenge: 'A'.repeat(43) }],
];

describe.each(engines)('passkeys on %s', { timeout: 20_000 }, async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, browser, database, signedIn } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  const ask = async (page: Browser, path = '/v1/session/passkey', send = {}): Promise<string> =>
    (await json<{ options: string }>(page.send(`${path}/options`, { method: 'POST', ...send }))).options;
  const answer = async (page: Browser, response: string, path = '/v1/session/passkey') => {
    const { status } = await page.send(path, { json: { response } });
    const { person } = await json<{ person: unknown }>(page.send('/v1/session'));
    if (status !== 201 && person !== null) throw new Error('refused, and signed in');
    return status;
  };
  let marie: Authenticator;

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    for (const table of ['rate_limit', 'session', 'passkey', 'webauthn_challenge'] as const)
      await db.deleteFrom(table).execute();
    marie = new Authenticator(ardoise.portal);
    await addPasskey(world, await signedIn(ardoise, 'marie'), marie);
  });
  afterEach(() => vi.useRealTimers());

  describe('an answer opens nothing', () => {
    test.each([...wrong, ['whose signature was touched', { tampered: true }] as const])(
      '%s',
      async (_, twist) => {
        const page = portal();
        expect(await answer(page, marie.get(await ask(page), twist))).toBe(400);
        // The same without the twist: it is that, and nothing else, which was refused.
        expect(await answer(page, marie.get(await ask(page)))).toBe(201);
      },
    );

    test.each([
      ['names nobody', null],
      ['names somebody else', Buffer.from('paul').toString('base64url')],
    ])('that %s', async (_, userHandle) => {
      const page = portal();
      expect(await answer(page, marie.get(await ask(page), { userHandle }))).toBe(400);
    });

    test('a second time', async () => {
      const options = await ask(portal());
      const response = marie.get(options);
      expect(await answer(portal(), response)).toBe(201);
      expect(await answer(portal(), response)).toBe(400);
      expect(await answer(portal(), marie.get(options))).toBe(400);
    });

    test('a second time, once refused', async () => {
      const options = await ask(portal());
      expect(await answer(portal(), marie.get(options, { tampered: true }))).toBe(400);
      expect(await answer(portal(), marie.get(options))).toBe(400);
    });

    test('after five minutes', async () => {
      const options = await ask(portal());
      vi.setSystemTime(Date.now() + 300_000);
      expect(await answer(portal(), marie.get(options))).toBe(400);
    });

    test('from a copy of the key, which counts less', async () => {
      for (const counter of [7, 9]) {
        const page = portal();
        expect(await answer(page, marie.get(await ask(page), { counter }))).toBe(201);
      }
      for (const counter of [8, 9, 0]) {
        const page = portal();
        expect(await answer(page, marie.get(await ask(page), { counter }))).toBe(400);
      }
    });

    test('with a key of the other agency', async () => {
      const other = new Authenticator(brume.portal);
      await addPasskey(world, await signedIn(brume, 'marie'), other);
      const page = portal();
      const { rpId, ...asked } = JSON.parse(await ask(page)) as { rpId: string };
      const here = { origin: ardoise.portal, rpId };
      expect(await answer(page, other.get(JSON.stringify(asked), here))).toBe(400);
      const there = browser({ endpoint: brume.portal });
      expect(await answer(there, other.get(await ask(there)))).toBe(201);
    });

    test('to a question of the other agency', async () => {
      const options = await ask(browser({ endpoint: brume.portal }));
      expect(await answer(portal(), marie.get(options))).toBe(400);
    });

    test.each(['', '{}', 'null', '[]', '{"id":1}', '{"id":"a","response":{"clientDataJSON":"e30"}}', '"'])(
      'when it is %j',
      async (response) => {
        expect(await answer(portal(), response)).toBe(400);
      },
    );
  });

  describe('as the second factor', () => {
    const path = '/v1/session/factor/passkey';

    test.each([...wrong, ['tampered', { tampered: true }] as const])('not %s', async (_, twist) => {
      const page = await waitingBrowser(world, ardoise, 'marie');
      expect(await answer(page, marie.get(await ask(page, path), twist), path)).toBe(400);
      expect(await answer(page, marie.get(await ask(page, path)), path)).toBe(201);
    });

    test('another login’s key does not count', async () => {
      const paul = new Authenticator(ardoise.portal);
      await addPasskey(world, await signedIn(ardoise, 'paul'), paul);
      const page = await waitingBrowser(world, ardoise, 'marie');
      const { challenge } = JSON.parse(await ask(page, path)) as { challenge: string };
      const [key] = paul.keys;
      if (!key) throw new Error('Paul has no key');
      for (const twist of [{}, { userHandle: null }, { userHandle: marie.keys[0]?.userHandle ?? '' }])
        expect(await answer(page, paul.use(key, challenge, twist), path)).toBe(400);
    });

    test('an answer given elsewhere does not count', async () => {
      const page = await waitingBrowser(world, ardoise, 'marie');
      const other = await waitingBrowser(world, ardoise, 'marie');
      // Of the same person's other sign-in, and of a sign-in by key alone.
      for (const options of [await ask(other, path), await ask(page)])
        expect(await answer(page, marie.get(options), path)).toBe(400);
      expect(await answer(portal(), marie.get(await ask(page, path)))).toBe(400);
    });
  });

  test('questions that nobody can answer any more are cleared', async () => {
    const waiting = () => db.selectFrom('webauthn_challenge').select('challenge_hash').execute();
    await ask(portal());
    vi.setSystemTime(Date.now() + 299_999);
    await ask(portal());
    await clearExpiredChallenges(db, new Date());
    expect(await waiting()).toHaveLength(2);
    vi.setSystemTime(Date.now() + 1);
    await clearExpiredChallenges(db, new Date());
    expect(await waiting()).toHaveLength(1);
  });

  test('a question is asked of one login, for one purpose and one thing to confirm', async () => {
    const agency = await findAgency(db, ardoise.slug);
    const [key] = marie.keys;
    if (!key) throw new Error('Marie has no key');
    const challengeOf = (options: string) => (JSON.parse(options) as { challenge: string }).challenge;
    const question = { agency, purpose: 'step-up', loginId: ardoise.logins.marie, subject: 'one' } as const;
    const verify = async (changed: object) => {
      const asked = { ...question, ...changed };
      const response = marie.use(key, challengeOf(await passkeyOptions(db, asked, new Date())));
      return transaction(db, (trx) => verifyPasskey(trx, { ...question, response }, new Date()));
    };
    const others = [
      { purpose: 'factor' },
      { loginId: null },
      { subject: 'other' },
      { subject: undefined },
      { agency: await findAgency(db, brume.slug) },
    ];
    for (const changed of others) expect(await verify(changed), Object.keys(changed).join()).toBeUndefined();
    expect(await verify({})).toEqual({ loginId: ardoise.logins.marie });
    // Asked of Paul, answered with Marie's key.
    const paul = await passkeyOptions(db, { ...question, loginId: ardoise.logins.paul }, new Date());
    const response = marie.use(key, challengeOf(paul));
    const seen = await transaction(db, (trx) => verifyPasskey(trx, { ...question, response }, new Date()));
    expect(seen).toBeUndefined();
  });

  describe('a new key is not kept', () => {
    const asking = async (page: Browser) =>
      ask(page, '/v1/passkeys', { json: { stepUp: await proven(world, page, { kind: 'add-passkey' }) } });
    const keep = async (page: Browser, response: string) =>
      (await page.send('/v1/passkeys', { json: { response, name: 'Clé' } })).status;
    const kept = async () => (await db.selectFrom('passkey').select('id').execute()).length - 1;

    test.each(wrong)('when it was %s', async (_, twist) => {
      const page = await signedIn(ardoise, 'paul');
      const paul = new Authenticator(ardoise.portal);
      expect(await keep(page, paul.create(await asking(page), twist))).toBe(400);
      expect(await kept()).toBe(0);
      expect(await keep(page, paul.create(await asking(page)))).toBe(201);
    });

    test('for someone else, in another sign-in, nor twice', async () => {
      const page = await signedIn(ardoise, 'paul');
      const response = new Authenticator(ardoise.portal).create(await asking(page));
      expect(await keep(await signedIn(ardoise, 'marie'), response)).toBe(400);
      expect(await keep(await signedIn(ardoise, 'paul'), response)).toBe(400);
      expect(await keep(page, response)).toBe(201);
      expect(await keep(page, response)).toBe(400);
      expect(await kept()).toBe(1);
    });

    test('without its own proof: one proof makes one key', async () => {
      const page = await signedIn(ardoise, 'paul');
      const stepUp = await proven(world, page, { kind: 'add-passkey' });
      await ask(page, '/v1/passkeys', { json: { stepUp } });
      const again = await page.send('/v1/passkeys/options', { json: { stepUp } });
      expect(again.status).toBe(403);
      // A question about signing in is none about a new key.
      const { challenge } = JSON.parse(await ask(portal())) as { challenge: string };
      const options = JSON.stringify({
        challenge,
        rp: { id: 'espace.ardoise.test' },
        user: { id: 'cGF1bA' },
      });
      expect(await keep(page, new Authenticator(ardoise.portal).create(options))).toBe(400);
    });

    test('when it is somebody’s already', async () => {
      const page = await signedIn(ardoise, 'paul');
      const paul = new Authenticator(ardoise.portal);
      const id = marie.keys[0]?.id;
      const response = paul.create(await asking(page), id && { id });
      expect(await keep(page, response)).toBe(400);
      const alone = portal();
      expect(await answer(alone, marie.get(await ask(alone)))).toBe(201);
    });
  });
});
