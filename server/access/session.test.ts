import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import { openWorld } from '../testing/world.ts';
import { luciaSessions } from './session.ts';
import { hashSecret } from './store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
const minute = 60_000;
const at = (minutes: number) => vi.setSystemTime(start + minutes * minute);

beforeEach(() => at(0));
afterEach(() => vi.useRealTimers());

describe.each(engines)('sessions on %s', async (engine) => {
  const { database, sessions, ardoise, openSession } = await openWorld(engine);
  const { db } = database;
  const marie = ardoise.logins.marie;
  const read = (id: string, kind: 'portal' | 'bearer' | 'partitioned' = 'portal') => sessions.read(id, kind);
  const isAlive = async (id: string, kind?: 'portal' | 'bearer') => (await read(id, kind)) !== undefined;
  const rows = () => db.selectFrom('session').selectAll().where('login_id', '=', marie).execute();

  beforeEach(async () => {
    await db.deleteFrom('session').execute();
  });

  describe('Lucia’s seven verbs', () => {
    test('set: a new id each time, long enough, of which only the hash is kept', async () => {
      const [one, two] = [await openSession(ardoise, 'marie'), await openSession(ardoise, 'marie')];
      expect(one.id).not.toBe(two.id);
      // 25 random bytes in base 32.
      expect(one.id).toMatch(/^[a-z2-7]{40}$/);
      const kept = await rows();
      expect(kept.map(({ id_hash }) => id_hash).toSorted()).toEqual(
        [hashSecret(one.id), hashSecret(two.id)].toSorted(),
      );
      expect(JSON.stringify(kept)).not.toContain(one.id);
    });

    test('get with its user: who asks, from which agency', async () => {
      const { id, signIn } = await openSession(ardoise, 'agent', 'partitioned', ardoise.farSite);
      expect(await read(id, 'partitioned')).toEqual({
        session: {
          id,
          signIn,
          kind: 'partitioned',
          origin: ardoise.farSite,
          expiresAt: new Date(start + 30 * minute),
          renewed: false,
          awaits: null,
        },
        person: {
          agencyId: ardoise.id,
          loginId: ardoise.logins.agent,
          name: 'canari.ardoise.name-agent',
          isAgent: true,
        },
      });
    });

    test('get: nobody for what is unknown, and for another kind', async () => {
      const { id } = await openSession(ardoise, 'marie');
      for (const wrong of ['', 'x', id.slice(1), `${id} `, id.toUpperCase()])
        expect(await read(wrong)).toBeUndefined();
      expect(await read(id, 'bearer')).toBeUndefined();
      expect(await read(id, 'partitioned')).toBeUndefined();
      expect(await isAlive(id)).toBe(true);
    });

    test('list: the newest first, the current one marked, nothing that could be shown as an id', async () => {
      const old = await openSession(ardoise, 'marie');
      at(1);
      const current = await openSession(ardoise, 'marie');
      await openSession(ardoise, 'paul');
      const listed = await sessions.list(marie, current);
      expect(listed.map((each) => each.current)).toEqual([true, false]);
      expect(listed[1]).toMatchObject({ device: 'Firefox', createdAt: new Date(start).toISOString() });
      expect(JSON.stringify(listed)).not.toContain(old.id);
      at(31);
      expect(await sessions.list(marie, current)).toEqual([]);
    });

    test('update: used after half its life, a session lives on', async () => {
      const { id } = await openSession(ardoise, 'marie');
      at(14);
      expect((await read(id))?.session.renewed).toBe(false);
      at(16);
      expect((await read(id))?.session).toMatchObject({
        renewed: true,
        expiresAt: new Date(start + 46 * minute),
      });
      at(45);
      expect(await isAlive(id)).toBe(true);
    });

    test('delete: one, all of a login, all but one, one from the list', async () => {
      const open = () => openSession(ardoise, 'marie');
      const [one, two, three] = [await open(), await open(), await open()];
      const other = await openSession(ardoise, 'paul');
      await sessions.close(one.id);
      expect(await isAlive(one.id)).toBe(false);
      await sessions.closeListed(ardoise.logins.paul, two.signIn);
      expect(await isAlive(two.id)).toBe(true);
      await sessions.closeListed(marie, two.signIn);
      expect(await isAlive(two.id)).toBe(false);
      const four = await open();
      await sessions.closeOthers(marie, four);
      expect([await isAlive(three.id), await isAlive(four.id)]).toEqual([false, true]);
      await sessions.close(four.id);
      expect(await rows()).toEqual([]);
      expect(await isAlive(other.id)).toBe(true);
    });

    test('delete expired: those and no others', async () => {
      await openSession(ardoise, 'marie');
      at(20);
      const live = await openSession(ardoise, 'marie');
      at(31);
      await sessions.clearExpired(new Date());
      expect((await rows()).map(({ id_hash }) => id_hash)).toEqual([hashSecret(live.id)]);
    });
  });

  test('a stored hash opens nothing and ends nothing', async () => {
    const { id } = await openSession(ardoise, 'marie');
    const hash = hashSecret(id);
    for (const shown of [hash, `hash:${hash}`]) {
      expect(await read(shown)).toBeUndefined();
      await sessions.close(shown);
      expect(await isAlive(id)).toBe(true);
    }
  });

  test('left alone for half an hour, a session is over', async () => {
    const { id } = await openSession(ardoise, 'marie');
    at(30);
    expect(await isAlive(id)).toBe(false);
    at(0);
    expect(await isAlive(id)).toBe(false);
  });

  test('however busy, a session ends twelve hours after its sign-in', async () => {
    const { id } = await openSession(ardoise, 'marie');
    for (let minutes = 0; minutes < 12 * 60; minutes += 10) {
      at(minutes);
      expect(await isAlive(id), `${minutes} min`).toBe(true);
    }
    at(12 * 60);
    expect(await isAlive(id)).toBe(false);
  });

  describe('a bearer', () => {
    const open = () => openSession(ardoise, 'marie', 'bearer', ardoise.farSite);

    test('lives five minutes, used or not', async () => {
      const { id } = await open();
      for (const minutes of [1, 3, 4]) {
        at(minutes);
        expect(await isAlive(id, 'bearer')).toBe(true);
      }
      at(5);
      expect(await isAlive(id, 'bearer')).toBe(false);
    });

    test('is followed by another, and then dead; the absolute end stays', async () => {
      let current = await open();
      for (let minutes = 4; minutes < 12 * 60; minutes += 4) {
        at(minutes);
        const found = await read(current.id, 'bearer');
        if (!found) throw new Error(`the bearer was lost after ${minutes} minutes`);
        const next = await sessions.renew(marie, found.session, new Date());
        expect(await isAlive(current.id, 'bearer')).toBe(false);
        current = next;
      }
      expect(current.origin).toBe(ardoise.farSite);
      at(12 * 60);
      expect(await isAlive(current.id, 'bearer')).toBe(false);
    });

    test('and all that came of one sign-in are one line of the list, and end together', async () => {
      const portal = await openSession(ardoise, 'marie');
      const from = { origin: ardoise.farSite, device: 'Firefox', signIn: portal.signIn };
      at(1);
      await sessions.open(marie, 'partitioned', from, new Date());
      const bearer = await sessions.open(marie, 'bearer', from, new Date());
      await openSession(ardoise, 'marie');
      const listed = await sessions.list(marie, bearer);
      const far = new URL(ardoise.farSite).host;
      const shown = listed.map(({ site, current, createdAt }) => [site, current, createdAt]);
      expect(new Set(shown.map(String))).toEqual(
        new Set([
          [far, true, new Date(start).toISOString()].map(String).join(),
          [null, false, new Date(start + minute).toISOString()].map((each) => each ?? '').join(),
        ]),
      );
      await sessions.closeListed(ardoise.logins.paul, bearer.signIn);
      expect(await rows()).toHaveLength(4);
      // Signing out of the agency's site is signing out of the portal that opened it: nobody else's next click.
      await sessions.close(bearer.id);
      expect(await isAlive(portal.id)).toBe(false);
      expect(await rows()).toHaveLength(1);
    });

    test('is followed by no one past the absolute end, however busy', async () => {
      const { id } = await openSession(ardoise, 'marie');
      for (let minutes = 16; minutes < 12 * 60; minutes += 16) {
        at(minutes);
        expect(await isAlive(id)).toBe(true);
      }
      expect((await rows())[0]?.expires_at).toBe(new Date(start + 12 * 60 * minute).toISOString());
      at(12 * 60);
      expect(await isAlive(id)).toBe(false);
    });

    test('two renewals at once leave one', async () => {
      const { id } = await open();
      const found = await read(id, 'bearer');
      if (!found) throw new Error('a bearer was expected');
      const renewals = [1, 2].map(() => sessions.renew(marie, found.session, new Date()));
      await Promise.allSettled(renewals);
      expect(await isAlive(id, 'bearer')).toBe(false);
    });
  });

  test('what one instance ends is over on the next at once', async () => {
    const second = luciaSessions(db, database.read);
    const { id } = await openSession(ardoise, 'marie');
    expect(await second.read(id, 'portal')).toBeDefined();
    await sessions.close(id);
    expect(await second.read(id, 'portal')).toBeUndefined();
  });
});
