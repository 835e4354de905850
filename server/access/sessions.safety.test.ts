import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase } from '../database/open.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { totpCode } from '../testing/authenticator.ts';
import type { Browser } from '../testing/browser.ts';
import { addTotp, json, proven, waitingBrowser } from '../testing/second-factor.ts';
import { openWorld } from '../testing/world.ts';
import { useRecoveryCode } from './factors/recovery-store.ts';
import { verifyTotp } from './factors/totp-store.ts';

const cookie = '__Host-palier';

describe.each(engines)(
  'between the password and the second factor on %s',
  { timeout: 30_000 },
  async (engine) => {
    const world = await openWorld(engine);
    const { ardoise, browser, database, mailed, sessions, signedIn, work } = world;
    const { db } = database;
    const portal = () => browser({ endpoint: ardoise.portal });
    const signIn = (page: Browser, password = ardoise.password) =>
      page.send('/v1/session', { json: { identifier: 'marie@exemple.fr', password } });
    const wait = async () => {
      const page = portal();
      expect(await json(signIn(page))).toMatchObject({ person: null, awaits: { kind: 'prove' } });
      return page;
    };
    const isIn = async (page: Browser) => (await page.send('/v1/balances')).status === 200;
    const byTotp = async (page: Browser, code: string) =>
      (await page.send('/v1/session/factor/totp', { json: { code } })).status;
    const byRecovery = async (page: Browser, code = '') =>
      (await page.send('/v1/session/factor/recovery-code', { json: { code } })).status;
    const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
    let marie: { secret: string; codes: string[] };

    beforeEach(async () => {
      vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-12T00:00:00Z') });
      for (const table of ['rate_limit', 'session', 'totp', 'recovery_code', 'outbox'] as const)
        await db.deleteFrom(table).execute();
      mailed.length = 0;
      marie = await addTotp(world, await signedIn(ardoise, 'marie'));
      later(30);
    });
    afterEach(() => vi.useRealTimers());

    describe('a waiting session', () => {
      test('is nobody, wherever it is shown', async () => {
        const page = await wait();
        const stepUp = 'a'.repeat(36);
        const asked: [string, string, unknown?][] = [
          ['GET', '/v1/balances'],
          ['GET', '/v1/documents'],
          ['GET', '/v1/sessions'],
          ['DELETE', '/v1/sessions'],
          ['POST', '/v1/session/renewal'],
          ['POST', '/v1/handoffs', { origin: ardoise.farSite, challenge: 'c'.repeat(43) }],
          ['GET', '/v1/access'],
          ['POST', '/v1/totp', { stepUp }],
          ['DELETE', '/v1/totp', { stepUp }],
          ['POST', '/v1/recovery-codes', { stepUp }],
          ['POST', '/v1/step-ups', { action: { kind: 'remove-totp' }, channel: 'email' }],
        ];
        for (const [method, path, sent] of asked) {
          const response = await page.send(path, { method, ...(sent !== undefined && { json: sent }) });
          expect(response.status, `${method} ${path}`).toBe(401);
        }
        const bootstrap = await json<object>(page.send('/v1/bootstrap?need=balance,documents'));
        expect(bootstrap).toMatchObject({ person: null, awaits: { kind: 'prove' } });
        expect(bootstrap).not.toHaveProperty('balance');
      });

      test('cannot be upgraded: it ends, and another begins', async () => {
        const page = await wait();
        const { value = '' } = page.cookies.get(cookie) ?? {};
        expect(await byTotp(page, totpCode(marie.secret))).toBe(201);
        expect(page.cookies.get(cookie)?.value).not.toBe(value);
        expect(await isIn(page)).toBe(true);
        expect(await sessions.read(value, 'portal')).toBeUndefined();
        const replayed = portal();
        replayed.cookies.set(cookie, { value, sameSite: 'Lax' });
        expect(await isIn(replayed)).toBe(false);
        later(30);
        expect(await byTotp(replayed, totpCode(marie.secret))).toBe(401);
      });

      test('is replaced by the next sign-in, and ends at sign-out', async () => {
        const page = await wait();
        const first = page.cookies.get(cookie)?.value ?? '';
        await signIn(page);
        const second = page.cookies.get(cookie)?.value ?? '';
        expect(second).not.toBe(first);
        expect(await sessions.read(first, 'portal')).toBeUndefined();
        expect((await page.send('/v1/session', { method: 'DELETE' })).status).toBe(200);
        expect(page.cookies.size).toBe(0);
        expect(await sessions.read(second, 'portal')).toBeUndefined();
      });

      test('planted in somebody’s browser ends with their own sign-in', async () => {
        const planted = await waitingBrowser(world, ardoise, 'neighbour');
        const value = planted.cookies.get(cookie)?.value ?? '';
        await signIn(planted);
        await byTotp(planted, totpCode(marie.secret));
        expect(await json(planted.send('/v1/session'))).toMatchObject({
          person: { email: 'marie@exemple.fr' },
        });
        expect(await sessions.read(value, 'portal')).toBeUndefined();
      });

      test('is not listed, and ends with the others', async () => {
        const full = await signedIn(ardoise, 'marie');
        const page = await wait();
        const { sessions: listed } = await json<{ sessions: unknown[] }>(full.send('/v1/sessions'));
        // The one of this browser, and the one that set the application up.
        expect(listed).toHaveLength(2);
        await full.send('/v1/sessions', { method: 'DELETE' });
        expect(await byTotp(page, totpCode(marie.secret))).toBe(401);
      });

      test('lasts half an hour, however busy', async () => {
        const page = await wait();
        for (let turn = 0; turn < 5; turn += 1) {
          later(350);
          expect(await json(page.send('/v1/session'))).toHaveProperty('awaits');
        }
        later(51);
        expect(await json(page.send('/v1/session'))).toEqual({ person: null });
        expect(await byTotp(page, totpCode(marie.secret))).toBe(401);
      });

      test('of the other agency counts for nothing here', async () => {
        const page = await wait();
        const value = page.cookies.get(cookie)?.value ?? '';
        const elsewhere = browser({ endpoint: world.brume.portal });
        elsewhere.cookies.set(cookie, { value, sameSite: 'Lax' });
        expect(await byTotp(elsewhere, totpCode(marie.secret))).toBe(401);
        expect(await byTotp(page, totpCode(marie.secret))).toBe(201);
      });
    });

    describe('a code', () => {
      test('serves once, and so do those before it', async () => {
        const [one, two, three] = [await wait(), await wait(), await wait()];
        const code = totpCode(marie.secret);
        const before = totpCode(marie.secret, -1);
        expect(await byTotp(one, code)).toBe(201);
        expect(await byTotp(two, code)).toBe(400);
        expect(await byTotp(three, before)).toBe(400);
        later(30);
        expect(await byTotp(two, totpCode(marie.secret))).toBe(201);
      });

      test.each([
        [-2, 400],
        [-1, 201],
        [0, 201],
        [1, 201],
        [2, 400],
      ])('of %i steps from now is answered %i', async (steps, status) => {
        later(60);
        expect(await byTotp(await wait(), totpCode(marie.secret, steps))).toBe(status);
      });

      test('of somebody else’s application is wrong', async () => {
        const paul = await addTotp(world, await signedIn(ardoise, 'paul'));
        expect(await byTotp(await wait(), totpCode(paul.secret, 1))).toBe(400);
        expect(await byRecovery(await wait(), paul.codes[0])).toBe(400);
      });

      test('serves once to two instances at once, and a recovery code too', async () => {
        const other = await openDatabase(database.url);
        try {
          const at = [db, other.db, db, other.db];
          const wins = async (attempt: Parameters<typeof transaction<boolean>>[1]) =>
            (await Promise.all(at.map((each) => transaction(each, attempt)))).filter(Boolean).length;
          for (let round = 0; round < 15; round += 1) {
            later(30);
            const now = new Date();
            const code = totpCode(marie.secret);
            expect(await wins((trx) => verifyTotp(trx, ardoise.logins.marie, code, 1, now))).toBe(1);
          }
          for (const code of marie.codes) {
            const use = wins(
              async (trx) =>
                (await useRecoveryCode(trx, ardoise.logins.marie, code, new Date())) !== undefined,
            );
            expect(await use).toBe(1);
          }
        } finally {
          await other.close();
        }
      });
    });

    describe('guesses', () => {
      test('are five in ten minutes, nine a day, on whatever session they come', async () => {
        const seen: number[] = [];
        for (let turn = 0; turn < 40; turn += 1) {
          later(75);
          seen.push(await byTotp(await wait(), '000000'));
        }
        expect(seen.filter((status) => status === 400)).toHaveLength(9);
        expect(seen.slice(0, 7)).toEqual([400, 400, 400, 400, 400, 429, 429]);
        // Nor is the right one looked at; but the way for those who lost their telephone stays open.
        expect(await byTotp(await wait(), totpCode(marie.secret))).toBe(429);
        expect(await byRecovery(await wait(), marie.codes[0])).toBe(201);
      });

      test('meet fifteen right codes a day at most: three tries are wide, the others of the moment alone', async () => {
        later(60);
        const oneOff = async (wrongBefore: number) => {
          await db.deleteFrom('rate_limit').execute();
          for (let turn = 0; turn < wrongBefore; turn += 1) await byTotp(await wait(), '000000');
          later(90);
          return byTotp(await wait(), totpCode(marie.secret, 1));
        };
        expect([await oneOff(2), await oneOff(3)]).toEqual([201, 400]);
        expect(await byTotp(await wait(), totpCode(marie.secret))).toBe(201);
        // A success gives the width back.
        later(90);
        expect(await byTotp(await wait(), totpCode(marie.secret, -1))).toBe(201);
      });

      test('are forgotten once the right code is there, and after ten minutes', async () => {
        for (let turn = 0; turn < 4; turn += 1) await byTotp(await wait(), '000000');
        expect(await byTotp(await wait(), totpCode(marie.secret))).toBe(201);
        for (let turn = 0; turn < 6; turn += 1) await byTotp(await wait(), '000000');
        later(600);
        expect(await byTotp(await wait(), totpCode(marie.secret))).toBe(201);
      });
    });

    test('a mailed link does not stand in for the second factor', async () => {
      const waiting = await wait();
      await portal().send('/v1/password/forgotten', { json: { identifier: 'marie@exemple.fr' } });
      await work();
      const token = mailed.map(({ text }) => /nouveau-mot-de-passe#([\w-]+)/.exec(text)?.[1]).find(Boolean);
      const page = portal();
      const chosen = await page.send('/v1/password', { json: { token, password: ardoise.password } });
      expect([chosen.status, chosen.headers.getSetCookie()]).toEqual([200, []]);
      // What waited before the change has no password behind it any more.
      expect(await byTotp(waiting, totpCode(marie.secret))).toBe(401);
      await signIn(page);
      expect(await isIn(page)).toBe(false);
      expect(await byTotp(page, totpCode(marie.secret))).toBe(201);
      expect(await isIn(page)).toBe(true);
    });

    describe('an agent’s first application', () => {
      const enrol = async (page: Browser) =>
        json<{ secret: string }>(page.send('/v1/session/factor/enrolment', { method: 'POST' }));
      const confirm = async (page: Browser, code: string) =>
        (await page.send('/v1/session/factor/enrolment/confirmation', { json: { code } })).status;

      test('is the one that is confirmed first: a password alone never replaces it', async () => {
        const [one, two] = [
          await waitingBrowser(world, ardoise, 'agent'),
          await waitingBrowser(world, ardoise, 'agent'),
        ];
        const lost = await enrol(two);
        const { secret } = await enrol(one);
        expect(await confirm(two, totpCode(lost.secret))).toBe(400);
        expect(await confirm(one, totpCode(secret))).toBe(201);
        expect((await two.send('/v1/session/factor/enrolment', { method: 'POST' })).status).toBe(409);
        later(30);
        expect(await confirm(two, totpCode(secret))).toBe(409);
        expect(await isIn(two)).toBe(false);
      });

      test('is one, even when two are confirmed at once', async () => {
        const pages = await Promise.all([1, 2].map(() => waitingBrowser(world, ardoise, 'agent')));
        const { secret } = await enrol(pages[0] ?? portal());
        const seen = await Promise.all(pages.map((page) => confirm(page, totpCode(secret))));
        expect(seen.toSorted((a, b) => a - b)[0]).toBe(201);
        expect(seen).not.toEqual([201, 201]);
      });

      test('waits half an hour for its code', async () => {
        const page = await waitingBrowser(world, ardoise, 'agent');
        const { secret } = await enrol(page);
        later(1801);
        expect(await confirm(await waitingBrowser(world, ardoise, 'agent'), totpCode(secret))).toBe(400);
      });

      test('is not given to a resident who owes another, nor confirmed there', async () => {
        const page = await wait();
        expect((await page.send('/v1/session/factor/enrolment', { method: 'POST' })).status).toBe(409);
        // Proposed in « Mon accès » by the real one: its code is no way in.
        const full = await signedIn(ardoise, 'marie');
        const stepUp = await proven(world, full, { kind: 'add-totp' });
        const { secret } = await json<{ secret: string }>(full.send('/v1/totp', { json: { stepUp } }));
        expect(await confirm(page, totpCode(secret))).toBe(409);
        expect(await byTotp(page, totpCode(secret))).toBe(400);
        expect(await isIn(page)).toBe(false);
      });
    });
  },
);
