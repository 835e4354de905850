import { afterAll, beforeAll, expect, test } from 'vitest';
import { blockThirdPartyCookies, openWorld, type World } from './world.ts';

let world: World;
const seen: { site: string | null; cookie: string | null }[] = [];

beforeAll(async () => {
  world = await openWorld({
    'www.agence.test': () =>
      new Response('<!doctype html><title>Agence</title>', { headers: { 'content-type': 'text/html' } }),
    'api.palier.test': (request) => {
      seen.push({ site: request.headers.get('sec-fetch-site'), cookie: request.headers.get('cookie') });
      const headers = new Headers({
        'access-control-allow-origin': 'https://www.agence.test',
        'access-control-allow-credentials': 'true',
      });
      headers.append('set-cookie', 'plain=1; Path=/; Secure; SameSite=None');
      headers.append('set-cookie', 'own=1; Path=/; Secure; SameSite=None; Partitioned');
      return new Response('ok', { headers });
    },
  });
});
afterAll(() => world.close());

const visitTwice = async (blocked: boolean) => {
  const page = await world.browser.newPage();
  if (blocked) await blockThirdPartyCookies(page);
  await page.goto('https://www.agence.test/');
  seen.length = 0;
  await page.evaluate(async () => {
    for (let i = 0; i < 2; i += 1) await fetch('https://api.palier.test/', { credentials: 'include' });
  });
  await page.close();
  return seen.at(-1);
};

test('two names are two sites, and cookies pass between them when nothing blocks', async () => {
  const last = await visitTwice(false);
  expect(last?.site).toBe('cross-site');
  expect(last?.cookie?.split('; ').toSorted()).toEqual(['own=1', 'plain=1']);
});

test('blocked, only the partitioned cookie passes', async () => {
  expect((await visitTwice(true))?.cookie).toBe('own=1');
});

test('a page can be looked at', async () => {
  const page = await world.browser.newPage();
  await page.goto('https://www.agence.test/');
  expect((await page.screenshot()).length).toBeGreaterThan(1000);
});
