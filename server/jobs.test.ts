import { noSms } from './sms/sender.ts';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { isLinkUsable } from './access/links-store.ts';
import { enqueue } from './database/outbox.ts';
import { engines } from './database/testing.ts';
import { startWorker } from './jobs.ts';
import { openWorld } from './testing/world.ts';

describe.each(engines)('what waits in the outbox on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, database, mailed, work, log, sessions } = world;
  const { db } = database;
  const ask = (identifier: string, askedAt = new Date()) =>
    enqueue(db, 'reset-letter', { agencySlug: ardoise.slug, identifier, askedAt }, new Date());
  const workAll = async () => {
    while ((await work()) > 0);
  };
  const open = () =>
    db.selectFrom('outbox').select(['kind', 'attempts']).where('done_at', 'is', null).execute();

  beforeEach(async () => {
    mailed.length = 0;
    await db.deleteFrom('outbox').execute();
  });
  afterEach(() => vi.useRealTimers());

  test('a letter to each login of an account, each with a link of its own', async () => {
    await ask('C0001');
    await workAll();
    expect(mailed.map(({ to }) => to).toSorted()).toEqual(['marie@exemple.fr', 'paul@exemple.fr']);
    const links = mailed.map(({ text }) => /https:\S+/.exec(text)?.[0]);
    expect(new Set(links).size).toBe(2);
    expect(new Set(mailed.map(({ id }) => id)).size).toBe(2);
    for (const { text, html, subject } of mailed) {
      expect(subject).toBe('Agence canari.ardoise.agency\u00a0: choisissez votre mot de passe');
      expect(`${text}${html}`).not.toContain('brume');
    }
  });

  test('who was given an access is invited, and not told that they asked', async () => {
    const asked = { agencySlug: ardoise.slug, identifier: 'agent@exemple.fr', askedAt: new Date() };
    await enqueue(db, 'reset-letter', { ...asked, invitation: true }, new Date());
    await workAll();
    expect(mailed.map(({ to }) => to)).toEqual(['agent@exemple.fr']);
    expect(mailed[0]?.subject).toMatch(/votre accès est ouvert$/);
    expect(mailed[0]?.text).toMatch(/vous a ouvert un accès/);
    expect(mailed[0]?.text).not.toContain('demandé');
    expect(mailed[0]?.text).toContain(`${ardoise.portal}/nouveau-mot-de-passe#`);
  });

  test('a failure says which mail server and why, and never to whom', async () => {
    await ask('marie@exemple.fr');
    world.logged.length = 0;
    const refusal = Object.assign(new Error('550 marie@exemple.fr'), {
      code: 'EENVELOPE 550',
      server: 'mail.test:587',
    });
    await work({ send: () => Promise.reject(refusal) });
    const line = world.logged.join();
    expect(line).toContain('"code":"EENVELOPE 550","server":"mail.test:587"');
    expect(line).not.toContain('marie');
    const row = await db.selectFrom('outbox').select('last_error').executeTakeFirstOrThrow();
    expect(row.last_error).toBe('Error EENVELOPE 550 mail.test:587');
  });

  test('no letter for whom nobody knows, and the job is done', async () => {
    await ask('C9999');
    expect(await work()).toBe(1);
    expect(mailed).toEqual([]);
    expect(await open()).toEqual([]);
  });

  test('a letter that was not taken is tried again, later', async () => {
    await ask('marie@exemple.fr');
    await work({ send: () => Promise.reject(new Error('421')) });
    expect(await open()).toEqual([{ kind: 'reset-letter', attempts: 1 }]);
    expect(await work()).toBe(0);
    vi.setSystemTime(Date.now() + 5000);
    expect(await work()).toBe(1);
    expect(mailed).toHaveLength(1);
    expect(await open()).toEqual([]);
  });

  test('a letter that nobody took for a day is given up', async () => {
    const hours = (n: number) => new Date(Date.now() - n * 3_600_000);
    await ask('marie@exemple.fr', hours(25));
    await ask('paul@exemple.fr', hours(23));
    expect(await work()).toBe(2);
    expect(mailed.map(({ to }) => to)).toEqual(['paul@exemple.fr']);
    expect(await open()).toEqual([]);
  });

  test('one address that is refused has nobody else written to again', async () => {
    await ask('C0001');
    const taken: string[] = [];
    const refusesPaul = {
      send: async ({ to }: { to: string }) => {
        if (to.startsWith('paul')) throw new Error('550');
        taken.push(to);
      },
    };
    for (let turn = 0; turn < 5; turn += 1) {
      await work(refusesPaul);
      vi.setSystemTime(Date.now() + 3_600_000);
    }
    expect(taken).toEqual(['marie@exemple.fr']);
    expect(await open()).toHaveLength(1);
  });

  test('an address that refuses for good is not written to again, and the desk has it', async () => {
    await db.updateTable('agency').set({ bounce_address: 'rebonds@ardoise.test' }).execute();
    await ask('C0001');
    const taken: (typeof mailed)[number][] = [];
    const refusesPaul = {
      send: async (letter: (typeof mailed)[number]) => {
        const refusal = { refused: true, code: 'EENVELOPE 550' };
        if (letter.to.startsWith('paul')) throw Object.assign(new Error('550'), refusal);
        taken.push(letter);
      },
    };
    while ((await work(refusesPaul)) > 0);
    expect(await open()).toEqual([]);
    expect(taken).toMatchObject([{ to: 'marie@exemple.fr', bounceAddress: 'rebonds@ardoise.test' }]);
    const desk = await db.selectFrom('desk_request').selectAll().execute();
    expect(desk).toMatchObject([
      {
        agency_id: ardoise.id,
        kind: 'mail-refused',
        email: 'paul@exemple.fr',
        name: 'canari.ardoise.name-paul',
        person_id: await world.recordOf(ardoise, 'paul'),
      },
    ]);
    expect(world.logged.join()).not.toContain('paul@');
    await db.deleteFrom('desk_request').execute();
    await db.updateTable('agency').set({ bounce_address: null }).execute();
  });

  test('the last letter that arrives holds the link that opens, and is shown beside the others', async () => {
    await ask('marie@exemple.fr');
    const sent: typeof mailed = [];
    // Taken, but the answer was lost.
    await work({
      send: async (letter) => {
        sent.push(letter);
        throw new Error('ETIMEDOUT');
      },
    });
    vi.setSystemTime(Date.now() + 5000);
    await work();
    const letters = [...sent, ...mailed];
    expect(new Set(letters.map(({ id }) => id)).size).toBe(2);
    const token = /#([\w-]+)/.exec(letters.at(-1)?.text ?? '')?.[1] ?? '';
    expect(await isLinkUsable(db, ardoise.id, token, new Date())).toBe(true);
  });

  test('one job that fails holds no other back', async () => {
    await ask('marie@exemple.fr');
    await ask('tenant@exemple.fr');
    const taken: string[] = [];
    await work({
      send: async ({ to }) => {
        if (to.startsWith('marie')) throw new Error('550');
        taken.push(to);
      },
    });
    expect(taken).toEqual(['tenant@exemple.fr']);
  });

  test('work that this version does not know waits for one that does', async () => {
    await enqueue(db, 'from-tomorrow', { what: 'matters' }, new Date());
    await work();
    const [row] = await db.selectFrom('outbox').select(['payload', 'done_at']).execute();
    expect(row).toEqual({ payload: '{"what":"matters"}', done_at: null });
  });

  test('a worker that is woken works at once, and stops when told', async () => {
    const mailer = { send: async (letter: (typeof mailed)[number]) => void mailed.push(letter) };
    const worker = startWorker({ database, mailer, sms: noSms, sessions, log });
    try {
      await ask('marie@exemple.fr');
      worker.wake();
      await vi.waitFor(() => expect(mailed).toHaveLength(1), { timeout: 4000 });
      await ask('tenant@exemple.fr');
      worker.wake();
      await vi.waitFor(() => expect(mailed).toHaveLength(2), { timeout: 4000 });
    } finally {
      await worker.stop();
    }
    await ask('paul@exemple.fr');
    worker.wake();
    expect(await open()).toEqual([{ kind: 'reset-letter', attempts: 0 }]);
  });
});
