import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { json } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';
import { lea, openContact, refused } from './testing.ts';

describe.each(engines)(
  'a new address that is a stranger’s, because it was mistyped, on %s',
  async (engine) => {
    const world = await openWorld(engine);
    const { ardoise, brume, signedIn, browser } = world;
    const contact = await openContact(world);
    const { anyone, workAll, mailTo, link, undoLink, ask, press, emailOf, isIn } = contact;

    beforeEach(contact.clean);
    afterEach(() => vi.useRealTimers());

    test('confirms nothing by itself, so that no password can be chosen there', async () => {
      const page = await signedIn(ardoise, 'marie');
      await ask(page);
      const token = link(lea);
      const stranger = anyone();
      expect(await json(press('link', token, stranger))).toEqual({
        usable: true,
        email: lea,
        asksSession: true,
      });
      const answer = await press('confirmation', token, stranger);
      expect([answer.status, await refused(answer)]).toEqual([401, 'signed-out']);
      expect(await emailOf()).toBe('marie@exemple.fr');
      await stranger.send('/v1/password/forgotten', { json: { identifier: lea } });
      await workAll();
      expect(mailTo(lea)).not.toContain('nouveau-mot-de-passe');
      expect(await isIn(stranger)).toBe(false);
      // Nothing was used: where it was asked for, it serves.
      expect(await json(press('link', token, page))).toMatchObject({ usable: true, asksSession: false });
      expect((await press('confirmation', token, page)).status).toBe(200);
      expect(await emailOf()).toBe(lea);
    });

    test('nor for who is signed in as somebody else, elsewhere, or with a second factor still due', async () => {
      const page = await signedIn(ardoise, 'marie');
      await ask(page);
      const token = link(lea);
      const paul = await signedIn(ardoise, 'paul');
      expect(await json(press('link', token, paul))).toMatchObject({ asksSession: true });
      expect((await press('confirmation', token, paul)).status).toBe(401);
      const neighbour = await signedIn(brume, 'marie');
      const here = browser({ endpoint: ardoise.portal });
      for (const [name, cookie] of neighbour.cookies) here.cookies.set(name, cookie);
      expect((await press('confirmation', token, here)).status).toBe(401);
      const { db } = world.database;
      await db.updateTable('session').set({ awaits: 'second-factor' }).execute();
      expect((await press('confirmation', token, page)).status).toBe(401);
      expect(await emailOf()).toBe('marie@exemple.fr');
    });

    test('but any other browser of theirs may, signed in; and the undo asks for no session', async () => {
      await ask(await signedIn(ardoise, 'marie'));
      const phone = await signedIn(ardoise, 'marie');
      expect((await press('confirmation', link(lea), phone)).status).toBe(200);
      expect(await emailOf()).toBe(lea);
      expect((await press('undo', undoLink(), anyone())).status).toBe(200);
      expect(await emailOf()).toBe('marie@exemple.fr');
    });
  },
);
