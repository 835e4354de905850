import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../database/testing.ts';
import { openWorld } from '../testing/world.ts';
import { forgetTries } from './password.ts';
import { namesOf } from './named-store.ts';

const start = Date.parse('2026-11-14T10:00:00Z');
beforeEach(() => vi.setSystemTime(start));
afterEach(() => vi.useRealTimers());

/** Everything that an answer says, to the letter. */
const whole = async (response: Response) => ({
  status: response.status,
  headers: [...response.headers].toSorted(([a], [b]) => a.localeCompare(b)),
  body: await response.text(),
});

describe.each(engines)('nothing tells who is known, on %s', async (engine) => {
  const { ardoise, browser, database } = await openWorld(engine);
  const { db } = database;
  const page = () => browser({ endpoint: ardoise.portal });
  const signIn = async (identifier: string, password = 'not the password', headers = {}) =>
    whole(await page().send('/v1/session', { json: { identifier, password }, headers }));
  const forgotten = async (identifier: string) =>
    whole(await page().send('/v1/password/forgotten', { json: { identifier } }));

  beforeEach(async () => {
    await db.deleteFrom('rate_limit').execute();
    await db.deleteFrom('outbox').execute();
  });

  const kinds = {
    known: 'marie@exemple.fr',
    'known by number': 'C0002',
    staff: 'agent@exemple.fr',
    'on file, never signed in': 'C0007',
    unknown: 'C9999',
    'unknown address': 'nobody@exemple.fr',
  };

  test('at sign-in, whoever is typed', async () => {
    const answers = [];
    for (const identifier of Object.values(kinds)) answers.push(await signIn(identifier));
    expect(answers[0]).toMatchObject({
      status: 400,
      body: '{"error":{"code":"invalid","fields":{"password":"wrong-credentials"}}}',
    });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('nor once it is locked, right password or wrong', async () => {
    const answers = [];
    for (const identifier of Object.values(kinds).slice(0, 5)) {
      for (let turn = 0; turn < 5; turn += 1) expect((await signIn(identifier)).status).toBe(400);
      answers.push(await signIn(identifier), await signIn(identifier, ardoise.password));
    }
    expect(answers[0]).toMatchObject({ status: 429, body: '{"error":{"code":"too-many","retryAfter":300}}' });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  test('nor when a link is asked for; one job waits in each case', async () => {
    const answers = [];
    for (const identifier of Object.values(kinds)) answers.push(await forgotten(identifier));
    expect(answers[0]).toMatchObject({ status: 202, body: '{}' });
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(await db.selectFrom('outbox').select('kind').execute()).toHaveLength(answers.length);
  });

  test('nor when too many are asked for', async () => {
    const answers = [];
    for (const identifier of [kinds.known, kinds.unknown]) {
      for (let turn = 0; turn < 5; turn += 1) await forgotten(identifier);
      answers.push(await forgotten(identifier));
    }
    expect(answers[0]?.status).toBe(429);
    expect(answers[1]).toEqual(answers[0]);
  });
});

describe.each(engines)('guessing passwords on %s', async (engine) => {
  const { ardoise, browser, database } = await openWorld(engine);
  const { db } = database;
  const signIn = async (identifier: string, password: string, headers = {}) =>
    (
      await browser({ endpoint: ardoise.portal }).send('/v1/session', {
        json: { identifier, password },
        headers,
      })
    ).status;

  beforeEach(async () => {
    await db.deleteFrom('rate_limit').execute();
  });

  test.each([
    ['a number', ['C0001', '0001', 'c OOO1', 'X-0001', 'N° C.000I/', '\u00a0C0001', 'Ｃ０００１', 'ABC0001']],
    [
      'an address',
      [
        'paul@exemple.fr',
        'PAUL@exemple.fr',
        ' paul@exemple.fr',
        'paul＠exemple.fr',
        'paul﹫exemple.fr',
        'ｐaul@exemple.fr',
        'paul@exemple．fr',
        'Paul@Exemple.Fr',
      ],
    ],
  ])('%s is tried five times, however it is written', async (_, ways) => {
    const statuses: number[] = [];
    for (const [index, way] of ways.entries()) statuses.push(await signIn(way, `guess ${index}`));
    expect(statuses.filter((status) => status === 400)).toHaveLength(5);
    expect(statuses.slice(5).every((status) => status === 429)).toBe(true);
  });

  test('one network is stopped, whatever it says of where it comes from', async () => {
    expect(await signIn('C9000', 'guess')).toBe(400);
    await db.updateTable('rate_limit').set({ hits: 60 }).where('subject', 'like', 'sign-in-from:%').execute();
    const claims = ['X-Forwarded-For', 'X-Real-IP', 'Forwarded', 'CF-Connecting-IP', 'X-Client-IP'];
    for (const [index, name] of claims.entries())
      expect(await signIn(`C900${index}`, 'guess', { [name]: `203.0.113.${index}` }), name).toBe(429);
  });

  const hitsOf = async (beginning: string) => {
    const rows = db.selectFrom('rate_limit').select('hits').where('subject', 'like', `${beginning}%`);
    return (await rows.execute()).map(({ hits }) => hits);
  };

  test('a network that is stopped uses up nobody else’s tries, nor the agency’s', async () => {
    await signIn('C0001', 'guess');
    await db.updateTable('rate_limit').set({ hits: 60 }).where('subject', 'like', 'sign-in-from:%').execute();
    for (let turn = 0; turn < 8; turn += 1) expect(await signIn('C0001', 'guess')).toBe(429);
    expect(await hitsOf('sign-in-at:')).toEqual([1]);
    expect(await hitsOf('sign-in:')).toEqual([1, 1, 1, 1]);
  });

  test('one network locks nobody out of the others, and a new password starts afresh', async () => {
    for (let turn = 0; turn < 8; turn += 1) await signIn('C0001', 'guess');
    expect(await signIn('C0001', ardoise.password)).toBe(429);
    // As from another household: what this one counted is under its own name.
    await db.deleteFrom('rate_limit').where('subject', 'like', '%::/64:%').execute();
    await db.deleteFrom('rate_limit').where('subject', 'like', 'sign-in-from:%').execute();
    expect(await signIn('C0001', ardoise.password)).toBe(201);
    for (let turn = 0; turn < 8; turn += 1) await signIn('C0001', 'guess');
    await forgetTries(db, ardoise.id, await namesOf(db, ardoise.logins.marie));
    expect(await signIn('C0001', ardoise.password)).toBe(201);
  });

  test('a success forgets the person’s failures, not the network’s', async () => {
    for (let turn = 0; turn < 4; turn += 1) await signIn('C0001', 'guess');
    expect(await signIn('C0001', ardoise.password)).toBe(201);
    for (let turn = 0; turn < 5; turn += 1) expect(await signIn('C0001', 'guess')).toBe(400);
    const [network] = await db
      .selectFrom('rate_limit')
      .select('hits')
      .where('subject', 'like', 'sign-in-from:%')
      .execute();
    expect(network?.hits).toBe(10);
  });

  test('no name that was typed is kept', async () => {
    await signIn('paul@exemple.fr', 'guess');
    await signIn('C0001', 'guess');
    const rows = JSON.stringify(await db.selectFrom('rate_limit').selectAll().execute());
    expect(rows).not.toMatch(/paul|C0001/i);
  });
});
