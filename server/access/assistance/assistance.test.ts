import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { canary } from '../../testing/people.ts';
import { openWorld } from '../../testing/world.ts';
import type { NewAssistance } from './contract.ts';

const typed: NewAssistance = {
  name: 'Zoé Faure',
  reference: 'lot 12',
  phone: '06 12 34 56 78',
  email: 'zoe@exemple.fr',
  message: 'Je ne reçois rien.',
};

describe.each(engines)('asking for help without signing in on %s', async (engine) => {
  const world = await openWorld(engine, { trustedProxies: 1 });
  const { ardoise, brume, database, mailed, work } = world;
  const { db } = database;
  let visitors = 0;
  /** From a network of its own, unless told. */
  const ask = (asked: Partial<Record<keyof NewAssistance, string>> = {}, from?: string, agency = ardoise) =>
    world
      .browser({ endpoint: agency.portal, origin: agency.farSite, site: 'cross-site' })
      .send('/v1/assistance', {
        json: { ...typed, ...asked },
        headers: { 'X-Forwarded-For': from ?? `203.0.${(visitors += 1)}.1` },
      });
  const kept = () => db.selectFrom('desk_request').selectAll().orderBy('id').execute();

  beforeEach(async () => {
    mailed.length = 0;
    await db.deleteFrom('rate_limit').execute();
    await db.deleteFrom('desk_request').execute();
    await db.deleteFrom('outbox').execute();
  });
  afterEach(() => vi.useRealTimers());

  test('lands on the agency’s desk, from a page of another site too', async () => {
    const answer = await ask();
    expect([answer.status, await answer.text()]).toEqual([202, '{}']);
    expect(await kept()).toMatchObject([
      {
        ...typed,
        agency_id: ardoise.id,
        kind: 'assistance',
        person_id: null,
        changes: null,
        closed_at: null,
      },
    ]);
  });

  test('is not shut for everyone by one attacker with all the networks of a /48', async () => {
    const seen: number[] = [];
    for (let n = 0; n < 210; n += 1) {
      const phone = `06 00 00 ${String(n).padStart(4, '0')}`;
      seen.push((await ask({ phone }, `2001:db8:7:${n.toString(16)}::1`)).status);
    }
    expect(seen.filter((status) => status === 202)).toHaveLength(40);
    expect((await ask({}, '2001:db8:8:1::1')).status).toBe(202);
    expect((await ask()).status).toBe(202);
  });

  test.each<[Partial<NewAssistance>, string]>([
    [{ name: ' ' }, 'name'],
    [{ phone: 'rappelez-moi' }, 'phone'],
    [{ email: 'zoe' }, 'email'],
    [{ message: 'a'.repeat(2001) }, 'message'],
  ])('%j is told by its field', async (asked, field) => {
    const answer = await ask(asked);
    expect(answer.status).toBe(400);
    expect(Object.keys(((await answer.json()) as { error: { fields: object } }).error.fields)).toEqual([
      field,
    ]);
    expect(await kept()).toEqual([]);
  });

  test('one network has five an hour, whoever it names', async () => {
    vi.setSystemTime(new Date('2026-11-20T10:05:00Z'));
    const many = async () => {
      const statuses = [];
      for (let i = 0; i < 7; i += 1)
        statuses.push((await ask({ phone: `06 00 00 00 1${i}` }, `198.51.100.${i}`)).status);
      return statuses;
    };
    expect(await many()).toEqual([202, 202, 202, 202, 202, 429, 429]);
    expect((await ask()).status, 'others may').toBe(202);
    vi.setSystemTime(new Date('2026-11-20T11:05:00Z'));
    expect((await many()).filter((status) => status === 202)).toHaveLength(5);
  });

  test('one number has five a day, however it is spelt, at one agency', async () => {
    vi.setSystemTime(new Date('2026-11-20T10:05:00Z'));
    const spelt = ['06 12 34 56 78', '0612345678', '+33 6 12 34 56 78', '06.12.34.56.78', '+33 (0)612345678'];
    for (const phone of spelt) expect((await ask({ phone })).status).toBe(202);
    expect((await ask()).status).toBe(429);
    expect((await ask({}, undefined, brume)).status).toBe(202);
    const subjects = await db.selectFrom('rate_limit').select('subject').execute();
    expect(JSON.stringify(subjects)).not.toContain('612345678');
  });

  test('the agency is told that someone waits, and nothing of them but the name', async () => {
    await db
      .updateTable('agency')
      .set({ email: 'contact@ardoise.test' })
      .where('id', '=', ardoise.id)
      .execute();
    await ask();
    await ask({ phone: '06 99 99 99 99' }, undefined, brume);
    const [row] = await db.selectFrom('outbox').select('payload').execute();
    expect(row?.payload).not.toContain('Zoé');
    while ((await work()) > 0);
    expect(mailed).toMatchObject([
      { to: 'contact@ardoise.test', subject: 'Demande d’assistance\u00a0: Zoé Faure' },
    ]);
    const [letter] = mailed;
    expect(letter).not.toHaveProperty('replyTo');
    for (const text of [letter?.text, letter?.html]) {
      expect(text).toContain(`${ardoise.portal}/bureau`);
      expect(text).toContain(canary('ardoise', 'agency'));
      expect(text).not.toMatch(/lot 12|56.?78|zoe@|reçois/);
    }
  });

  test('nothing leaves for what was dealt with before the letter could', async () => {
    await ask();
    await db.updateTable('desk_request').set({ closed_at: new Date().toISOString() }).execute();
    while ((await work()) > 0);
    expect(mailed).toEqual([]);
  });
});
