import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import { json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { recordRefusal } from '../assistance/refusals-store.ts';
import { at, fiveWrong, hour, lea, minute, openContact, refused, start } from './testing.ts';

describe.each(engines)('an address that changes on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database, browser, signedIn, mailed } = world;
  const { db } = database;
  const contact = await openContact(world);
  const { workAll, anyone, signIn, mailTo, link, undoLink, ask, press, changed, overview, isIn, emailOf } =
    contact;

  beforeEach(contact.clean);
  afterEach(() => vi.useRealTimers());
  const code = () => /\b\d{6}\b/.exec(mailTo(lea))?.[0] ?? '';

  test('is confirmed where it is read, by the link of the mail', async () => {
    const page = await signedIn(ardoise, 'marie');
    expect((await ask(page)).status).toBe(202);
    expect(mailed.map(({ to }) => to)).toEqual([lea]);
    expect(mailTo(lea)).toContain('quitte m…@exemple.fr pour cette adresse');
    expect(mailTo(lea)).toContain(`${ardoise.portal}/changement-adresse#`);
    const until = new Date(start + 24 * hour).toISOString();
    expect((await overview(page)).emailChange).toEqual({ to: lea, state: 'sent', until });
    expect(await emailOf()).toBe('marie@exemple.fr');
    expect(await json(press('link', link(lea)))).toEqual({ usable: true, email: lea, asksSession: true });
    expect((await press('confirmation', link(lea))).status).toBe(200);
    expect(await emailOf()).toBe(lea);
    const undoable = new Date(start + 48 * hour).toISOString();
    expect((await overview(page)).emailChange).toEqual({ to: lea, state: 'confirmed', until: undoable });
    // Still signed in: the person did it.
    expect(await isIn(page)).toBe(true);
    const former = await signIn(ardoise.password, 'marie@exemple.fr');
    expect([(await signIn(ardoise.password, lea)).status, former.status]).toEqual([201, 400]);
  });

  test('of which codes are guessed fifteen times a day at most, over all that are asked for', async () => {
    const page = await signedIn(ardoise, 'marie');
    const seen: number[] = [];
    for (const wanted of ['one', 'two', 'three', 'four', 'five']) {
      await ask(page, `${wanted}@exemple.fr`);
      for (let n = 0; n < 5; n += 1)
        seen.push((await page.send('/v1/access/email/code', { json: { code: '000000' } })).status);
    }
    expect(seen).toEqual([...Array<number>(15).fill(400), ...Array<number>(10).fill(429)]);
    // The link, which nobody guesses, still confirms.
    const token = /\/changement-adresse#([\w-]+)/.exec(mailTo('five@exemple.fr'))?.[1] ?? '';
    expect((await press('confirmation', token, page)).status).toBe(200);
  });

  test.each(['a password chosen by a mailed link', 'a password changed elsewhere'])(
    'goes no further after %s: who asked for it may be who had to leave',
    async (how) => {
      const page = await signedIn(ardoise, 'marie');
      await ask(page);
      const waiting = link(lea);
      const password = 'quatre chiens ardoise 2';
      if (how === 'a password changed elsewhere') {
        const other = await signedIn(ardoise, 'marie');
        const stepUp = await proven(world, other, { kind: 'change-password' });
        const sent = { current: ardoise.password, password, stepUp };
        expect((await other.send('/v1/access/password', { method: 'PUT', json: sent })).status).toBe(200);
      } else {
        await anyone().send('/v1/password/forgotten', { json: { identifier: 'marie@exemple.fr' } });
        await workAll();
        const token = /nouveau-mot-de-passe#([\w-]+)/.exec(mailTo('marie@exemple.fr'))?.[1];
        expect((await anyone().send('/v1/password', { json: { token, password } })).status).toBe(200);
      }
      await workAll();
      expect(mailTo('marie@exemple.fr')).toContain('Votre mot de passe a été changé');
      expect((await press('confirmation', waiting)).status).toBe(400);
      expect(await emailOf()).toBe('marie@exemple.fr');
    },
  );

  test('or by its code, in the page that stayed open: five tries, ten minutes, one mail at a time', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const give = (typed: string) => page.send('/v1/access/email/code', { json: { code: typed } });
    const first = code();
    const wrong = first === '000000' ? '000001' : '000000';
    const answers = [];
    for (let n = 0; n < 5; n += 1) answers.push(await refused(await give(wrong)));
    expect(answers).toEqual(fiveWrong);
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

  test('closes what the desk had of an address that takes no letter, and of nobody else', async () => {
    const page = await signedIn(ardoise, 'marie');
    for (const email of ['marie@exemple.fr', 'paul@exemple.fr'])
      await transaction(db, (trx) => recordRefusal(trx, ardoise.id, email, new Date(start)));
    await ask(page);
    expect((await press('confirmation', link(lea), page)).status).toBe(200);
    const requests = db.selectFrom('desk_request').where('kind', '=', 'mail-refused');
    expect(await requests.select(['email', 'note']).orderBy('email').execute()).toEqual([
      { email: 'marie@exemple.fr', note: 'Adresse corrigée par la personne.' },
      { email: 'paul@exemple.fr', note: null },
    ]);
    expect(await db.selectFrom('desk_closure').select('note').execute()).toHaveLength(1);
    await db.deleteFrom('desk_closure').execute();
    await db.deleteFrom('desk_request').execute();
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
    expect(await json(press('link', token))).toEqual({ usable: true, email: lea, asksSession: true });
    await press('confirmation', token);
    await open(undoLink());
    expect(await emailOf()).toBe(lea);
  });

  test('a link serves once, at its agency, for a day, for one thing', async () => {
    const page = await signedIn(ardoise, 'marie');
    await ask(page);
    const token = link(lea);
    const elsewhere = browser({ endpoint: brume.portal });
    expect(await json(press('link', token, elsewhere))).toEqual({
      usable: false,
      email: null,
      asksSession: false,
    });
    expect((await press('confirmation', token, elsewhere)).status).toBe(400);
    expect(await refused(await press('undo', token))).toEqual({ token: 'expired' });
    at(24 * hour);
    expect(await refused(await press('confirmation', token))).toEqual({ token: 'expired' });
    at(24 * hour - 1);
    const back = await signedIn(ardoise, 'marie');
    const uses = await Promise.all([1, 2, 3].map(() => press('confirmation', token, back)));
    expect(uses.map(({ status }) => String(status)).toSorted()).toEqual(['200', '400', '400']);
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
    expect((await overview(page)).emailChange).toBeNull();
    expect((await press('confirmation', second)).status).toBe(400);
    expect(await emailOf()).toBe('marie@exemple.fr');
  });

  test('that the mail server refuses is said on the page, and not asked again', async () => {
    const page = await signedIn(ardoise, 'marie');
    const stepUp = await proven(world, page, { kind: 'change-email', email: lea });
    await page.send('/v1/access/email', { json: { email: lea, stepUp } });
    const refusal = Object.assign(new Error('no'), { refused: true });
    await world.work({ send: () => Promise.reject(refusal) });
    expect((await overview(page)).emailChange).toMatchObject({ to: lea, state: 'refused' });
    expect(await db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).toEqual([]);
    await page.send('/v1/access/email/mail', { method: 'POST' });
    await world.work({ send: () => Promise.reject(Object.assign(new Error('no'), { code: 'ECONNECTION' })) });
    expect((await overview(page)).emailChange).toMatchObject({ state: 'waiting' });
    expect(await db.selectFrom('outbox').select('id').where('done_at', 'is', null).execute()).toHaveLength(1);
  });
});
