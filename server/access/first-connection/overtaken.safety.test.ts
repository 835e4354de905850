import { beforeEach, describe, expect, test } from 'vitest';
import { enqueue } from '../../database/outbox.ts';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { addAccount, ask, giveSecret, linkIn } from './testing.ts';

const password = 'Un mot de passe choisi';
const secret = 'K7MP-4QXT-9RWD';

/** Somebody found a letter, or sits at a mailbox that was mistyped; the right person comes in by a mailed link. */
describe.each(engines)('once a mailed link has opened the record, on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, work } = world;
  const { db } = database;
  const portal = () => browser({ endpoint: ardoise.portal });
  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
  });

  let counter = 0;
  const resident = async () => {
    const email = `owner.${engine}.${(counter += 1)}@exemple.fr`;
    const account = await addAccount(db, ardoise, [{ email }]);
    const [personId = ''] = account.people;
    const comesIn = async () => {
      await ask(portal(), '/password/forgotten', { identifier: email });
      await work();
      const token = /nouveau-mot-de-passe#([\w-]+)/.exec(mailed.at(-1)?.text ?? '')?.[1];
      expect((await ask(portal(), '/password', { token, password })).status).toBe(200);
    };
    const isTheirs = async () =>
      (await portal().send('/v1/session', { json: { identifier: email, password } })).status === 201;
    return { ...account, personId, comesIn, isTheirs };
  };

  test('a first connection that a found letter had begun goes no further', async () => {
    const { id, identifier, personId, comesIn, isTheirs } = await resident();
    await giveSecret(db, ardoise, id, secret, { personId, now: new Date(Date.now() - 60_000) });
    const thief = portal();
    await ask(thief, '/first-connection', { path: 'first-connection', identifier, secret });
    await ask(thief, '/first-connection/details', { email: `thief.${engine}@exemple.fr` });
    await work();
    const token = linkIn(mailed.at(-1)!);
    await comesIn();
    expect((await ask(thief, '/confirmations', { token })).error?.fields).toEqual({ token: 'expired' });
    expect((await ask(thief, '/first-connection/password', { password })).status).toBe(404);
    expect(await isTheirs()).toBe(true);
  });

  test('an invitation that had gone elsewhere is dead', async () => {
    const { personId, comesIn, isTheirs } = await resident();
    const payload = { agencySlug: 'ardoise', personId, email: `typo.${engine}@exemple.fr` };
    await enqueue(db, 'invitation-letter', payload, new Date());
    await work();
    const token = linkIn(mailed.at(-1)!);
    await comesIn();
    expect((await ask(portal(), '/confirmations', { token })).error?.fields).toEqual({ token: 'expired' });
    expect(await isTheirs()).toBe(true);
  });
});
