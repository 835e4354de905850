import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { enqueue } from '../../database/outbox.ts';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { hashSecret } from '../store.ts';
import { addAccount, ask, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const dayMs = 86_400_000;

describe.each(engines)('an invitation on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, signedIn, work } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox'] as const) await db.deleteFrom(table).execute();
    mailed.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  const invite = async (personId: string, email: string) => {
    const payload = { agencySlug: 'ardoise', personId, email };
    await enqueue(db, 'invitation-letter', payload, new Date());
    await work();
    const letter = mailed.at(-1)!;
    expect(letter.to).toBe(email.toLowerCase());
    return linkIn(letter);
  };

  test('leads to a password, and home; seven days, once, the last one alone', async () => {
    const account = await addAccount(db, ardoise, [{ first_name: 'Luc', email: 'old.luc@exemple.fr' }]);
    const [person = ''] = account.people;
    const former = await invite(person, 'Luc@Exemple.fr');
    const token = await invite(person, 'Luc@Exemple.fr');
    expect((await ask(portal(), '/confirmations', { token: former })).status).toBe(400);
    vi.setSystemTime(Date.now() + 7 * dayMs - 60_000);
    const page = portal();
    const there = await ask(page, '/confirmations', { token });
    expect(there).toMatchObject({
      person: null,
      connection: { path: 'invitation', step: 'password', account: { identifier: account.identifier } },
    });
    const done = await ask(page, '/first-connection/password', { password });
    expect(done.person).toMatchObject({ email: 'luc@exemple.fr', accounts: [{}] });
    expect((await ask(portal(), '/confirmations', { token })).status).toBe(400);
    // The address on file hears of another one; the desk itself chose it.
    await work();
    expect(mailed.at(-1)?.to).toBe('old.luc@exemple.fr');
    expect(await db.selectFrom('desk_request').selectAll().execute()).toEqual([]);
  });

  test('is too old after seven days', async () => {
    const account = await addAccount(db, ardoise, [{}]);
    const token = await invite(account.people[0] ?? '', 'late@exemple.fr');
    vi.setSystemTime(Date.now() + 7 * dayMs);
    expect((await ask(portal(), '/confirmations', { token })).status).toBe(400);
  });

  test('to another address than the login’s moves the login there, and puts everyone out', async () => {
    const rows = await db
      .selectFrom('login_person')
      .select('person_id')
      .where('login_id', '=', ardoise.logins.council)
      .execute();
    const inside = await signedIn(ardoise, 'council');
    const token = await invite(rows[0]?.person_id ?? '', 'council.new@exemple.fr');
    const page = portal();
    await ask(page, '/confirmations', { token });
    expect((await inside.send('/v1/balances')).status).toBe(200);
    expect((await ask(page, '/first-connection/password', { password })).person?.email).toBe(
      'council.new@exemple.fr',
    );
    expect((await inside.send('/v1/balances')).status).toBe(401);
    const signIn = (identifier: string, secret: string) =>
      portal().send('/v1/session', { json: { identifier, password: secret } });
    expect((await signIn('council@exemple.fr', ardoise.password)).status).toBe(400);
    expect((await signIn('council.new@exemple.fr', ardoise.password)).status).toBe(400);
    expect((await signIn('C0006', password)).status).toBe(201);
    await work();
    expect(mailed.at(-1)?.to).toBe('council@exemple.fr');
  });

  test('leaves nobody else’s keys to the login that it moves, nor a way back to a former address', async () => {
    const login_id = ardoise.logins.landlord;
    const [row] = await db
      .selectFrom('login_person')
      .select('person_id')
      .where('login_id', '=', login_id)
      .execute();
    const now = new Date().toISOString();
    const later = new Date(Date.now() + dayMs).toISOString();
    await db.insertInto('totp').values({ login_id, secret: 'A', last_step: 0, confirmed_at: now }).execute();
    await db.insertInto('recovery_code').values({ login_id, code_hash: 'a', used_at: null }).execute();
    await db
      .insertInto('passkey')
      .values({
        id: engine,
        login_id,
        public_key: '',
        counter: 0,
        transports: '[]',
        name: '',
        created_at: now,
      })
      .execute();
    await db
      .insertInto('social_identity')
      .values({
        agency_id: ardoise.id,
        issuer: 'https://one.example',
        subject: '1',
        login_id,
        provider: 'oidc',
        label: '',
        linked_at: now,
      })
      .execute();
    await db
      .updateTable('login')
      .set({ phone: '+33612345678', phone_signs_from: now })
      .where('id', '=', login_id)
      .execute();
    const change = {
      login_id,
      mails: 1,
      code_tries: 0,
      mail_state: 'sent',
      created_at: now,
      expires_at: later,
    } as const;
    const undo = 'u'.repeat(27);
    const link = 'l'.repeat(27);
    await db
      .insertInto('email_change')
      .values([
        {
          ...change,
          id: '1',
          former: 'hers.once@exemple.fr',
          wanted: 'landlord@exemple.fr',
          confirmed_at: now,
          undo_hash: hashSecret(undo),
          undo_until: later,
        },
        {
          ...change,
          id: '2',
          former: 'landlord@exemple.fr',
          wanted: 'thief@exemple.fr',
          link_hash: hashSecret(link),
        },
      ])
      .execute();
    const token = await invite(row?.person_id ?? '', 'landlord.new@exemple.fr');
    const page = portal();
    await ask(page, '/confirmations', { token });
    const done = await ask(page, '/first-connection/password', { password });
    expect(done).toMatchObject({ connection: null, person: { email: 'landlord.new@exemple.fr' } });
    for (const table of ['totp', 'recovery_code', 'passkey', 'social_identity'] as const)
      expect(
        await db.selectFrom(table).selectAll().where('login_id', '=', login_id).execute(),
        table,
      ).toEqual([]);
    const overview = (await (await page.send('/v1/access')).json()) as object;
    expect(overview).toMatchObject({ phone: null, emailChange: null });
    expect((await ask(portal(), '/email-changes/undo', { token: undo })).status).toBe(400);
    expect((await ask(portal(), '/email-changes/confirmation', { token: link })).status).toBe(400);
    // Both mailboxes hear of it, the new one of what it must set up again.
    mailed.length = 0;
    await work();
    expect(mailed.map(({ to }) => to).toSorted()).toEqual(['landlord.new@exemple.fr', 'landlord@exemple.fr']);
    const told = mailed.find(({ to }) => to === 'landlord.new@exemple.fr');
    expect(told?.text).toContain('a été retiré');
  });
});

