import { createHash } from 'node:crypto';
import { afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { openWorld } from '../testing/world.ts';
import { identifierKey } from '../values/identifier.ts';
import { clearExpiredHandoffs, insertHandoff, redeemHandoff } from './handoff-store.ts';
import {
  clearExpiredLinks,
  insertResetLink,
  isLinkUsable,
  replacePassword,
  resetTargets,
} from './links-store.ts';
import { accountNamed, loginFor, namesOf } from './named-store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
const after = (seconds: number) => new Date(start + seconds * 1000);
const day = 86_400;

beforeEach(() => vi.setSystemTime(start));
afterEach(() => vi.useRealTimers());

describe.each(engines)('on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database, person } = world;
  const { db } = database;

  describe('whose password is asked for', () => {
    test.each([
      ['marie@exemple.fr', 'marie'],
      [' MARIE@Exemple.FR ', 'marie'],
      ['paul@exemple.fr', 'paul'],
      ['c 0002', 'neighbour'],
      ['n° COOO2', 'neighbour'],
      ['0002', 'neighbour'],
      ['oo-o2', 'neighbour'],
      ['CC0002', 'neighbour'],
      ['Ｃ０００２', 'neighbour'],
      ['agent@exemple.fr', 'agent'],
    ] as const)('%j is %s', async (typed, who) => {
      expect((await loginFor(db, ardoise.id, typed))?.id).toBe(ardoise.logins[who]);
      expect((await loginFor(db, brume.id, typed))?.id).toBe(brume.logins[who]);
    });

    test.each(['', '°', 'C', '2', 'C0007', '0007', 'C0002@', 'newcomer@exemple.fr', 'C%', "' or 1=1 --"])(
      '%j is nobody',
      async (typed) => {
        expect(await loginFor(db, ardoise.id, typed)).toBeUndefined();
      },
    );
  });

  describe('two accounts that differ by their first letter', () => {
    beforeAll(async () => {
      const account = { agency_id: ardoise.id, role: 'tenant', label: 'Essai' } as const;
      for (const identifier of ['L0006', 'M0006'])
        await db
          .insertInto('account')
          .values({
            ...account,
            id: crypto.randomUUID(),
            external_id: identifier,
            identifier,
            identifier_key: identifier,
          })
          .execute();
    });

    test('are found by their whole identifier, and neither without it', async () => {
      expect((await loginFor(db, ardoise.id, 'C0006'))?.id).toBe(ardoise.logins.council);
      expect(await accountNamed(db, ardoise.id, 'C0006')).toBe(ardoise.accounts.council);
      for (const typed of ['0006', 'X0006']) {
        expect(await loginFor(db, ardoise.id, typed)).toBeUndefined();
        expect(await accountNamed(db, ardoise.id, typed)).toBeUndefined();
      }
    });

    test('do not forget each other’s tries', async () => {
      expect((await loginFor(db, ardoise.id, 'C0006'))?.alone).toBe(false);
      expect((await loginFor(db, ardoise.id, 'C0002'))?.alone).toBe(true);
      expect((await loginFor(db, ardoise.id, 'council@exemple.fr'))?.alone).toBe(true);
      expect(await namesOf(db, ardoise.logins.council)).toEqual(['council@exemple.fr']);
      expect(await namesOf(db, ardoise.logins.neighbour)).toEqual(['neighbour@exemple.fr', 'C0002']);
    });
  });

  describe('an alias', () => {
    beforeAll(() => setAlias('stranger', 'Pépé-Odile'));
    const setAlias = (who: 'stranger' | 'landlord', alias: string) =>
      db
        .updateTable('login')
        .set({ alias, alias_key: identifierKey(alias) })
        .where('id', '=', ardoise.logins[who])
        .execute();

    test('is typed as loosely as an identifier, and receives a link', async () => {
      expect((await loginFor(db, ardoise.id, 'PÉPÉ 0d1le'))?.id).toBe(ardoise.logins.stranger);
      const targets = await resetTargets(db, ardoise.id, 'pépé odile');
      expect(targets).toMatchObject([{ email: 'stranger@exemple.fr' }]);
    });

    test('made to look like somebody’s identifier takes nothing from them, nor forgets their tries', async () => {
      await setAlias('landlord', 'C0002');
      expect((await loginFor(db, ardoise.id, 'C0002'))?.id).toBe(ardoise.logins.neighbour);
      await setAlias('landlord', 'X0002');
      const found = await loginFor(db, ardoise.id, 'X0002');
      expect(found).toMatchObject({ id: ardoise.logins.landlord, alone: false });
    });
  });

  describe('who receives a link', () => {
    const names = async (typed: string) =>
      (await resetTargets(db, ardoise.id, typed)).map(({ email }) => email.replace(/@.*/, '')).toSorted();

    test('the login with this address; both logins of a couple’s account', async () => {
      expect(await names('marie@exemple.fr')).toEqual(['marie']);
      expect(await names('C0001')).toEqual(['marie', 'paul']);
      expect(await names('ooo1')).toEqual(['marie', 'paul']);
    });

    test('someone on file who never signed in', async () => {
      const targets = await resetTargets(db, ardoise.id, 'c-0007');
      expect(targets).toMatchObject([{ loginId: null, email: 'newcomer@exemple.fr' }]);
      expect(await names('newcomer@exemple.fr')).toEqual(['newcomer']);
    });

    test('nobody for what is unknown', async () => {
      expect(await names('C9999')).toEqual([]);
      expect(await names('nobody@exemple.fr')).toEqual([]);
    });

    test('nobody when two records share the mailbox', async () => {
      const twin = { agency_id: ardoise.id, kind: 'natural', last_name: 'Double' } as const;
      for (const external_id of ['91', '92'])
        await db
          .insertInto('person')
          .values({ ...twin, id: crypto.randomUUID(), external_id, email: 'two@exemple.fr' })
          .execute();
      expect(await names('two@exemple.fr')).toEqual([]);
    });
  });

  describe('a reset link', () => {
    const newLink = async (typed = 'marie@exemple.fr', now = after(0)) => {
      const [target] = await resetTargets(db, ardoise.id, typed);
      if (!target) throw new Error(`nobody is known as ${typed}`);
      return transaction(db, (trx) => insertResetLink(trx, ardoise.id, target, now));
    };
    const isUsable = (token: string, now = after(1)) => isLinkUsable(db, ardoise.id, token, now);
    const use = (token: string, now = after(1), agencyId = ardoise.id) =>
      transaction(db, (trx) => replacePassword(trx, agencyId, token, 'a new hash', now));

    test('opens once', async () => {
      const token = await newLink();
      // Asking whether it is good consumes nothing.
      expect([await isUsable(token), await isUsable(token)]).toEqual([true, true]);
      expect(await use(token)).toEqual({ loginId: ardoise.logins.marie, isNew: false });
      expect((await loginFor(db, ardoise.id, 'marie@exemple.fr'))?.passwordHash).toBe('a new hash');
      expect(await isUsable(token)).toBe(false);
      await expect(use(token)).rejects.toMatchObject({ code: 'invalid', fields: { token: 'expired' } });
    });

    test('ends the sessions of its login in the same breath', async () => {
      const open = async () => {
        const sessions = db.selectFrom('session').select('id_hash');
        return (await sessions.where('login_id', '=', ardoise.logins.marie).execute()).length;
      };
      const until = after(9).toISOString();
      const times = { created_at: until, seen_at: until, ends_at: until, expires_at: until };
      const session = {
        login_id: ardoise.logins.marie,
        sign_in: 'another',
        kind: 'portal' as const,
        origin: null,
        device: '',
      };
      await db
        .insertInto('session')
        .values({ id_hash: 'one more', ...session, ...times })
        .execute();
      expect(await open()).toBeGreaterThan(0);
      await use(await newLink());
      expect(await open()).toBe(0);
    });

    test('used twice at once, opens once', async () => {
      const token = await newLink();
      const uses = await Promise.allSettled([use(token), use(token), use(token)]);
      expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test('is killed by the next one, and only by the same person’s', async () => {
      const [first, paul] = [await newLink(), await newLink('paul@exemple.fr')];
      const second = await newLink();
      expect([await isUsable(first), await isUsable(second), await isUsable(paul)]).toEqual([
        false,
        true,
        true,
      ]);
      await expect(use(first)).rejects.toThrow('invalid');
    });

    test('lives one day', async () => {
      const token = await newLink();
      expect([await isUsable(token, after(day - 1)), await isUsable(token, after(day))]).toEqual([
        true,
        false,
      ]);
      await expect(use(token, after(day))).rejects.toThrow('invalid');
      await clearExpiredLinks(db, after(day));
      expect(await db.selectFrom('reset_link').select('token_hash').execute()).toEqual([]);
    });

    test('that was mailed to a former address opens nothing', async () => {
      const token = await newLink('C0007');
      const file = (email: string) =>
        db
          .updateTable('person')
          .set({ email })
          .where('agency_id', '=', ardoise.id)
          .where('email', 'in', ['newcomer@exemple.fr', 'corrected@exemple.fr'])
          .execute();
      await file('corrected@exemple.fr');
      await expect(use(token)).rejects.toMatchObject({ fields: { token: 'expired' } });
      await file('newcomer@exemple.fr');
      expect(await use(token)).toMatchObject({ isNew: true });
    });

    test('opens nothing at another agency', async () => {
      const token = await newLink();
      expect(await isLinkUsable(db, brume.id, token, after(1))).toBe(false);
      await expect(use(token, after(1), brume.id)).rejects.toThrow('invalid');
      expect(await isUsable(token)).toBe(true);
    });

    test('is kept as a hash', async () => {
      const token = await newLink();
      expect(token.length).toBeGreaterThanOrEqual(22); // 128 bits
      const kept = JSON.stringify(await db.selectFrom('reset_link').selectAll().execute());
      expect(kept).not.toContain(token);
    });

    test('gives someone on file a login, with their own accounts', async () => {
      const token = await newLink('C0007');
      const { loginId } = await use(token);
      const accounts = await db
        .selectFrom('login_account')
        .select('account_id')
        .where('login_id', '=', loginId)
        .execute();
      expect(accounts).toEqual([{ account_id: ardoise.accounts.newcomer }]);
      expect((await loginFor(db, ardoise.id, 'newcomer@exemple.fr'))?.id).toBe(loginId);
      expect((await loginFor(db, ardoise.id, 'C0007'))?.id).toBe(loginId);
    });
  });

  describe('a hand-off code', () => {
    const verifier = 'v'.repeat(43);
    const challenge = createHash('sha256').update(verifier).digest('base64url');
    const origin = ardoise.farSite;
    const marie = person(ardoise, 'marie');
    const newCode = () => insertHandoff(db, marie, { origin, challenge, signIn: 'a sign-in' }, after(0));
    // A code serves while the sign-in that made it lives.
    beforeAll(async () => {
      const from = { origin: null, device: '', signIn: 'a sign-in' };
      await world.sessions.open(marie.loginId, 'portal', from, after(0));
    });
    const redeem = (code: string, over: object = {}, now = after(1), agencyId = ardoise.id) =>
      redeemHandoff(db, agencyId, { code, verifier, origin, ...over }, now);

    test('opens once', async () => {
      const code = await newCode();
      // What it opens ends with the sign-in, twelve hours after it began.
      const endsAt = after(12 * 3600).toISOString();
      expect(await redeem(code)).toEqual({ loginId: marie.loginId, signIn: 'a sign-in', endsAt });
      await expect(redeem(code)).rejects.toMatchObject({ code: 'invalid', fields: { code: 'expired' } });
    });

    test('used twice at once, opens once', async () => {
      const code = await newCode();
      const uses = await Promise.allSettled([redeem(code), redeem(code), redeem(code)]);
      expect(uses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    test.each([
      ['another origin', { origin: ardoise.site }],
      ['no origin', { origin: '' }],
      ['another verifier', { verifier: 'w'.repeat(43) }],
      ['the challenge itself', { verifier: challenge }],
    ])('with %s it is lost, for whoever stole it and for everyone', async (_, over) => {
      const code = await newCode();
      await expect(redeem(code, over)).rejects.toThrow('invalid');
      await expect(redeem(code)).rejects.toThrow('invalid');
    });

    test('opens nothing at another agency', async () => {
      await expect(redeem(await newCode(), {}, after(1), brume.id)).rejects.toThrow('invalid');
    });

    test('lives one minute', async () => {
      expect(await redeem(await newCode(), {}, after(59))).toMatchObject({ loginId: marie.loginId });
      await expect(redeem(await newCode(), {}, after(60))).rejects.toThrow('invalid');
      await clearExpiredHandoffs(db, after(60));
      expect(await db.selectFrom('handoff').select('code_hash').execute()).toEqual([]);
    });
  });
});
