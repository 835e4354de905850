import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { Authenticator } from '../../testing/authenticator.ts';
import { addPasskey, addTotp, json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { clearOldEmailChanges } from './email-store.ts';
import { at, hour, lea, minute, openContact, refused, start } from './testing.ts';

describe.each(engines)('a change of address taken back by the former one on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database, signedIn } = world;
  const { db } = database;
  const contact = await openContact(world);
  const { marie, workAll, anyone, signIn, mailTo, link, undoLink, ask, press, changed, isIn, emailOf } =
    contact;

  beforeEach(contact.clean);
  afterEach(() => vi.useRealTimers());

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
    expect(await json(press('link', undo))).toEqual({
      usable: true,
      email: 'marie@exemple.fr',
      asksSession: false,
    });
    at(20 * minute);
    expect((await press('undo', undo)).status).toBe(200);
    expect(await emailOf()).toBe('marie@exemple.fr');
    for (const other of [page, ...others]) expect(await isIn(other)).toBe(false);
    expect(await isIn(paul)).toBe(true);
    // Neither a link that they asked for, nor the password that they may know, opens anything.
    const choose = (token: string) =>
      anyone().send('/v1/password', { json: { token, password: 'un cheval vert sur le toit' } });
    expect((await choose(theirs)).status).toBe(400);
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

  test('takes away what was added since, or two days before, and nothing that was there already', async () => {
    // The first is hers; the second, of who came to take the address.
    for (const hours of [-49, -47]) {
      at(hours * hour);
      const before = await signedIn(ardoise, 'marie');
      await addPasskey(world, before, new Authenticator(ardoise.portal));
    }
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
    expect(kept).toEqual([{ created_at: new Date(start - 49 * hour).toISOString() }]);
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
    const second = undoLink(lea);
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
    expect(await json(press('link', undo))).toEqual({ usable: false, email: null, asksSession: false });
    expect(await refused(await press('undo', undo))).toEqual({ token: 'expired' });
    expect(await emailOf()).toBe(lea);
    await clearOldEmailChanges(db, new Date());
    expect(await kept()).toEqual([]);
  });
});