describe.each(engines)('a letter and a login on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database } = world;
  const { db } = database;
  const begin = (secret: string) =>
    ask(browser({ endpoint: ardoise.portal }), '/first-connection', {
      path: 'first-connection',
      identifier: 'C0002',
      secret,
    });
  const personId = async () =>
    (
      await db
        .selectFrom('login_person')
        .select('person_id')
        .where('login_id', '=', ardoise.logins.neighbour)
        .executeTakeFirstOrThrow()
    ).person_id;

  test('one that was printed before they came in opens nothing; one printed since does', async () => {
    const earlier = new Date(Date.now() - 60_000);
    const later = new Date(Date.now() + 1);
    const options = { personId: await personId() };
    await giveSecret(db, ardoise, ardoise.accounts.neighbour, 'C7MP-4QXT-9RWD', { ...options, now: earlier });
    expect((await begin('C7MP-4QXT-9RWD')).status).toBe(400);
    await giveSecret(db, ardoise, ardoise.accounts.neighbour, 'D7MP-4QXT-9RWD', { ...options, now: later });
    expect((await begin('D7MP-4QXT-9RWD')).connection?.step).toBe('details');
  });

  test('one of the account serves nobody once all its holders are in', async () => {
    await giveSecret(db, ardoise, ardoise.accounts.neighbour, '482913');
    expect((await begin('482913')).status).toBe(400);
  });
});
