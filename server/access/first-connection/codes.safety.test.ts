import { beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { readSecret } from '../../values/provisional-secret.ts';
import { takeSecretTry, weakTries } from './secret-store.ts';
import { addAccount, allWays, ask, codeIn, giveSecret } from './testing.ts';

// Every hash that is really compared is written down, and costs little: only here, never in the server.
const compared = vi.hoisted(() => [] as string[]);
vi.mock('@node-rs/argon2', async (original) => {
  const argon2 = await original<typeof import('@node-rs/argon2')>();
  const cheap = { memoryCost: 64, timeCost: 1, parallelism: 1 };
  return {
    ...argon2,
    hash: (password: string) => argon2.hash(password, cheap),
    verify: (hash: string, password: string) => {
      compared.push(hash);
      return argon2.verify(hash, password);
    },
  };
});

const space = 1_000_000;
const sixDigits = (number: number) => String(number).padStart(6, '0');

describe.each(engines)('guessing codes on %s', { timeout: 60_000 }, async (engine) => {
  const world = await openWorld(engine, { trustedProxies: 1 });
  const { ardoise, another, browser, database, mailed, work } = world;
  const { db } = database;
  await allWays(db, ardoise);
  const portal = (on = world.app) => browser({ endpoint: ardoise.portal }, on);
  const forgetLimits = () => db.deleteFrom('rate_limit').execute();
  /** From a network of its own each time it is told so: the proxy in front is ours here. */
  const guess = async (identifier: string, secret: string, network = 1, on = world.app) =>
    (
      await portal(on).send('/v1/first-connection', {
        json: { path: 'first-connection', identifier, secret },
        headers: { 'X-Forwarded-For': `10.${network >> 8}.${network % 256}.1` },
      })
    ).status;
  const hashesOf = async (accountId: string) => {
    const rows = db
      .selectFrom('provisional_secret')
      .select('secret_hash')
      .where('account_id', '=', accountId);
    return new Set((await rows.execute()).map(({ secret_hash }) => secret_hash));
  };
  const evaluated = async (accountId: string) => {
    const hashes = await hashesOf(accountId);
    return compared.filter((hash) => hashes.has(hash)).length;
  };

  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
    compared.length = 0;
    return () => vi.useRealTimers();
  });

  describe('an imported secret of six digits', () => {
    test('is compared five times in all, whoever asks and however long, then with nothing', async () => {
      const account = await addAccount(db, ardoise, [{}]);
      await giveSecret(db, ardoise, account.id, '000177');
      const statuses: number[] = [];
      // The strongest attacker: no limit of any kind holds, each guess comes from elsewhere.
      for (let number = 0; number < 300; number += 1) {
        await forgetLimits();
        statuses.push(await guess(account.identifier, sixDigits(number), number));
      }
      // Number 177 was the right one.
      expect(new Set(statuses)).toEqual(new Set([400]));
      expect(await evaluated(account.id)).toBe(weakTries);
    });

    test('for every one of the million the question is the same, and the answer no', async () => {
      const account = await addAccount(db, ardoise, [{}]);
      await giveSecret(db, ardoise, account.id, '000177');
      const now = new Date();
      const take = () => takeSecretTry(db, account.id, null, 'any', now);
      for (let turn = 0; turn < weakTries; turn += 1) expect(await take()).toBeDefined();
      for (let turn = 0; turn < 500; turn += 1) expect(await take()).toBeUndefined();
      // What is asked of the database does not depend on which six digits were typed.
      let others = 0;
      for (let number = 0; number < space; number += 1)
        if (readSecret(sixDigits(number)).selector !== null) others += 1;
      expect(others).toBe(0);
    });

    test('the same under many at once, at two servers', async () => {
      const account = await addAccount(db, ardoise, [{}]);
      await giveSecret(db, ardoise, account.id, '999999');
      const other = await another();
      const asked = Array.from({ length: 40 }, (_, index) =>
        guess(account.identifier, sixDigits(index), index, index % 2 ? other : world.app),
      );
      expect(new Set(await Promise.all(asked)).isSubsetOf(new Set([400, 429, 503]))).toBe(true);
      expect(await evaluated(account.id)).toBeLessThanOrEqual(weakTries);
      const { tries } = await db
        .selectFrom('provisional_secret')
        .select('tries')
        .where('account_id', '=', account.id)
        .executeTakeFirstOrThrow();
      expect(tries).toBeLessThanOrEqual(weakTries);
    });

    test('five wrong ones in one network, and the sixth is not looked at', async () => {
      const account = await addAccount(db, ardoise, [{}]);
      const statuses: number[] = [];
      for (let turn = 0; turn < 7; turn += 1) statuses.push(await guess(account.identifier, sixDigits(turn)));
      expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429]);
    });
  });

  test('a printed code of 55 bits is compared a hundred times a day at most, from 200 networks', async () => {
    const account = await addAccount(db, ardoise, [{}]);
    await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD', { personId: account.people[0] ?? null });
    vi.setSystemTime('2026-11-14T08:00:00Z');
    for (let turn = 0; turn < 200; turn += 1) {
      await guess(account.identifier, `K7MP-4QXT-${sixDigits(turn).slice(2).replaceAll(/[01]/g, 'Z')}`, turn);
      // Spread over the hours, under every limit of minutes.
      vi.setSystemTime(Date.now() + 180_000);
    }
    expect(await evaluated(account.id)).toBe(100);
  });

  describe('one secret tried at many accounts', () => {
    test('from 200 networks: each account is asked little, and the agency’s own limit ends it', async () => {
      const accounts = [];
      for (let turn = 0; turn < 20; turn += 1) {
        const account = await addAccount(db, ardoise, [{}]);
        await giveSecret(db, ardoise, account.id, '246802');
        accounts.push(account);
      }
      const statuses: number[] = [];
      for (let network = 0; network < 200; network += 1) {
        const account = accounts[network % accounts.length]!;
        statuses.push(await guess(account.identifier, '135791', network));
      }
      expect(new Set(statuses)).toEqual(new Set([400]));
      for (const account of accounts) expect(await evaluated(account.id)).toBe(weakTries);
      await db
        .updateTable('rate_limit')
        .set({ hits: 3000 })
        .where('subject', 'like', 'sign-in-at:%')
        .execute();
      expect(await guess(accounts[0]!.identifier, '246802', 900)).toBe(429);
    });

    test('a secret that happens to be right opens nothing alone', async () => {
      const account = await addAccount(db, ardoise, [{ email: 'holder@exemple.fr' }]);
      await giveSecret(db, ardoise, account.id, '246802');
      const page = portal();
      const json = { path: 'first-connection', identifier: account.identifier, secret: '246802' };
      expect((await ask(page, '/first-connection', json)).connection?.step).toBe('second-proof');
      expect((await ask(page, '/first-connection/details', { email: 'mine@exemple.fr' })).status).toBe(409);
      expect((await ask(page, '/first-connection/password', { password: 'Un mot choisi 12' })).status).toBe(
        409,
      );
    });
  });

  describe('mailed codes', () => {
    /** Someone whose secret is weak: its code was mailed. */
    const proving = async () => {
      const email = `p.${Math.random()}@exemple.fr`;
      const account = await addAccount(db, ardoise, [{ email }]);
      await giveSecret(db, ardoise, account.id, '246802');
      const page = portal();
      const json = { path: 'first-connection', identifier: account.identifier, secret: '246802' };
      await ask(page, '/first-connection', json);
      await work();
      return { page, code: codeIn(mailed.at(-1)!) };
    };
    /** Someone whose address is to be confirmed. */
    const confirming = async () => {
      const account = await addAccount(db, ardoise, [{}]);
      await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD');
      const page = portal();
      const json = { path: 'first-connection', identifier: account.identifier, secret: 'K7MP4QXT9RWD' };
      await ask(page, '/first-connection', json);
      await ask(page, '/first-connection/details', { email: `c.${Math.random()}@exemple.fr` });
      await work();
      return { page, code: codeIn(mailed.at(-1)!) };
    };

    test.each([
      ['/first-connection/proof', proving],
      ['/first-connection/code', confirming],
    ] as const)('%s compares five, whatever the limits', async (path, begun) => {
      const { page, code } = await begun();
      const words: string[] = [];
      for (let number = 0; number < 300; number += 1) {
        await forgetLimits();
        const typed = sixDigits(number === Number(code) ? space - 1 : number);
        words.push((await ask(page, path, { code: typed })).error?.fields?.['code'] ?? 'opened');
      }
      expect(words.filter((word) => word === 'wrong')).toHaveLength(5);
      expect(words.slice(5).every((word) => word === 'expired')).toBe(true);
      // The right one comes too late.
      expect((await ask(page, path, { code })).error?.fields).toEqual({ code: 'expired' });
    });

    test.each([
      ['/first-connection/proof', proving],
      ['/first-connection/code', confirming],
    ] as const)('%s: ten minutes', async (path, begun) => {
      vi.setSystemTime('2026-11-14T08:00:00Z');
      const { page, code } = await begun();
      vi.setSystemTime('2026-11-14T08:10:00Z');
      expect((await ask(page, path, { code })).error?.fields).toEqual({ code: 'expired' });
    });

    test('fifteen guesses a day at one mailbox, however often it is begun again', async () => {
      const email = `t.${Math.random()}@exemple.fr`;
      const people = [{ last_name: 'Ngoma', first_name: 'Théo', email }];
      const account = await addAccount(db, ardoise, people, { role: 'tenant' });
      let wrong = 0;
      vi.setSystemTime('2026-11-14T00:00:00Z');
      // Each mail could bear five guesses, and eight mails a day may leave: the mailbox has its own limit.
      for (let turn = 0; turn < 10; turn += 1) {
        const page = portal();
        await ask(page, '/registrations', {
          identifier: account.identifier,
          lastName: 'Ngoma',
          firstName: 'Théo',
          postcode: '86000',
          phone: '',
          email,
          password: 'Un mot de passe choisi',
        });
        await work();
        const code = mailed.length > 0 ? codeIn(mailed.at(-1)!) : '';
        for (let number = 0; number < 6; number += 1) {
          const typed = sixDigits(number === Number(code) ? space - 1 : number);
          const answer = await ask(page, '/first-connection/code', { code: typed });
          if (answer.error?.fields?.['code'] === 'wrong') wrong += 1;
        }
        vi.setSystemTime(Date.now() + 2 * 3_600_000);
      }
      // Odds of 1.5 in 100 000 for a day; tries at a code that is over count too.
      expect(wrong).toBe(13);
    });

    test('three more mails, a minute apart, and an address is not filled by strangers', async () => {
      vi.setSystemTime('2026-11-14T08:00:00Z');
      const { page } = await confirming();
      const again = () => ask(page, '/first-connection/mail');
      expect((await again()).status).toBe(429);
      for (let turn = 0; turn < 3; turn += 1) {
        vi.setSystemTime(Date.now() + 60_000);
        expect((await again()).status).toBe(202);
      }
      vi.setSystemTime(Date.now() + 60_000);
      expect((await again()).status).toBe(429);
      const state = await ask(page, '/first-connection', undefined, 'GET');
      expect(state.connection?.mail?.againFrom).toBeNull();
      // Only the last one opens.
      const codes = [];
      for (; (await work()) > 0;) codes.push(codeIn(mailed.at(-1)!));
      expect(mailed).toHaveLength(2);
      const done = await ask(page, '/first-connection/code', { code: codes.at(-1) });
      expect(done.connection?.step).toBe('password');
    });
  });

  test('the limits hold over two servers and a restart', async () => {
    const account = await addAccount(db, ardoise, [{}]);
    const other = await another();
    const statuses: number[] = [];
    for (let turn = 0; turn < 4; turn += 1)
      statuses.push(await guess(account.identifier, sixDigits(turn), 1, turn % 2 ? other : world.app));
    // As after a restart: nothing is in this one's memory.
    const restarted = await another();
    for (let turn = 0; turn < 3; turn += 1)
      statuses.push(await guess(account.identifier, sixDigits(turn), 1, restarted));
    expect(statuses).toEqual([400, 400, 400, 400, 400, 429, 429]);
  });
});

describe('where nobody of ours stands in front', async () => {
  const { ardoise, browser } = await openWorld('sqlite');
  test('what a request says of its network changes nothing', async () => {
    const statuses: number[] = [];
    for (let turn = 0; turn < 62; turn += 1) {
      const response = await browser({ endpoint: ardoise.portal }).send('/v1/first-connection', {
        json: { path: 'first-connection', identifier: `X9${sixDigits(turn)}`, secret: '135791' },
        headers: { 'X-Forwarded-For': `10.0.${turn}.1`, Forwarded: `for=10.0.${turn}.1` },
      });
      statuses.push(response.status);
    }
    expect(statuses.indexOf(429)).toBe(60);
  });
});
