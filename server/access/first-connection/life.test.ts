import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { codeHash } from '../code.ts';
import { clearExpiredConnections } from './store.ts';
import { addAccount, allWays, ask, codeIn, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const start = Date.parse('2026-11-14T08:00:00Z');
const minute = 60_000;

describe.each(engines)('how long a first connection lives, on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, browser, database, mailed, work } = world;
  const { db } = database;
  await allWays(db, ardoise);
  const portal = () => browser({ endpoint: ardoise.portal });
  beforeEach(async () => {
    vi.setSystemTime(start);
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
  });
  afterEach(() => vi.useRealTimers());
  const at = (minutes: number) => vi.setSystemTime(start + minutes * minute);

  const begun = async (person = {}) => {
    const account = await addAccount(db, ardoise, [person]);
    await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD');
    const page = portal();
    const begin = (where = page) =>
      ask(where, '/first-connection', {
        path: 'first-connection',
        identifier: account.identifier,
        secret: 'K7MP4QXT9RWD',
      });
    await begin();
    const email = `l.${account.id}@exemple.fr`;
    const details = (where = page) => ask(where, '/first-connection/details', { email });
    const state = async () => (await ask(page, '/first-connection', undefined, 'GET')).connection;
    return { account, page, begin, details, state, email };
  };

  test('half an hour from the last step; looking prolongs nothing', async () => {
    const { details, state } = await begun();
    at(29);
    expect(await state()).not.toBeNull();
    at(30);
    expect(await state()).toBeNull();
    expect((await details()).status).toBe(404);
  });

  test('a step gives half an hour more, two hours in all', async () => {
    const { details, state } = await begun();
    for (const minutes of [25, 50, 75, 100]) {
      at(minutes);
      expect((await details()).status).toBe(200);
    }
    at(119);
    expect(await state()).not.toBeNull();
    at(120);
    expect(await state()).toBeNull();
  });

  test('its link a day, when the cookie is long dead', async () => {
    const { account, details } = await begun();
    await details();
    await work();
    const token = linkIn(mailed[0]!);
    at(24 * 60 - 1);
    await clearExpiredConnections(db, new Date());
    const phone = portal();
    const { identifier } = account;
    expect((await ask(phone, '/confirmations', { token, identifier })).connection?.step).toBe('password');
    expect((await ask(phone, '/first-connection/password', { password })).person).not.toBeNull();
  });

  test('says to the browser that waits that it goes on elsewhere, and to no other', async () => {
    const { account, page, details } = await begun();
    const where = async (each = page) => {
      const { connection, elsewhere } = await ask(each, '/first-connection', undefined, 'GET');
      return { step: connection?.step, elsewhere };
    };
    await details();
    await work();
    expect(await where()).toEqual({ step: 'confirm', elsewhere: undefined });
    const phone = portal();
    const { identifier } = account;
    await ask(phone, '/confirmations', { token: linkIn(mailed[0]!), identifier });
    expect(await where()).toEqual({ step: undefined, elsewhere: true });
    expect(await where(phone)).toEqual({ step: 'password', elsewhere: undefined });
    expect(await where(portal())).toEqual({ step: undefined, elsewhere: undefined });
    // Over for want of time is not elsewhere.
    at(40);
    expect(await where(phone)).toEqual({ step: undefined, elsewhere: undefined });
  });

  test('and not a minute more; then nothing of it is kept', async () => {
    const { details } = await begun();
    await details();
    await work();
    at(24 * 60);
    const token = linkIn(mailed[0]!);
    expect((await ask(portal(), '/confirmations', { token })).error?.fields).toEqual({ token: 'expired' });
    await clearExpiredConnections(db, new Date());
    expect(await db.selectFrom('first_connection').selectAll().execute()).toEqual([]);
  });

  test('until it is given up: its link is dead with it', async () => {
    const { page, details } = await begun();
    await details();
    await work();
    expect((await ask(page, '/first-connection', undefined, 'DELETE')).status).toBe(200);
    expect(page.cookies.size).toBe(0);
    expect((await ask(portal(), '/confirmations', { token: linkIn(mailed[0]!) })).status).toBe(400);
  });

  test('at its own agency alone', async () => {
    const { page, details } = await begun();
    await details();
    await work();
    const elsewhere = browser({ endpoint: brume.portal });
    for (const [name, cookie] of page.cookies) elsewhere.cookies.set(name, cookie);
    expect((await ask(elsewhere, '/first-connection', undefined, 'GET')).connection).toBeNull();
    expect((await ask(elsewhere, '/confirmations', { token: linkIn(mailed[0]!) })).status).toBe(400);
  });

  test('one secret begun twice is finished once', async () => {
    const { page, begin, details } = await begun();
    const other = portal();
    await begin(other);
    await details(page);
    await work();
    await ask(page, '/first-connection/code', { code: codeIn(mailed[0]!) });
    const email = `second.${Math.random()}@exemple.fr`;
    await ask(other, '/first-connection/details', { email });
    await work();
    await ask(other, '/first-connection/code', { code: codeIn(mailed[1]!) });
    const ends = await Promise.all(
      [page, other].map((each) => ask(each, '/first-connection/password', { password })),
    );
    expect(ends.filter(({ person }) => person !== null && person !== undefined)).toHaveLength(1);
    expect(ends.filter(({ status }) => status >= 400)).toHaveLength(1);
  });

  test('a code that was never mailed opens nothing, were it guessed', async () => {
    const page = portal();
    await ask(page, '/registrations', {
      identifier: 'C99999',
      lastName: 'Personne',
      firstName: 'Une',
      postcode: '86000',
      phone: '',
      email: 'nobody.here@exemple.fr',
      password,
    });
    await work();
    const row = await db.selectFrom('first_connection').select('id').executeTakeFirstOrThrow();
    await db
      .updateTable('first_connection')
      .set({ code_hash: codeHash(row.id, '123456') })
      .execute();
    expect((await ask(page, '/first-connection/code', { code: '123456' })).error?.fields).toEqual({
      code: 'wrong',
    });
  });

  test('no page of another site is told or tells a secret', async () => {
    const { page } = await begun();
    const far = browser({ endpoint: ardoise.portal, origin: ardoise.farSite, site: 'cross-site' });
    for (const [name, { value }] of page.cookies) far.cookies.set(name, { value, sameSite: 'None' });
    expect((await far.send('/v1/first-connection')).status).toBe(403);
    const json = {
      path: 'first-connection',
      identifier: 'C0001',
      secret: 'x',
      email: 'a@exemple.fr',
      password,
      code: '123456',
      token: 'a'.repeat(30),
      lastName: 'x',
      firstName: 'x',
      postcode: 'x',
      phone: '',
    };
    for (const path of ['', '/proof', '/details', '/known', '/mail', '/code', '/password'])
      expect((await far.send(`/v1/first-connection${path}`, { json })).status, path).toBe(403);
    for (const path of ['/v1/registrations', '/v1/confirmations', '/v1/confirmations/link'])
      expect((await far.send(path, { json })).status, path).toBe(403);
  });

  test('a way in that the agency did not open is none', async () => {
    const page = browser({ endpoint: brume.portal });
    const json = { path: 'create-space', identifier: 'C0001', secret: 'x' };
    expect((await ask(page, '/first-connection', json)).status).toBe(403);
  });

  test('a tenant whose mailbox another opens already gets the link alone', async () => {
    const email = 'landlord@exemple.fr';
    const account = await addAccount(db, ardoise, [{ first_name: 'Luc', email }], { role: 'tenant' });
    const page = portal();
    const answer = await ask(page, '/registrations', {
      identifier: account.identifier,
      lastName: 'Aubry',
      firstName: 'Luc',
      postcode: '86000',
      phone: '',
      email,
      password,
    });
    expect(answer.connection?.step).toBe('confirm');
    await work();
    expect(codeIn(mailed[0]!)).toBe('');
    const row = await db.selectFrom('first_connection').select('id').executeTakeFirstOrThrow();
    await db
      .updateTable('first_connection')
      .set({ code_hash: codeHash(row.id, '123456') })
      .execute();
    expect((await ask(page, '/first-connection/code', { code: '123456' })).status).toBe(400);
    const done = await ask(portal(), '/confirmations', { token: linkIn(mailed[0]!) });
    expect(done.person?.accounts).toHaveLength(2);
    // The password that was typed is nobody's.
    const signIn = await portal().send('/v1/session', { json: { identifier: email, password } });
    expect(signIn.status).toBe(400);
  });
});
