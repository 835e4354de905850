import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import type { Browser } from '../testing/browser.ts';
import { openWorld } from '../testing/world.ts';

const verifier = 'v'.repeat(43);
const challenge = createHash('sha256').update(verifier).digest('base64url');

describe.each(engines)('signing in and out on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, browser, signedIn, database, mailed, openSession, sessions, work } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  const far = (origin = ardoise.farSite) => browser({ endpoint: ardoise.portal, origin, site: 'cross-site' });
  const signIn = (page: Browser, password = ardoise.password, identifier = 'marie@exemple.fr') =>
    page.send('/v1/session', { json: { identifier, password } });
  const isIn = async (page: Browser) => (await page.send('/v1/balances')).status === 200;

  beforeEach(async () => {
    await db.deleteFrom('rate_limit').execute();
    await db.deleteFrom('session').execute();
    mailed.length = 0;
  });

  afterEach(() => vi.useRealTimers());

  /** A cross-site page that went through the portal, as its two doors: the cookie and the bearer. */
  const handOver = async (origin = ardoise.farSite) => {
    const marie = await signedIn(ardoise, 'marie');
    const made = await marie.send('/v1/handoffs', { json: { origin, challenge } });
    const { code } = (await made.json()) as { code: string };
    const page = far(origin);
    const answer = await page.send('/v1/handoffs/redemption', { json: { code, verifier } });
    const { token } = (await answer.json()) as { token: string };
    return { page, token, answer };
  };

  describe('cookies', () => {
    test('of the portal', async () => {
      const response = await signIn(portal());
      expect(response.status).toBe(201);
      expect(response.headers.getSetCookie()).toEqual([
        expect.stringMatching(/^__Host-palier=[a-z2-7]{40}; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
      ]);
      expect(await response.text()).not.toContain('token');
    });

    test('of a cross-site page: partitioned, beside a bearer', async () => {
      const { answer, token } = await handOver();
      expect(answer.headers.getSetCookie()).toEqual([
        expect.stringMatching(
          /^__Host-palier-p-ardoise=[a-z2-7]{40}; Path=\/; HttpOnly; Secure; SameSite=None; Partitioned$/,
        ),
      ]);
      expect(token).toMatch(/^[a-z2-7]{40}$/);
    });

    test('are taken back at sign-out, and were worth nothing already', async () => {
      const page = portal();
      await signIn(page);
      const kept = new Map(page.cookies);
      expect(await isIn(page)).toBe(true);
      await page.send('/v1/session', { method: 'DELETE' });
      expect(page.cookies.size).toBe(0);
      for (const [name, cookie] of kept) page.cookies.set(name, cookie);
      expect(await isIn(page)).toBe(false);
    });
  });

  describe('a session', () => {
    test('that was there before the sign-in is dead after it', async () => {
      const page = portal();
      const planted = await openSession(ardoise, 'neighbour');
      page.cookies.set('__Host-palier', { value: planted.id, sameSite: 'Lax' });
      expect((await signIn(page)).status).toBe(201);
      expect(page.cookies.get('__Host-palier')?.value).not.toBe(planted.id);
      expect(await sessions.read(planted.id, 'portal')).toBeUndefined();
    });

    test('is of one kind: a cookie in the other’s place, or as a bearer, opens nothing', async () => {
      const { id } = await openSession(ardoise, 'marie');
      const page = far();
      page.cookies.set('__Host-palier-p-ardoise', { value: id, sameSite: 'None' });
      expect(await isIn(page)).toBe(false);
      const other = portal();
      other.bearer = id;
      expect(await isIn(other)).toBe(false);
      const plain = portal();
      plain.cookies.set('palier', { value: id, sameSite: 'Lax' });
      expect(await isIn(plain)).toBe(false);
    });

    test('of one agency opens nothing at another', async () => {
      expect(await isIn(await signedIn(brume, 'marie', { endpoint: ardoise.portal }))).toBe(false);
      expect((await signIn(portal(), brume.password)).status).toBe(400);
    });
  });

  describe('a cross-site page', () => {
    test('never signs in with a password', async () => {
      expect((await signIn(far())).status).toBe(403);
    });

    test('is signed in by cookie or by bearer, in its own origin alone', async () => {
      const { page, token } = await handOver();
      expect(await isIn(page)).toBe(true);
      const withToken = far();
      withToken.bearer = token;
      expect(await isIn(withToken)).toBe(true);
      // The agency's other site is listed too: the token of one is still not the other's.
      const other = far(ardoise.site);
      other.bearer = token;
      expect(await isIn(other)).toBe(false);
      other.bearer = undefined;
      for (const [name, cookie] of page.cookies) other.cookies.set(name, cookie);
      expect(await isIn(other)).toBe(false);
    });

    test('cannot ask for a code, nor can a same-site page', async () => {
      const { page, token } = await handOver();
      const ask = { json: { origin: ardoise.farSite, challenge } };
      expect((await page.send('/v1/handoffs', ask)).status).toBe(403);
      page.bearer = token;
      expect((await page.send('/v1/handoffs', ask)).status).toBe(403);
      const site = await signedIn(ardoise, 'marie', { origin: ardoise.site });
      expect((await site.send('/v1/handoffs', ask)).status).toBe(403);
    });

    test('nor is a code made for a site that is not the agency’s', async () => {
      const marie = await signedIn(ardoise, 'marie');
      for (const origin of ['https://evil.example', brume.farSite, 'null', ''])
        expect((await marie.send('/v1/handoffs', { json: { origin, challenge } })).status).toBe(403);
    });

    test('nor does a code open anything once its sign-in is over', async () => {
      const marie = await signedIn(ardoise, 'marie');
      const made = await marie.send('/v1/handoffs', { json: { origin: ardoise.farSite, challenge } });
      const { code } = (await made.json()) as { code: string };
      await signedIn(ardoise, 'marie'); // on another device, which changes nothing
      await marie.send('/v1/session', { method: 'DELETE' });
      const page = far();
      const redeemed = await page.send('/v1/handoffs/redemption', { json: { code, verifier } });
      expect([redeemed.status, page.cookies.size]).toEqual([400, 0]);
    });

    test('ends with the sign-in that it comes of, however late it was handed over', async () => {
      const start = Date.now();
      const at = (minutes: number) => vi.setSystemTime(start + minutes * 60_000);
      at(0);
      const marie = await signedIn(ardoise, 'marie');
      for (let minutes = 25; minutes < 710; minutes += 25) {
        at(minutes);
        expect(await isIn(marie)).toBe(true);
      }
      const made = await marie.send('/v1/handoffs', { json: { origin: ardoise.farSite, challenge } });
      const { code } = (await made.json()) as { code: string };
      const [byCookie, byToken] = [far(), far()];
      const redeemed = await byCookie.send('/v1/handoffs/redemption', { json: { code, verifier } });
      byToken.bearer = ((await redeemed.json()) as { token: string }).token;
      at(704);
      const renewed = await byToken.send('/v1/session/renewal', { method: 'POST' });
      byToken.bearer = ((await renewed.json()) as { token: string }).token;
      at(708);
      expect([await isIn(byCookie), await isIn(byToken)]).toEqual([true, true]);
      at(719);
      const last = await byCookie.send('/v1/balances');
      expect(last.status).toBe(200);
      at(720);
      expect([await isIn(marie), await isIn(byCookie)]).toEqual([false, false]);
      const rows = await db
        .selectFrom('session')
        .select('ends_at')
        .where('login_id', '=', ardoise.logins.marie)
        .execute();
      const ends = new Set(rows.map(({ ends_at }) => ends_at));
      expect([...ends]).toEqual([new Date(start + 12 * 3_600_000).toISOString()]);
    });

    test('renews its bearer and leaves the former one dead', async () => {
      const { token } = await handOver();
      const page = far();
      page.bearer = token;
      const renewed = await page.send('/v1/session/renewal', { method: 'POST' });
      expect(renewed.status).toBe(201);
      expect(await isIn(page)).toBe(false);
      page.bearer = ((await renewed.json()) as { token: string }).token;
      expect(await isIn(page)).toBe(true);
    });

    test.each(['cookie', 'bearer'] as const)('signing out by its %s closes both doors', async (door) => {
      const { page, token } = await handOver();
      const byToken = far();
      byToken.bearer = token;
      // Sign-ins are told apart by their moment.
      vi.setSystemTime(Date.now() + 1000);
      const elsewhere = await handOver();
      await (door === 'cookie' ? page : byToken).send('/v1/session', { method: 'DELETE' });
      expect([await isIn(page), await isIn(byToken)]).toEqual([false, false]);
      // The same person's other browser stays.
      expect(await isIn(elsewhere.page)).toBe(true);
    });
  });

  describe('a new password', () => {
    beforeEach(() => db.deleteFrom('outbox').execute());
    const ask = async () => {
      await portal().send('/v1/password/forgotten', { json: { identifier: 'marie@exemple.fr' } });
      await work();
      const [link = ''] = mailed
        .flatMap(({ text }) => /mot-de-passe#([\w-]+)/.exec(text)?.[1] ?? [])
        .toReversed();
      return link;
    };
    const choose = (token: string, password: string) =>
      portal().send('/v1/password', { json: { token, password } });

    test('is chosen through the mailed link, and ends every session', async () => {
      const pages = await Promise.all([1, 2, 3].map(() => signedIn(ardoise, 'marie')));
      const { page, token: bearer } = await handOver();
      const withBearer = far();
      withBearer.bearer = bearer;
      const paul = await signedIn(ardoise, 'paul');
      const token = await ask();
      expect(mailed).toHaveLength(1);
      expect(mailed[0]).toMatchObject({
        to: 'marie@exemple.fr',
        from: 'Agence <ne-pas-repondre@ardoise.test>',
      });

      const chosen = await choose(token, 'Un tout autre mot');
      expect(chosen.status).toBe(200);
      // Proving the mailbox is not signing in.
      expect(chosen.headers.getSetCookie()).toEqual([]);
      for (const each of [...pages, page, withBearer]) expect(await isIn(each)).toBe(false);
      expect(await isIn(paul)).toBe(true);
      expect((await signIn(portal())).status).toBe(400);
      expect((await signIn(portal(), 'Un tout autre mot')).status).toBe(201);
      // Whoever chose it, the owner of the mailbox is told.
      await work();
      expect(mailed.at(-1)).toMatchObject({ to: 'marie@exemple.fr' });
      expect(mailed.at(-1)?.subject).toContain('votre mot de passe a été changé');
      // Back to the first, for the other tests.
      expect((await choose(await ask(), ardoise.password)).status).toBe(200);
    });

    test('is refused when too weak, and the link still opens', async () => {
      const token = await ask();
      const weak = await choose(token, '111111111111');
      expect(weak.status).toBe(400);
      expect(await weak.json()).toEqual({ error: { code: 'invalid', fields: { password: 'too-weak' } } });
      const link = await portal().send('/v1/password/link', { json: { token } });
      expect(await link.json()).toEqual({ usable: true });
    });

    test('no page that a mail scanner opens consumes the link', async () => {
      const token = await ask();
      for (const path of [
        '/nouveau-mot-de-passe',
        `/nouveau-mot-de-passe?token=${token}`,
        `/v1/password/${token}`,
      ])
        await portal().send(path);
      const link = await portal().send('/v1/password/link', { json: { token } });
      expect(await link.json()).toEqual({ usable: true });
    });
  });
});
