import { beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, allWays, ask, codeIn, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';

describe.each(engines)('« inscription locataire » on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, work } = world;
  const { db } = database;
  await allWays(db, ardoise);
  const portal = () => browser({ endpoint: ardoise.portal });
  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'desk_request'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
  });

  const tenant = async () => {
    const email = `tenant.${Math.random()}@exemple.fr`;
    const people = [{ last_name: 'Ngoma', first_name: 'Théo', email, postcode: '86000' }];
    return { ...(await addAccount(db, ardoise, people, { role: 'tenant' })), email };
  };
  const form = ({ identifier, email }: { identifier: string; email: string }) => ({
    identifier,
    lastName: 'NGOMA',
    firstName: 'Theo',
    postcode: '86 000',
    phone: '',
    email,
    password,
  });
  const register = (page: ReturnType<typeof portal>, data: object) => ask(page, '/registrations', data);

  test('with the data and the mailbox on file, the code opens the space', async () => {
    const known = await tenant();
    const page = portal();
    const answer = await register(page, form(known));
    expect(answer).toMatchObject({
      status: 201,
      connection: { step: 'confirm', account: null, details: null },
    });
    await work();
    const done = await ask(page, '/first-connection/code', { code: codeIn(mailed[0]!) });
    expect(done).toMatchObject({ connection: null, person: { name: 'Théo Ngoma', email: known.email } });
    const signIn = { identifier: known.identifier, password };
    expect((await portal().send('/v1/session', { json: signIn })).status).toBe(201);
    expect(await db.selectFrom('desk_request').selectAll().execute()).toEqual([]);
  });

  test('sent in somebody’s name, again and again, does not keep a letter’s owner from their mail', async () => {
    const mine = await addAccount(db, ardoise, [{}]);
    await giveSecret(db, ardoise, mine.id, 'K7MP-4QXT-9RWD');
    const email = `owner.${mine.identifier}@exemple.fr`;
    const statuses = [];
    for (let n = 0; n < 9; n += 1)
      statuses.push((await register(portal(), form({ identifier: `Z${n}00000`, email }))).status);
    expect(statuses).toEqual([...Array<number>(6).fill(201), ...Array<number>(3).fill(429)]);
    const page = portal();
    const secret = { path: 'first-connection', identifier: mine.identifier, secret: 'K7MP-4QXT-9RWD' };
    await ask(page, '/first-connection', secret);
    expect((await ask(page, '/first-connection/details', { email })).connection?.step).toBe('confirm');
  });

  test.each([
    ['another mailbox', { email: 'someone.else@exemple.fr' }],
    ['another name', { lastName: 'Durand' }],
    ['another postcode', { postcode: '75001' }],
    ['an unknown number', { identifier: 'C99999999' }],
    [
      'an owner’s number',
      { identifier: 'C0007', email: 'newcomer@exemple.fr', lastName: 'canari.ardoise.name-newcomer' },
    ],
  ])('with %s the agency looks at it, and nothing opens', async (_, change) => {
    const known = await tenant();
    const data = { ...form(known), ...change };
    const page = portal();
    const answer = await register(page, data);
    await work();
    expect(mailed).toHaveLength(1);
    expect(mailed[0]?.to).toBe(data.email);
    expect([linkIn(mailed[0]!), codeIn(mailed[0]!)]).toEqual(['', '']);
    expect(mailed[0]?.text).toContain('vérifie');
    const [request, ...others] = await db.selectFrom('desk_request').selectAll().execute();
    expect(request).toMatchObject({ kind: 'registration', email: data.email, reference: data.identifier });
    expect(others).toEqual([]);
    // The same answers as for somebody known.
    const same = await register(portal(), form(await tenant()));
    const shape = ({ connection }: typeof same) => ({ ...connection, mail: connection?.mail?.state });
    expect(shape(answer)).toEqual(shape(same));
    for (let turn = 0; turn < 5; turn += 1)
      expect((await ask(page, '/first-connection/code', { code: '000000' })).error?.fields).toEqual({
        code: 'wrong',
      });
    expect((await ask(page, '/first-connection/code', { code: '000000' })).error?.fields).toEqual({
      code: 'expired',
    });
  });

  test('of somebody who has an access already says so to their mailbox alone', async () => {
    const known = await tenant();
    const page = portal();
    await register(page, form(known));
    await work();
    await ask(page, '/first-connection/code', { code: codeIn(mailed[0]!) });
    mailed.length = 0;
    const again = await register(portal(), form(known));
    expect(again).toMatchObject({ status: 201, connection: { step: 'confirm' } });
    await work();
    expect(mailed[0]?.text).toContain('votre accès existe déjà');
    expect(linkIn(mailed[0]!)).toBe('');
    expect(await db.selectFrom('desk_request').selectAll().execute()).toEqual([]);
  });

  test('refused by the mail server says nothing to who proved nothing', async () => {
    const page = portal();
    await register(page, form({ identifier: 'C99999999', email: 'no.such@exemple.fr' }));
    await work({ send: () => Promise.reject(Object.assign(new Error('no'), { refused: true })) });
    const after = await ask(page, '/first-connection', undefined, 'GET');
    expect(after.connection?.mail).toMatchObject({ state: 'sent' });
  });

  describe('somebody else’s mailbox', () => {
    test('with a password of one’s own: who clicks chooses again, and the first one opens nothing', async () => {
      const victim = await tenant();
      const attacker = portal();
      const planted = 'Le mot de l’attaquant';
      await register(attacker, { ...form(victim), password: planted });
      await work();
      const token = linkIn(mailed[0]!);
      // Reading the mail's page consumes nothing.
      await portal().send('/v1/confirmations/link', { json: { token } });
      const own = portal();
      const there = await ask(own, '/confirmations', { token });
      expect(there).toMatchObject({ person: null, connection: { step: 'password' } });
      // In between, the attacker's browser has no part in it any more.
      expect((await ask(attacker, '/first-connection', undefined, 'GET')).connection).toBeNull();
      expect((await ask(attacker, '/first-connection/password', { password: planted })).status).toBe(404);
      const done = await ask(own, '/first-connection/password', { password });
      expect(done.person?.email).toBe(victim.email);
      const signIn = (secret: string) =>
        portal().send('/v1/session', { json: { identifier: victim.email, password: secret } });
      expect((await signIn(planted)).status).toBe(400);
      expect((await signIn(password)).status).toBe(201);
    });

    test('after a letter of one’s own: the same, on « créez votre espace »', async () => {
      const account = await addAccount(db, ardoise, [{ kind: 'legal', last_name: 'SCI Essai' }]);
      await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD');
      const attacker = portal();
      const path = 'create-space';
      await ask(attacker, '/first-connection', {
        path,
        identifier: account.identifier,
        secret: 'K7MP4QXT9RWD',
      });
      const details = {
        civility: '',
        lastName: 'SCI Essai',
        firstName: '',
        phone: '0612345678',
        address: '1 rue Neuve',
        postcode: '86000',
        town: 'Poitiers',
      };
      const planted = 'Le mot de l’attaquant';
      await ask(attacker, '/first-connection/details', {
        email: 'victim@exemple.fr',
        details,
        password: planted,
      });
      await work();
      const own = portal();
      const { identifier } = account;
      await ask(own, '/confirmations', { token: linkIn(mailed[0]!), identifier });
      await ask(own, '/first-connection/password', { password });
      const signIn = { identifier: 'victim@exemple.fr', password: planted };
      expect((await portal().send('/v1/session', { json: signIn })).status).toBe(400);
    });
  });
});
