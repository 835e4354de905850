import { beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, ask, codeIn, giveSecret } from './testing.ts';

describe.each(engines)('« Ajouter un compte » on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, signedIn, work } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  const begin = (page = portal(), identifier: string, secret: string) =>
    ask(page, '/first-connection', { path: 'first-connection', identifier, secret, join: true });

  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox'] as const) await db.deleteFrom(table).execute();
    mailed.length = 0;
  });

  test('a printed code adds the account to who is signed in, who stays so', async () => {
    const account = await addAccount(db, ardoise, [{ email: 'old@exemple.fr' }], { role: 'tenant' });
    await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD');
    const marie = await signedIn(ardoise, 'marie');
    const before = marie.cookies.get('__Host-palier')?.value;
    const done = await begin(marie, account.identifier, 'K7MP-4QXT-9RWD');
    expect(done).toMatchObject({ status: 201, connection: null });
    expect(done.person?.accounts.map(({ identifier }) => identifier)).toEqual(['C0001', account.identifier]);
    expect(marie.cookies.get('__Host-palier')?.value).toBe(before);
    await work();
    expect(mailed.map(({ to }) => to)).toEqual(['old@exemple.fr']);
    // Once.
    expect((await begin(marie, account.identifier, 'K7MP-4QXT-9RWD')).status).toBe(400);
  });

  test('a weak secret needs nothing else when the address on file is their own, confirmed one', async () => {
    const account = await addAccount(db, ardoise, [{ email: 'neighbour@exemple.fr' }, { email: null }]);
    await giveSecret(db, ardoise, account.id, '482913');
    const neighbour = await signedIn(ardoise, 'neighbour');
    const done = await begin(neighbour, account.identifier, '482913');
    expect(done.person?.accounts).toHaveLength(2);
    await work();
    expect(mailed).toEqual([]);
  });

  test('else the same second proof as anyone', async () => {
    const account = await addAccount(db, ardoise, [{ email: 'someone@exemple.fr' }]);
    await giveSecret(db, ardoise, account.id, '482913');
    const landlord = await signedIn(ardoise, 'landlord');
    const begun = await begin(landlord, account.identifier, '482913');
    expect(begun.connection?.step).toBe('second-proof');
    await work();
    const code = codeIn(mailed[0]!);
    // Somebody else’s session does not finish what this one began.
    const other = await signedIn(ardoise, 'paul');
    other.cookies.set('__Host-palier-entry', landlord.cookies.get('__Host-palier-entry')!);
    expect((await ask(other, '/first-connection/proof', { code })).status).toBe(404);
    const done = await ask(landlord, '/first-connection/proof', { code });
    expect(done).toMatchObject({ status: 200, connection: null, person: { accounts: [{}, {}] } });
  });

  test('the holder is asked for when the paper does not say', async () => {
    const account = await addAccount(db, ardoise, [{ first_name: 'Anne' }, { first_name: 'Bruno' }]);
    await giveSecret(db, ardoise, account.id, 'A7MP-4QXT-9RWD');
    const council = await signedIn(ardoise, 'council');
    const begun = await begin(council, account.identifier, 'A7MP-4QXT-9RWD');
    expect(begun.connection).toMatchObject({ step: 'details', holders: [{ name: 'Anne Aubry' }, {}] });
    const email = 'council@exemple.fr';
    const holder = account.people[1];
    const done = await ask(council, '/first-connection/details', { email, holder });
    expect(done).toMatchObject({ connection: null, person: { email } });
    expect(done.person?.accounts).toHaveLength(2);
  });

  test('the password of another login of theirs does as well, unless a second factor guards it', async () => {
    const stranger = await signedIn(ardoise, 'stranger');
    const now = new Date().toISOString();
    const totp = {
      login_id: ardoise.logins.tenant,
      secret: 'A',
      last_step: 0,
      confirmed_at: now,
    };
    await db.insertInto('totp').values(totp).execute();
    expect((await begin(stranger, 'C0005', ardoise.password)).status).toBe(403);
    await db.deleteFrom('totp').execute();
    const done = await begin(stranger, 'C0005', ardoise.password);
    expect(done.person?.accounts.map(({ identifier }) => identifier)).toEqual(['C0005']);
    // It stays when that password is changed: whose it is hears of it.
    await work();
    expect(mailed.map(({ to }) => to)).toEqual(['tenant@exemple.fr']);
  });

  test('is for who is signed in, never for staff, and never from another site', async () => {
    const account = await addAccount(db, ardoise, [{}]);
    await giveSecret(db, ardoise, account.id, 'B7MP-4QXT-9RWD');
    const send = (page: ReturnType<typeof portal>) => begin(page, account.identifier, 'B7MP-4QXT-9RWD');
    expect((await send(portal())).status).toBe(401);
    expect((await send(await signedIn(ardoise, 'agent'))).status).toBe(403);
    const far = { origin: ardoise.farSite, site: 'cross-site' } as const;
    expect((await send(await signedIn(ardoise, 'marie', far))).status).toBe(403);
    expect((await send(await signedIn(ardoise, 'marie'))).status).toBe(201);
  });
});
