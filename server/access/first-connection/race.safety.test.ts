import { createHash } from 'node:crypto';
import { beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { noteMail } from './store.ts';
import { addAccount, ask, codeIn, giveSecret } from './testing.ts';

const secret = 'K7MP-4QXT-9RWD';

describe.each(engines)('two requests of one first connection at once on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, work } = world;
  const { db } = database;
  beforeEach(async () => {
    for (const table of ['rate_limit', 'outbox', 'first_connection'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
  });

  /** Somebody with a letter of their own, whose mailbox `mine` was sent a code. */
  const atConfirm = async (mine: string) => {
    const account = await addAccount(db, ardoise, [{}]);
    await giveSecret(db, ardoise, account.id, secret, { personId: account.people[0] ?? '' });
    const page = browser({ endpoint: ardoise.portal });
    await ask(page, '/first-connection', {
      path: 'first-connection',
      identifier: account.identifier,
      secret,
    });
    await ask(page, '/first-connection/details', { email: mine });
    await work();
    const token = page.cookies.get('__Host-palier-entry')?.value ?? '';
    const row = () =>
      db
        .selectFrom('first_connection')
        .selectAll()
        .where('token_hash', '=', createHash('sha256').update(token).digest('hex'))
        .executeTakeFirstOrThrow();
    return { page, row, code: codeIn(mailed.at(-1)!) };
  };

  test('the code of one mailbox never confirms another', async () => {
    for (let round = 0; round < 25; round += 1) {
      await db.deleteFrom('rate_limit').execute();
      const victim = `victim.${engine}.${round}@exemple.fr`;
      const { page, row, code } = await atConfirm(`mine.${engine}.${round}@exemple.fr`);
      const confirm = () => ask(page, '/first-connection/code', { code });
      const change = () => ask(page, '/first-connection/details', { email: victim });
      await Promise.all(round % 2 ? [confirm(), change()] : [change(), confirm()]);
      const { email, confirmed_at } = await row();
      expect(email === victim && confirmed_at !== null, `round ${round}`).toBe(false);
    }
  });

  test('what the worker was writing for one mailbox is not kept for another', async () => {
    const { page, row } = await atConfirm(`first.${engine}@exemple.fr`);
    const read = await row();
    await ask(page, '/first-connection/details', { email: `second.${engine}@exemple.fr` });
    // The first mail of the second address: counted alike, meant for somebody else.
    expect((await row()).mails).toBe(read.mails);
    expect(await noteMail(db, read, { code_hash: 'of the first' })).toBe(false);
    expect((await row()).code_hash).toBeNull();
  });
});
