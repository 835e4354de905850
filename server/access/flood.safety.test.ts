import { availableParallelism } from 'node:os';
import { expect, test } from 'vitest';
import { openWorld } from '../testing/world.ts';
import { hashPassword, longestQueue } from './password.ts';

// The queue belongs to the process, so this file has it for itself.
const { ardoise, browser, database } = await openWorld('sqlite');
const many = longestQueue + availableParallelism() + 30;
const signIn = async () =>
  browser({ endpoint: ardoise.portal }).send('/v1/session', {
    json: { identifier: 'C0001', password: ardoise.password },
  });

test('a flood of passwords is told to come back, and the queue empties again', async () => {
  const flood = await Promise.allSettled(Array.from({ length: many }, () => hashPassword('a')));
  const refused = flood.filter((each) => each.status === 'rejected');
  expect(refused.length).toBeGreaterThanOrEqual(20);
  expect(refused[0]?.reason).toMatchObject({ code: 'busy', retryAfter: 1 });
  expect(flood.filter((each) => each.status === 'fulfilled').length).toBeGreaterThan(availableParallelism());
  expect((await signIn()).status).toBe(201);
});

test('who was told to come back has not used one of their tries', async () => {
  const flood = Array.from({ length: many }, () => hashPassword('a').catch(() => ''));
  const turned = await signIn();
  expect(turned.status).toBe(503);
  expect(turned.headers.get('retry-after')).toBe('1');
  expect(await turned.json()).toEqual({ error: { code: 'busy', retryAfter: 1 } });
  // Readers do not queue behind hashing.
  expect((await browser({ endpoint: ardoise.portal }).send('/v1/bootstrap')).status).toBe(200);
  const tries = await database.db
    .selectFrom('rate_limit')
    .select('hits')
    .where('subject', 'like', 'sign-in:%')
    .execute();
  expect(tries).toEqual([]);
  await Promise.all(flood);
});

test('a body too large is refused before it is read', async () => {
  const page = browser({ endpoint: ardoise.portal });
  const json = { identifier: 'C0001', password: 'x'.repeat(200_000) };
  const refused = await page.send('/v1/session', { json });
  expect(refused.status).toBe(400);
  expect(await refused.json()).toEqual({ error: { code: 'invalid', fields: { body: 'too-large' } } });
});
