import { beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, allWays, ask, codeIn, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const printed = 'K7MP-4QXT-9RWD';

describe.each(engines)('coming in for the first time on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, work } = world;
  const { db } = database;
  await allWays(db, ardoise);
  const portal = () => browser({ endpoint: ardoise.portal });
  const lastMail = async () => {
    await work();
    const letter = mailed.at(-1);
    if (!letter) throw new Error('nothing was mailed');
    return letter;
  };
  const begin = (page = portal(), identifier = 'C0007', secret = printed, path = 'first-connection') =>
    ask(page, '/first-connection', { path, identifier, secret });
  const isIn = async (page = portal()) => (await page.send('/v1/balances')).status === 200;

  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
    return () => vi.useRealTimers();
  });

  const newcomer = (person = {}) =>
    addAccount(db, ardoise, [{ last_name: 'Faure', first_name: 'Claire', civility: 'Mme', ...person }]);

  describe('« première connexion »', () => {
    test('with a printed code: address, mail, password, home', async () => {
      const account = await newcomer();
      await giveSecret(db, ardoise, account.id, printed, { personId: account.people[0] ?? null });
      const page = portal();
      const proved = await begin(page, account.identifier, 'k7mp 4qxt 9rwd');
      expect(proved).toMatchObject({
        status: 201,
        person: null,
        connection: {
          step: 'details',
          account: { identifier: account.identifier, role: 'owner' },
          holders: [],
          secondProof: null,
          details: { civility: 'Mme', lastName: 'Faure', firstName: 'Claire', email: '', postcode: '86000' },
          mail: null,
        },
      });
      const address = `Claire.${account.id}@Exemple.FR`;
      const confirm = await ask(page, '/first-connection/details', { email: address });
      expect(confirm).toMatchObject({
        status: 200,
        connection: { step: 'confirm', mail: { to: address.toLowerCase(), state: 'waiting' } },
      });
      const letter = await lastMail();
      expect(letter.to).toBe(address.toLowerCase());
      expect(letter.text).toContain('Ne donnez ce code à personne');
      // A reload loses nothing.
      expect(await ask(page, '/first-connection', undefined, 'GET')).toMatchObject({
        connection: { step: 'confirm', mail: { state: 'sent' } },
      });
      const confirmed = await ask(page, '/first-connection/code', { code: codeIn(letter) });
      expect(confirmed.connection).toMatchObject({ step: 'password' });
      expect(await isIn(page)).toBe(false);
      const personal = await ask(page, '/first-connection/password', { password: 'Faure-Claire-1978' });
      expect(personal.error?.fields).toEqual({ password: 'personal' });
      const done = await ask(page, '/first-connection/password', { password });
      expect(done).toMatchObject({
        status: 200,
        connection: null,
        person: { name: 'Mme Claire Faure', accounts: [{ identifier: account.identifier }] },
      });
      expect(await isIn(page)).toBe(true);
      expect([...page.cookies.keys()]).toEqual(['__Host-palier']);
      // The code served once.
      expect((await begin(portal(), account.identifier)).status).toBe(400);
      // From now on the password does, typed even here.
      const again = portal();
      expect(await begin(again, account.identifier, password)).toMatchObject({
        status: 201,
        connection: null,
        person: { name: 'Mme Claire Faure' },
      });
      expect(await isIn(again)).toBe(true);
      // Another address than on file: the agency is told.
      const request = await db.selectFrom('desk_request').selectAll().executeTakeFirstOrThrow();
      expect(request).toMatchObject({
        kind: 'details',
        name: 'Mme Claire Faure',
        person_id: account.people[0],
      });
      expect(JSON.parse(request.changes ?? '')).toEqual([
        { field: 'email', before: '', after: address.toLowerCase() },
      ]);
    });

    test('the link works too, and asks for a password where it is opened', async () => {
      const account = await newcomer();
      await giveSecret(db, ardoise, account.id, printed);
      const page = portal();
      await begin(page, account.identifier);
      await ask(page, '/first-connection/details', { email: `link.${account.id}@exemple.fr` });
      const token = linkIn(await lastMail());
      const phone = portal();
      const state = await phone.send('/v1/confirmations/link', { json: { token } });
      const email = `link.${account.id}@exemple.fr`;
      expect(await state.json()).toEqual({ usable: true, email, asksIdentifier: true });
      const { identifier } = account;
      const there = await ask(phone, '/confirmations', { token, identifier });
      expect(there.connection).toMatchObject({ step: 'password' });
      // The browser that began has nothing any more.
      expect((await ask(page, '/first-connection', undefined, 'GET')).connection).toBeNull();
      expect((await ask(page, '/first-connection/password', { password })).status).toBe(404);
      expect((await ask(phone, '/first-connection/password', { password })).person).not.toBeNull();
      expect((await ask(portal(), '/confirmations', { token })).error?.fields).toEqual({ token: 'expired' });
    });
  });

  describe('a weak secret', () => {
    const secret = '482913';

    test('is completed by a code sent to the address on file, which then needs no other mail', async () => {
      const email = `weak.${Math.random()}@exemple.fr`;
      const account = await newcomer({ email });
      await giveSecret(db, ardoise, account.id, secret);
      const page = portal();
      const begun = await begin(page, account.identifier, secret);
      expect(begun).toMatchObject({
        status: 201,
        connection: {
          step: 'second-proof',
          // The name on the account would be half of the other proof.
          account: null,
          details: null,
          secondProof: { kind: 'mailed-code', to: 'w…@exemple.fr' },
          mail: { to: 'w…@exemple.fr', state: 'waiting' },
        },
      });
      expect(JSON.stringify(begun)).not.toMatch(/Faure|Essai|weak/);
      const letter = await lastMail();
      expect(letter.to).toBe(email);
      const code = codeIn(letter);
      const other = code === '000000' ? '000001' : '000000';
      const wrong = await ask(page, '/first-connection/proof', { code: other });
      expect(wrong.error?.fields).toEqual({ code: 'wrong' });
      const paper = await ask(page, '/first-connection/proof', { lastName: 'Faure', postcode: '86000' });
      expect(paper.error?.fields).toEqual({ code: 'empty' });
      const proved = await ask(page, '/first-connection/proof', { code });
      expect(proved.connection).toMatchObject({
        step: 'details',
        mail: null,
        provedEmail: email,
        details: { email },
      });
      const known = await ask(page, '/first-connection/details', { email });
      expect(known.connection).toMatchObject({ step: 'password' });
      expect((await ask(page, '/first-connection/password', { password })).person).not.toBeNull();
    });

    test('is completed by the paper when no address is on file', async () => {
      const account = await newcomer({ last_name: 'Dupont-Bézé' });
      await giveSecret(db, ardoise, account.id, secret);
      const page = portal();
      const begun = await begin(page, account.identifier, secret);
      expect(begun.connection).toMatchObject({ step: 'second-proof', secondProof: { kind: 'paper' } });
      const proof = (lastName: string, postcode: string) =>
        ask(page, '/first-connection/proof', { lastName, postcode });
      expect((await proof('Durand', '86000')).error?.fields).toEqual({ lastName: 'wrong' });
      expect((await proof('Dupont-Bézé', '75001')).error?.fields).toEqual({ lastName: 'wrong' });
      expect((await proof('dupont beze', ' 86 000')).connection).toMatchObject({ step: 'details' });
      expect((await ask(page, '/first-connection/details', { email: 'x@exemple.fr' })).status).toBe(200);
    });

    test('falls back on the paper when the mail server of that address refuses', async () => {
      const account = await newcomer({ email: `gone.${Math.random()}@exemple.fr` });
      await giveSecret(db, ardoise, account.id, secret);
      const page = portal();
      await begin(page, account.identifier, secret);
      const refusal = Object.assign(new Error('no'), { refused: true });
      await work({ send: () => Promise.reject(refusal) });
      const after = await ask(page, '/first-connection', undefined, 'GET');
      expect(after.connection).toMatchObject({ secondProof: { kind: 'paper' } });
      // Settled: it is not tried again.
      expect(await db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).toEqual([]);
    });

    test('of a couple: whoever is not in yet is offered, and chooses who they are', async () => {
      const account = await addAccount(db, ardoise, [
        { first_name: 'Anne', email: 'anne@exemple.fr' },
        { first_name: 'Bruno', email: 'bruno@exemple.fr' },
      ]);
      await giveSecret(db, ardoise, account.id, secret);
      const page = portal();
      const begun = await begin(page, account.identifier, secret);
      expect(begun.connection?.secondProof).toEqual({
        kind: 'mailed-code',
        to: 'a…@exemple.fr, b…@exemple.fr',
      });
      await work();
      expect(mailed.map(({ to }) => to)).toEqual(['anne@exemple.fr', 'bruno@exemple.fr']);
      expect(codeIn(mailed[0]!)).toBe(codeIn(mailed[1]!));
      const proved = await ask(page, '/first-connection/proof', { code: codeIn(mailed[1]!) });
      expect(proved.connection?.holders.map(({ name }) => name)).toEqual(['Anne Aubry', 'Bruno Aubry']);
      expect(proved.connection?.details).toBeNull();
      const email = 'bruno@exemple.fr';
      const nobody = await ask(page, '/first-connection/details', { email });
      expect(nobody.error?.fields).toEqual({ holder: 'empty' });
      const holder = account.people[1];
      const stranger = await ask(page, '/first-connection/details', { email, holder: ardoise.logins.marie });
      expect(stranger.error?.fields).toEqual({ holder: 'not-valid' });
      // Two mailboxes got the code: the chosen one is confirmed all the same.
      const chosen = await ask(page, '/first-connection/details', { email, holder });
      expect(chosen.connection).toMatchObject({ step: 'confirm', details: { firstName: 'Bruno' } });
      const code = codeIn(await lastMail());
      await ask(page, '/first-connection/code', { code });
      expect((await ask(page, '/first-connection/password', { password })).person?.name).toBe('Bruno Aubry');
    });
  });

  describe('« créez votre espace »', () => {
    const details = {
      civility: 'Mme',
      lastName: 'Faure',
      firstName: 'Claire',
      phone: '06 12 34 56 78',
      address: '3 rue Neuve',
      postcode: '86000',
      town: 'Poitiers',
    };

    test('asks for every field, tells the agency what differs, and confirms by the code', async () => {
      const account = await newcomer({ phone: '+33612345678', address: '2 rue Vieille', town: 'Poitiers' });
      await giveSecret(db, ardoise, account.id, printed);
      const page = portal();
      expect((await begin(page, account.identifier, printed, 'create-space')).connection?.path).toBe(
        'create-space',
      );
      const email = `space.${account.id}@exemple.fr`;
      const send = (more: object) => ask(page, '/first-connection/details', { email, ...more });
      expect((await send({})).error?.fields).toEqual({ details: 'empty' });
      const gaps = { ...details, phone: '', town: ' ' };
      expect((await send({ details: gaps, password })).error?.fields).toEqual({
        'details.phone': 'empty',
        'details.town': 'empty',
      });
      const cut = { ...details, phone: '0612', postcode: '6900' };
      expect((await send({ details: cut, password })).error?.fields).toEqual({
        'details.phone': 'not-a-phone',
        'details.postcode': 'not-a-postcode',
      });
      expect((await send({ details })).error?.fields).toEqual({ password: 'empty' });
      for (const [refused, why] of [
        ['111111111111', 'too-weak'],
        ['Claire.Faure.86', 'personal'],
      ] as const)
        expect((await send({ details, password: refused })).error?.fields).toEqual({ password: why });
      expect((await send({ details, password })).connection).toMatchObject({ step: 'confirm' });
      const done = await ask(page, '/first-connection/code', { code: codeIn(await lastMail()) });
      expect(done).toMatchObject({ connection: null, person: { email } });
      expect(await isIn(page)).toBe(true);
      const request = await db
        .selectFrom('desk_request')
        .select('changes')
        .where('person_id', '=', account.people[0] ?? '')
        .executeTakeFirstOrThrow();
      expect(JSON.parse(request.changes ?? '')).toEqual([
        { field: 'address', before: '2 rue Vieille', after: '3 rue Neuve' },
        { field: 'email', before: '', after: email },
      ]);
      // The agency's own file is as it was.
      const onFile = await db
        .selectFrom('person')
        .select(['address', 'email'])
        .where('id', '=', account.people[0] ?? '')
        .executeTakeFirst();
      expect(onFile).toEqual({ address: '2 rue Vieille', email: null });
    });

    test('the link in the same browser finishes; in another it asks for the password again', async () => {
      for (const same of [true, false]) {
        const account = await newcomer();
        await giveSecret(db, ardoise, account.id, printed);
        const page = portal();
        await begin(page, account.identifier, printed, 'create-space');
        const email = `space.${account.id}@exemple.fr`;
        await ask(page, '/first-connection/details', { email, details, password });
        const token = linkIn(await lastMail());
        const { identifier } = account;
        const answer = await ask(
          same ? page : portal(),
          '/confirmations',
          same ? { token } : { token, identifier },
        );
        if (same) expect(answer).toMatchObject({ connection: null, person: { email } });
        else expect(answer).toMatchObject({ connection: { step: 'password' }, person: null });
      }
    });
  });
});
