import { parse } from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import { addPasskey, addTotp, json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { AccessOverview } from './contract.ts';
import { clearOldEmailChanges } from './email-store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
const minute = 60_000;
const hour = 60 * minute;
const at = (ms: number) => vi.setSystemTime(start + ms);
const lea = 'lea@exemple.fr';

describe.each(engines)('an address that changes on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database, browser, signedIn, mailed } = world;
  const { db } = database;
  const marie = ardoise.logins.marie;
  const passwords = await db.selectFrom('login').select(['id', 'password_hash']).execute();
  const passwordHash = passwords.find(({ id }) => id === marie)?.password_hash ?? '';

  beforeEach(async () => {
    at(0);
    for (const table of ['email_change', 'desk_request', 'step_up', 'rate_limit', 'session'] as const)
      await db.deleteFrom(table).execute();
    for (const table of ['totp', 'recovery_code', 'passkey', 'reset_link', 'outbox'] as const)
      await db.deleteFrom(table).execute();
    const plain = {
      email: 'marie@exemple.fr',
      password_hash: passwordHash,
      phone: null,
      phone_signs_from: null,
    };
    await db.updateTable('login').set(plain).where('id', '=', marie).execute();
    mailed.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  const workAll = async () => {
    while ((await world.work()) > 0);
  };
  const anyone = () => browser({ endpoint: ardoise.portal });
  const ask = async (page: Browser, email = lea, stepUp?: string) => {
    const proof = stepUp ?? (await proven(world, page, { kind: 'change-email', email }));
    const answer = await page.send('/v1/access/email', { json: { email, stepUp: proof } });
    await workAll();
    return answer;
  };
  const mailTo = (to: string) => mailed.findLast((letter) => letter.to === to)?.text ?? '';
  const link = (to: string) => /\/changement-adresse#([\w-]+)\n/.exec(mailTo(to))?.[1] ?? '';
  const undoLink = () =>
    /\/changement-adresse#annuler=([\w-]+)\n/.exec(mailTo('marie@exemple.fr'))?.[1] ?? '';
  const code = () => /\b\d{6}\b/.exec(mailTo(lea))?.[0] ?? '';
  const press = async (what: 'link' | 'confirmation' | 'undo', token: string, page = anyone()) => {
    const answer = await page.send(`/v1/email-changes/${what}`, { json: { token } });
    await workAll();
    return answer;
  };
  const refused = async (answer: Response) => {
    const { error } = (await answer.json()) as { error: { code: string; fields?: object } };
    return error.fields ?? error.code;
  };
  const emailOf = async (loginId = marie) =>
    (await db.selectFrom('login').select('email').where('id', '=', loginId).executeTakeFirst())?.email;
  const shown = async (page: Browser) =>
    parse(AccessOverview, await json(page.send('/v1/access'))).emailChange;
  const isIn = async (page: Browser) => (await page.send('/v1/balances')).status === 200;
  /** Confirmed by the link. */
  const changed = async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await ask(page)).status).toBe(202);
    expect((await press('confirmation', link(lea))).status).toBe(200);
    return page;
  };

  test('is confirmed where it is read, by the link of the mail', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await ask(page)).status).toBe(202);
    expect(mailed.map(({ to }) => to)).toEqual([lea]);
    expect(mailTo(lea)).toContain('passe de marie@exemple.fr à cette adresse');
    expect(mailTo(lea)).toContain(`${ardoise.portal}/changement-adresse#`);
    const until = new Date(start + 24 * hour).toISOString();
    expect(await shown(page)).toEqual({ to: lea, state: 'sent', until });
    expect(await emailOf()).toBe('marie@exemple.fr');
    expect(await json(press('link', link(lea)))).toEqual({ usable: true, email: lea });
    expect((await press('confirmation', link(lea))).status).toBe(200);
    expect(await emailOf()).toBe(lea);
    const undoable = new Date(start + 48 * hour).toISOString();
    expect(await shown(page)).toEqual({ to: lea, state: 'confirmed', until: undoable });
    // Still signed in: the person did it.
    expect(await isIn(page)).toBe(true);
    const signIn = (identifier: string) =>
      anyone().send('/v1/session', { json: { identifier, password: ardoise.password } });
    expect([(await signIn(lea)).status, (await signIn('marie@exemple.fr')).status]).toEqual([201, 400]);
  });

  test('or by its code, in the page that stayed open: five tries, ten minutes, one mail at a time', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const give = (typed: string) => page.send('/v1/access/email/code', { json: { code: typed } });
    const first = code();
    const wrong = first === '000000' ? '000001' : '000000';
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await refused(await give(wrong)));
    expect(answers).toEqual([...Array<object>(4).fill({ code: 'wrong' }), { code: 'expired' }]);
    expect(await refused(await give(first))).toEqual({ code: 'expired' });
    const again = () => page.send('/v1/access/email/mail', { method: 'POST' });
    expect((await again()).status).toBe(202);
    await workAll();
    at(10 * minute);
    expect(await refused(await give(code()))).toEqual({ code: 'expired' });
    expect((await again()).status).toBe(202);
    await workAll();
    expect((await again()).status).toBe(429);
    expect((await give(code())).status).toBe(200);
    expect(await emailOf()).toBe(lea);
    expect(mailed.filter(({ to }) => to === lea)).toHaveLength(3);
  });

  test('asks the agency to correct its file, which stays as it is', async () => {
    await changed();
    const [request, ...others] = await db.selectFrom('desk_request').selectAll().execute();
    expect(others).toEqual([]);
    expect(request).toMatchObject({
      agency_id: ardoise.id,
      kind: 'details',
      name: 'canari.ardoise.name-marie',
      email: lea,
      changes: JSON.stringify([{ field: 'email', before: 'marie@exemple.fr', after: lea }]),
    });
    const file = await db
      .selectFrom('person')
      .select('email')
      .where('id', '=', request?.person_id ?? '')
      .executeTakeFirstOrThrow();
    expect(file.email).toBe('marie@exemple.fr');
  });

  test('no page that a mail scanner opens confirms it or takes it back', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const token = link(lea);
    const open = async (secret: string) => {
      for (const path of [
        `/changement-adresse?token=${secret}`,
        '/changement-adresse',
        `/v1/email-changes/confirmation?token=${secret}`,
        `/v1/email-changes/undo?token=${secret}`,
        `/v1/email-changes/${secret}`,
      ])
        for (const method of ['GET', 'HEAD']) await anyone().send(path, { method });
      await press('link', secret);
    };
    await open(token);
    expect(await emailOf()).toBe('marie@exemple.fr');
    expect(await json(press('link', token))).toEqual({ usable: true, email: lea });
    await press('confirmation', token);
    await open(undoLink());
    expect(await emailOf()).toBe(lea);
  });

  test('a link serves once, at its agency, for a day, for one thing', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const token = link(lea);
    const elsewhere = browser({ endpoint: brume.portal });
    expect(await json(press('link', token, elsewhere))).toEqual({ usable: false, email: null });
    expect((await press('confirmation', token, elsewhere)).status).toBe(400);
    expect(await refused(await press('undo', token))).toEqual({ token: 'expired' });
    at(24 * hour);
    expect(await refused(await press('confirmation', token))).toEqual({ token: 'expired' });
    at(24 * hour - 1);
    const uses = await Promise.all([1, 2, 3].map(() => press('confirmation', token)));
    expect(uses.map(({ status }) => status).toSorted()).toEqual([200, 400, 400]);
    expect(await refused(await press('confirmation', undoLink()))).toEqual({ token: 'expired' });
  });

  test('links work from the portal’s own page alone', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    for (const site of ['same-site', 'cross-site'] as const) {
      const other = browser({
        endpoint: ardoise.portal,
        origin: site === 'same-site' ? ardoise.site : ardoise.farSite,
        site,
      });
      expect((await press('confirmation', link(lea), other)).status).toBe(403);
    }
  });

  test('is kept as hashes, and waits nowhere', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const [token, six] = [link(lea), code()];
    const rows = JSON.stringify(await db.selectFrom('email_change').selectAll().execute());
    expect(rows).not.toContain(token);
    expect(rows).not.toContain(`"${six}"`);
    await page.send('/v1/access/email/mail', { method: 'POST' });
    const waiting = await db.selectFrom('outbox').select('payload').execute();
    expect(JSON.stringify(waiting)).not.toContain('exemple.fr');
  });

  test('is the one that was confirmed by a fresh proof, and no other', async () => {
    const page = await signedIn(ardoise, 'marie');
    const stepUp = await proven(world, page, { kind: 'change-email', email: lea });
    expect(await refused(await ask(page, 'lea@exemple.com', stepUp))).toBe('step-up');
    expect((await ask(page, ' LEA@exemple.fr ', stepUp)).status).toBe(202);
    expect(await refused(await ask(page, lea, stepUp))).toBe('step-up');
  });

  test('is refused when it is the same, or another’s; at another agency it is free', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect(await refused(await ask(page, 'marie@exemple.fr'))).toEqual({ email: 'same' });
    expect(await refused(await ask(page, 'paul@exemple.fr'))).toEqual({ email: 'taken' });
    await db.updateTable('login').set({ email: lea }).where('id', '=', brume.logins.marie).execute();
    expect((await ask(page)).status).toBe(202);
    await db
      .updateTable('login')
      .set({ email: 'marie@exemple.fr' })
      .where('id', '=', brume.logins.marie)
      .execute();
  });

  test('taken by somebody else meanwhile, is refused at the end too', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    await db.updateTable('login').set({ email: lea }).where('id', '=', ardoise.logins.paul).execute();
    expect(await refused(await press('confirmation', link(lea)))).toEqual({ email: 'taken' });
    await db
      .updateTable('login')
      .set({ email: 'paul@exemple.fr' })
      .where('id', '=', ardoise.logins.paul)
      .execute();
    expect((await press('confirmation', link(lea))).status).toBe(200);
  });

  test('gives way to the next, and is given up when asked', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const first = link(lea);
    await ask(page, 'zoe@exemple.fr');
    expect((await press('confirmation', first)).status).toBe(400);
    const second = link('zoe@exemple.fr');
    await page.send('/v1/access/email', { method: 'DELETE' });
    expect(await shown(page)).toBeNull();
    expect((await press('confirmation', second)).status).toBe(400);
    expect(await emailOf()).toBe('marie@exemple.fr');
  });

  test('that the mail server refuses is said on the page, and not asked again', async () => {
    const page = await signedIn(ardoise, 'marie');
    const stepUp = await proven(world, page, { kind: 'change-email', email: lea });
    await page.send('/v1/access/email', { json: { email: lea, stepUp } });
    const refusal = Object.assign(new Error('no'), { code: 'EENVELOPE 550' });
    await world.work({ send: () => Promise.reject(refusal) });
    expect(await shown(page)).toMatchObject({ to: lea, state: 'refused' });
    expect(await db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).toEqual([]);
    await page.send('/v1/access/email/mail', { method: 'POST' });
    await world.work({ send: () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNECTION' })) });
    expect(await shown(page)).toMatchObject({ state: 'waiting' });
    expect(await db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).toHaveLength(1);
  });

  describe('taken back by the former one', () => {
    const linkIn = (to: string) => /nouveau-mot-de-passe#([\w-]+)/.exec(mailTo(to))?.[1] ?? '';
    const forgotten = async (identifier: string) => {
      await anyone().send('/v1/password/forgotten', { json: { identifier } });
      await workAll();
    };

    test('gives it back, ends every session, and sends a link to choose a password', async () => {
      const page = await changed();
      const others = [await signedIn(ardoise, 'marie'), await signedIn(ardoise, 'marie')];
      const paul = await signedIn(ardoise, 'paul');
      const undo = undoLink();
      await forgotten(lea);
      const theirs = linkIn(lea);
      expect(await json(press('link', undo))).toEqual({ usable: true, email: 'marie@exemple.fr' });
      at(20 * minute);
      expect((await press('undo', undo)).status).toBe(200);
      expect(await emailOf()).toBe('marie@exemple.fr');
      for (const other of [page, ...others]) expect(await isIn(other)).toBe(false);
      expect(await isIn(paul)).toBe(true);
      // Neither a link that they asked for, nor the password that they may know, opens anything.
      const choose = (token: string) =>
        anyone().send('/v1/password', { json: { token, password: 'un cheval vert sur le toit' } });
      expect((await choose(theirs)).status).toBe(400);
      const signIn = (password: string) =>
        anyone().send('/v1/session', { json: { identifier: 'marie@exemple.fr', password } });
      expect((await signIn(ardoise.password)).status).toBe(400);
      expect((await choose(linkIn('marie@exemple.fr'))).status).toBe(200);
      expect((await signIn('un cheval vert sur le toit')).status).toBe(201);
      expect(await refused(await press('undo', undo))).toEqual({ token: 'expired' });
    });

    test('kills what was being confirmed', async () => {
      const page = await changed();
      const stepUp = await proven(world, page, { kind: 'change-password' });
      await press('undo', undoLink());
      const rows = await db.selectFrom('step_up').select(['id', 'expires_at', 'used_at']).execute();
      const open = rows.filter((row) => row.used_at === null && row.expires_at > new Date().toISOString());
      expect(rows.map(({ id }) => id)).toContain(stepUp);
      expect(open).toEqual([]);
    });

    test('takes away what was added since, and nothing that was there before', async () => {
      const before = await signedIn(ardoise, 'marie');
      await addPasskey(world, before, new Authenticator(ardoise.portal));
      at(minute);
      const page = await changed();
      const undo = undoLink();
      at(2 * minute);
      await addPasskey(world, page, new Authenticator(ardoise.portal));
      await addTotp(world, page);
      await db
        .updateTable('login')
        .set({ phone: '+33612345678', phone_signs_from: new Date().toISOString() })
        .where('id', '=', marie)
        .execute();
      expect((await press('undo', undo)).status).toBe(200);
      const kept = await db.selectFrom('passkey').select('created_at').execute();
      expect(kept).toEqual([{ created_at: new Date(start).toISOString() }]);
      for (const table of ['totp', 'recovery_code'] as const)
        expect(await db.selectFrom(table).selectAll().execute(), table).toEqual([]);
      const { phone } = await db
        .selectFrom('login')
        .select('phone')
        .where('id', '=', marie)
        .executeTakeFirstOrThrow();
      expect(phone).toBeNull();
    });

    test('after a second change, gives back the first address; the second has no say', async () => {
      const page = await changed();
      const undo = undoLink();
      at(minute);
      await ask(page, 'zoe@exemple.fr');
      await press('confirmation', link('zoe@exemple.fr'));
      const second = /#annuler=([\w-]+)/.exec(mailTo(lea))?.[1] ?? '';
      expect(await emailOf()).toBe('zoe@exemple.fr');
      expect((await press('undo', undo)).status).toBe(200);
      expect(await emailOf()).toBe('marie@exemple.fr');
      expect(await refused(await press('undo', second))).toEqual({ token: 'expired' });
      expect(await emailOf()).toBe('marie@exemple.fr');
    });

    test('is possible for 48 hours', async () => {
      await changed();
      const undo = undoLink();
      const kept = () => db.selectFrom('email_change').select('id').execute();
      at(48 * hour - 1);
      await clearOldEmailChanges(db, new Date());
      expect(await kept()).toHaveLength(1);
      expect(await json(press('link', undo))).toMatchObject({ usable: true });
      at(48 * hour);
      expect(await json(press('link', undo))).toEqual({ usable: false, email: null });
      expect(await refused(await press('undo', undo))).toEqual({ token: 'expired' });
      expect(await emailOf()).toBe(lea);
      await clearOldEmailChanges(db, new Date());
      expect(await kept()).toEqual([]);
    });
  });
});
