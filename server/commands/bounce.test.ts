import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import { newId } from '../database/id.ts';
import { openWorld } from '../testing/world.ts';
import { takeBounce } from './bounce.ts';

const report = (address: string, to = 'rebonds@ardoise.test') =>
  new TextEncoder().encode(
    [
      `To: ${to}`,
      'Content-Type: multipart/report; report-type=delivery-status; boundary="B"',
      '',
      '--B',
      'Content-Type: message/delivery-status',
      '',
      'Reporting-MTA: dns; mx.test',
      '',
      `Final-Recipient: rfc822; ${address}`,
      'Action: failed',
      'Status: 5.1.1',
      '--B--',
      '',
    ].join('\r\n'),
  );

describe.each(engines)('palier bounce on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database } = world;
  const { db } = database;
  const take = (address: string, to?: string) => takeBounce(db, report(address, to), new Date());
  const desk = () => db.selectFrom('desk_request').selectAll().orderBy('id').execute();

  beforeEach(async () => {
    vi.setSystemTime(new Date('2026-11-20T10:00:00Z'));
    await db.deleteFrom('desk_request').execute();
    for (const { id, slug } of [ardoise, brume])
      await db
        .updateTable('agency')
        .set({ bounce_address: `rebonds@${slug}.test` })
        .where('id', '=', id)
        .execute();
  });
  afterEach(() => vi.useRealTimers());

  test('the desk of the agency that was told has it, with whom it is', async () => {
    expect(await take('Paul@Exemple.fr')).toBe('Noted on the desk: 1 refused address.');
    expect(await desk()).toMatchObject([
      {
        agency_id: ardoise.id,
        kind: 'mail-refused',
        email: 'paul@exemple.fr',
        name: 'canari.ardoise.name-paul',
        person_id: await world.recordOf(ardoise, 'paul'),
      },
    ]);
  });

  test('once a week for an address, and not while it waits', async () => {
    const close = () => db.updateTable('desk_request').set({ closed_at: new Date().toISOString() }).execute();
    await take('newcomer@exemple.fr');
    vi.setSystemTime(new Date('2026-11-25T10:00:00Z'));
    await close();
    await take('newcomer@exemple.fr');
    expect(await desk()).toHaveLength(1);
    vi.setSystemTime(new Date('2026-11-28T10:00:00Z'));
    await take('newcomer@exemple.fr');
    expect(await desk()).toHaveLength(2);
    vi.setSystemTime(new Date('2026-12-28T10:00:00Z'));
    await take('newcomer@exemple.fr');
    expect(await desk()).toHaveLength(2);
  });

  test('told elsewhere, every agency that knows the person notes it', async () => {
    expect(await take('paul@exemple.fr', 'postmaster@mx.test')).toBe(
      'Noted on the desk: 2 refused addresses.',
    );
    expect(new Set((await desk()).map(({ agency_id }) => agency_id))).toEqual(
      new Set([ardoise.id, brume.id]),
    );
  });

  test.each([
    ['nobody@exemple.fr', 'Ignored: nobody is known under that address.'],
    ['nothing', 'Ignored: nothing was refused for good.'],
  ])('%s: %s', async (address, sentence) => {
    expect(await take(address)).toBe(sentence);
    expect(await desk()).toEqual([]);
  });

  test('any other message is ignored', async () => {
    const message = new TextEncoder().encode('To: rebonds@ardoise.test\r\n\r\nBonjour');
    expect(await takeBounce(db, message, new Date())).toMatch(/^Ignored/);
  });

  test('whoever waits for that mail is told: on their way in, and changing their address', async () => {
    const soon = new Date(Date.now() + 3_600_000).toISOString();
    const own = {
      agency_id: ardoise.id,
      token_hash: newId(),
      opened_at: soon,
      open_until: soon,
      expires_at: soon,
    };
    const personId = await world.recordOf(ardoise, 'newcomer');
    const connection = {
      ...own,
      id: newId(),
      path: 'first-connection' as const,
      mails: 1,
      mail_state: 'sent' as const,
    };
    await db
      .insertInto('first_connection')
      .values({
        ...connection,
        person_id: personId,
        proved: 1,
        proof_tries: 0,
        code_tries: 0,
        link_tries: 0,
        email: 'neuve@exemple.fr',
      })
      .execute();
    const change = {
      id: newId(),
      login_id: ardoise.logins.paul,
      former: 'paul@exemple.fr',
      wanted: 'autre@exemple.fr',
    };
    await db
      .insertInto('email_change')
      .values({ ...change, code_tries: 0, mails: 1, mail_state: 'sent', created_at: soon, expires_at: soon })
      .execute();
    await take('neuve@exemple.fr');
    await take('autre@exemple.fr');
    const states = await Promise.all(
      (['first_connection', 'email_change'] as const).map((table) =>
        db.selectFrom(table).select('mail_state').execute(),
      ),
    );
    expect(states.flat()).toEqual([{ mail_state: 'refused' }, { mail_state: 'refused' }]);
    expect((await desk()).map(({ name, person_id }) => [name, person_id])).toEqual([
      ['canari.ardoise.name-newcomer', personId],
      ['canari.ardoise.name-paul', await world.recordOf(ardoise, 'paul')],
    ]);
    // Whose it is was never proved: the address may be a stranger's.
    await db.updateTable('first_connection').set({ proved: 0 }).execute();
    await db.deleteFrom('desk_request').execute();
    await take('neuve@exemple.fr');
    expect(await desk()).toMatchObject([{ name: 'neuve@exemple.fr', person_id: null }]);
    await db.deleteFrom('first_connection').execute();
    await db.deleteFrom('email_change').execute();
  });

  test('as the pipe of a mail server: what it says names nobody, and it may be tried again', async () => {
    const run = async (url: string) => {
      const child = spawn(process.execPath, [join(import.meta.dirname, '../cli.ts'), 'bounce'], {
        env: { ...process.env, DATABASE_URL: url },
      });
      let said = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (said += String(text)));
      child.stdin.end(report('paul@exemple.fr'));
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      return { code, said };
    };
    expect(await run(database.url)).toEqual({ code: 0, said: 'Noted on the desk: 1 refused address.\n' });
    expect(await desk()).toHaveLength(1);
    const { code } = await run('/dev/null/palier.db');
    expect(code).toBe(75);
  });
});
