import { beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, ask, codeIn, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const printed = 'K7MP-4QXT-9RWD';

describe.each(engines)('an address that is known already, on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, work } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  const lastMail = async () => {
    await work();
    const letter = mailed.at(-1);
    if (!letter) throw new Error('nothing was mailed');
    return letter;
  };
  const begin = (page = portal(), identifier = 'C0007', secret = printed, path = 'first-connection') =>
    ask(page, '/first-connection', { path, identifier, secret });

  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
    return () => vi.useRealTimers();
  });

  const newcomer = (person = {}) =>
    addAccount(db, ardoise, [{ last_name: 'Faure', first_name: 'Claire', civility: 'Mme', ...person }]);

  describe('an address that has a login already', () => {
    const toTaken = async (email = 'marie@exemple.fr') => {
      const account = await newcomer({ email: 'claire@exemple.fr' });
      await giveSecret(db, ardoise, account.id, printed);
      const page = portal();
      await begin(page, account.identifier);
      const answer = await ask(page, '/first-connection/details', { email });
      return { account, page, answer };
    };

    test('is said only now, and its password adds the account', async () => {
      const { account, page, answer } = await toTaken();
      expect(answer.connection).toMatchObject({ step: 'taken', mail: null });
      expect(mailed).toEqual([]);
      const wrong = await ask(page, '/first-connection/known', { password });
      expect(wrong.error?.fields).toEqual({ password: 'wrong-credentials' });
      const done = await ask(page, '/first-connection/known', { password: ardoise.password });
      const identifiers = done.person?.accounts.map(({ identifier }) => identifier);
      expect(identifiers).toEqual(['C0001', account.identifier]);
      // The address on file hears of it.
      expect(await lastMail()).toMatchObject({ to: 'claire@exemple.fr' });
    });

    test('or the link in that mailbox does, without a code and without touching the password', async () => {
      const { account, page } = await toTaken('paul@exemple.fr');
      const asked = await ask(page, '/first-connection/mail');
      expect(asked.connection).toMatchObject({ step: 'taken', mail: { to: 'paul@exemple.fr' } });
      const letter = await lastMail();
      expect(codeIn(letter)).toBe('');
      expect((await ask(page, '/first-connection/code', { code: '123456' })).status).toBe(409);
      const paul = portal();
      const done = await ask(paul, '/confirmations', {
        token: linkIn(letter),
        identifier: account.identifier,
      });
      expect(done.person?.accounts.map(({ identifier }) => identifier)).toEqual([
        'C0001',
        account.identifier,
      ]);
      const still = await portal().send('/v1/session', {
        json: { identifier: 'paul@exemple.fr', password: ardoise.password },
      });
      expect(still.status).toBe(201);
    });

    test('nor is staff’s ever joined', async () => {
      const { answer } = await toTaken('agent@exemple.fr');
      expect(answer.error?.fields).toEqual({ email: 'not-allowed' });
    });

    test('another address can still be given, and the former link is dead', async () => {
      const { page } = await toTaken();
      await ask(page, '/first-connection/mail');
      const token = linkIn(await lastMail());
      const other = await ask(page, '/first-connection/details', {
        email: `other.${Math.random()}@exemple.fr`,
      });
      expect(other.connection).toMatchObject({ step: 'confirm' });
      expect((await ask(portal(), '/confirmations', { token })).status).toBe(400);
    });
  });
});
