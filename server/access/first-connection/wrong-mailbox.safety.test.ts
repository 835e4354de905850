import { beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, ask, codeIn, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const wrong = { identifier: 'wrong' };

describe.each(engines)(
  'a mail that a stranger got, because the address was mistyped, on %s',
  async (engine) => {
    const world = await openWorld(engine);
    const { ardoise, browser, database, mailed, work } = world;
    const { db } = database;
    const portal = () => browser({ endpoint: ardoise.portal });

    beforeEach(async () => {
      for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
        await db.deleteFrom(table).execute();
      mailed.length = 0;
    });

    /** Proved who they are, then typed this address. */
    const typed = async (address?: string, onFile: string | null = null) => {
      const account = await addAccount(db, ardoise, [{ first_name: 'Claire', email: onFile }]);
      await giveSecret(db, ardoise, account.id, 'K7MP-4QXT-9RWD');
      const page = portal();
      const { identifier } = account;
      await ask(page, '/first-connection', { path: 'first-connection', identifier, secret: 'K7MP4QXT9RWD' });
      const email = address ?? `cliare.${account.id}@exemple.fr`;
      await ask(page, '/first-connection/details', { email });
      const letter = async () => {
        await work();
        return mailed.at(-1)!;
      };
      return { account, identifier, page, email, letter };
    };
    const look = async (token: string, page = portal()): Promise<unknown> =>
      (await page.send('/v1/confirmations/link', { json: { token } })).json();
    const press = (token: string, identifier?: string, page = portal()) =>
      ask(page, '/confirmations', identifier === undefined ? { token } : { token, identifier });
    const isIn = async (page = portal()) => (await page.send('/v1/balances')).status === 200;

    test('opens nothing without the identifier of the paper, which the mail does not say', async () => {
      const { account, identifier, page, email, letter } = await typed();
      const mail = await letter();
      expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain(identifier);
      expect(`${mail.text} ${mail.html}`).not.toContain(identifier.slice(1));
      const token = linkIn(mail);
      const stranger = portal();
      expect(await look(token, stranger)).toEqual({ usable: true, email, asksIdentifier: true });
      expect((await press(token, undefined, stranger)).error?.fields).toEqual({ identifier: 'empty' });
      expect((await press(token, ' ', stranger)).error?.fields).toEqual({ identifier: 'empty' });
      const other = await addAccount(db, ardoise, [{}]);
      for (const guess of ['C9999', other.identifier, email])
        expect((await press(token, guess, stranger)).error?.fields).toEqual(wrong);
      expect(stranger.cookies.size).toBe(0);
      expect((await ask(stranger, '/first-connection/password', { password })).status).toBe(404);
      expect(await isIn(stranger)).toBe(false);
      // Who proved themselves lost nothing.
      const still = await ask(page, '/first-connection', undefined, 'GET');
      expect(still.connection).toMatchObject({
        step: 'confirm',
        account: { identifier: account.identifier },
      });
    });

    test('opens with it, typed as people type it', async () => {
      const { identifier, letter } = await typed();
      const phone = portal();
      const token = linkIn(await letter());
      const bare = ` n° ${identifier.slice(1).replaceAll('0', 'o')} `;
      expect((await press(token, bare, phone)).connection).toMatchObject({ step: 'password' });
      expect((await ask(phone, '/first-connection/password', { password })).person).not.toBeNull();
    });

    test('bears five tries over all its mails, then is dead, the right one answered as a wrong one', async () => {
      const { identifier, page, email, letter } = await typed();
      const first = linkIn(await letter());
      for (let turn = 0; turn < 3; turn += 1)
        expect((await press(first, 'C9999')).error?.fields).toEqual(wrong);
      await db.updateTable('first_connection').set({ mailed_at: '2020-01-01T00:00:00.000Z' }).execute();
      expect((await ask(page, '/first-connection/mail')).status).toBe(202);
      const mail = await letter();
      const token = linkIn(mail);
      expect(token).not.toBe(first);
      expect(await look(token)).toEqual({ usable: true, email, asksIdentifier: true });
      // At once: each is counted before it is compared.
      const late = await Promise.all([1, 2, 3].map(() => press(token, 'C9999')));
      expect(late.map(({ error }) => error?.fields)).toEqual([wrong, wrong, wrong]);
      const right = await press(token, identifier);
      expect({ status: right.status, error: right.error }).toEqual({
        status: late[0]?.status,
        error: late[0]?.error,
      });
      expect(await look(token)).toEqual({ usable: false, email: null, asksIdentifier: false });
      // The code in the browser that began is another matter.
      const done = await ask(page, '/first-connection/code', { code: codeIn(mail) });
      expect(done.connection).toMatchObject({ step: 'password' });
    });

    test('nothing more is asked in the browser that showed the letter', async () => {
      const { page, email, letter } = await typed();
      const token = linkIn(await letter());
      expect(await look(token, page)).toEqual({ usable: true, email, asksIdentifier: false });
      expect((await press(token, undefined, page)).connection).toMatchObject({ step: 'password' });
    });

    test('nor anywhere at the address that the agency knows, unless it is another person’s', async () => {
      const own = await typed('claire.a@exemple.fr', 'Claire.A@Exemple.fr');
      const token = linkIn(await own.letter());
      expect(await look(token)).toMatchObject({ usable: true, asksIdentifier: false });
      expect((await press(token)).connection).toMatchObject({ step: 'password' });
      const others = await typed('claire.a@exemple.fr', 'claire.b@exemple.fr');
      expect(await look(linkIn(await others.letter()))).toMatchObject({ asksIdentifier: true });
    });

    test('an address that has an access gets no stranger’s account by its link alone', async () => {
      const { page, identifier, letter } = await typed('paul@exemple.fr');
      await ask(page, '/first-connection/mail');
      const mail = await letter();
      expect(`${mail.subject} ${mail.text} ${mail.html}`).not.toContain(identifier);
      const paul = portal();
      expect((await press(linkIn(mail), undefined, paul)).error?.fields).toEqual({ identifier: 'empty' });
      expect((await press(linkIn(mail), 'C9999', paul)).error?.fields).toEqual(wrong);
      expect(await isIn(paul)).toBe(false);
      const done = await press(linkIn(mail), identifier, paul);
      expect(done.person?.accounts.map((each) => each.identifier)).toContain(identifier);
    });
  },
);
