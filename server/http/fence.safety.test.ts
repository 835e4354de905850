import { beforeEach, describe, expect, test } from 'vitest';
import type { Send } from '../testing/browser.ts';
import { openWorld } from '../testing/world.ts';

const world = await openWorld('sqlite');
const { ardoise, brume, app, browser, signedIn, database, mailed, work } = world;
const { db } = database;

/** Every address of the API with its method, its parameters filled with real ids of Marie's. */
const routes = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/') && !path.includes('{'))
      .map(({ method, path }) => `${method} ${path}`),
  ),
].map((route) => {
  const [method = '', path = ''] = route.split(' ');
  const filled = path
    .replace(':ledger', ardoise.ledgers.couple)
    .replace('/documents/:id', `/documents/${ardoise.documents['account-couple']}`)
    .replace(/:\w+/, 'a'.repeat(40));
  return [method, filled] as const;
});
const writes = routes.filter(([method]) => method !== 'GET');

const hostileOrigins = [
  'null',
  'https://evil.example',
  'https://www.ardoise.test.evil.example',
  'https://evil-www.ardoise.test',
  'https://xwww.ardoise.test',
  'https://evil.ardoise.test',
  'https://ardoise.test',
  'http://www.ardoise.test',
  'https://www.ardoise.test:8443',
  'https://www.ardoise.test.',
  'https://www.ardоise.test', // a Cyrillic « о »
  'https://WWW.ARDOISE.TEST',
  'https://www.ardoise.test/',
  brume.site,
].map((origin) => Buffer.from(origin).toString('latin1'));

test('the routes were found', () => {
  expect(routes.length).toBeGreaterThan(15);
  expect(writes.length).toBeGreaterThan(8);
});

describe('CORS', () => {
  const corsOf = (response: Response) =>
    [...response.headers].filter(([name]) => name.startsWith('access-control-'));

  test.each(hostileOrigins)('%j reads no answer of any route', async (origin) => {
    for (const [method, path] of routes) {
      const marie = await signedIn(ardoise, 'marie', { origin });
      const response = await marie.send(path, { method, ...(method !== 'GET' && { json: {} }) });
      expect(corsOf(response), path).toEqual([]);
      // A ticket opens its file to whoever follows the link; no page reads it.
      if (!path.startsWith('/v1/files/')) {
        expect(response.status, path).toBe(403);
        expect(response.headers.get('vary')).toContain('Origin');
      }
      const preflight = await marie.send(path, {
        method: 'OPTIONS',
        headers: { 'Access-Control-Request-Method': method },
      });
      expect(corsOf(preflight), path).toEqual([]);
    }
  });

  test.each([ardoise.portal, ardoise.site, ardoise.farSite])(
    '%s reads them, and it alone',
    async (origin) => {
      const response = await browser({ endpoint: ardoise.portal, origin, site: 'same-site' }).send(
        '/v1/bootstrap',
        {
          headers: { Origin: origin },
        },
      );
      expect(Object.fromEntries(corsOf(response))).toEqual({
        'access-control-allow-origin': origin,
        'access-control-allow-credentials': 'true',
        'access-control-expose-headers': 'Retry-After',
      });
      expect(response.headers.get('vary')).toContain('Origin');
    },
  );

  test('a name of thousands of letters is told nothing', async () => {
    const origin = `https://${'a '.repeat(7000)}`;
    const answer = await browser({ endpoint: ardoise.portal, origin }).send('/v1/session', {
      method: 'OPTIONS',
      headers: { 'Access-Control-Request-Headers': ' '.repeat(10_000) },
    });
    expect([...answer.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
  });
});

describe('a request that the agency’s page did not make changes nothing', () => {
  const forgeries: Record<string, Send> = {
    'without our header': { without: ['X-Palier-Client'] },
    'without an origin': { without: ['Origin'] },
    'with another header value': { headers: { 'X-Palier-Client': 'true' } },
    'from another site': { headers: { Origin: 'https://evil.example' } },
    'from a sandboxed frame': { headers: { Origin: 'null' } },
    'from a sibling name': { headers: { Origin: 'https://evil.ardoise.test' } },
    'as a form': {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', Origin: 'https://evil.example' },
      without: ['X-Palier-Client'],
    },
  };
  /** Everything that a request could have changed. */
  const stateOf = async () =>
    Promise.all([
      db.selectFrom('session').select('id_hash').orderBy('id_hash').execute(),
      db.selectFrom('file_ticket').selectAll().execute(),
      db.selectFrom('handoff').selectAll().execute(),
      db.selectFrom('outbox').selectAll().execute(),
      db.selectFrom('rate_limit').selectAll().execute(),
      db.selectFrom('reset_link').selectAll().execute(),
      db.selectFrom('first_connection').selectAll().execute(),
    ]);
  const bodies: Record<string, object> = {
    '/v1/session': { identifier: 'C0001', password: ardoise.password },
    '/v1/password/forgotten': { identifier: 'C0001' },
    '/v1/first-connection': { path: 'first-connection', identifier: 'C0001', secret: ardoise.password },
    '/v1/handoffs': { origin: ardoise.farSite, challenge: 'c'.repeat(43) },
  };

  test.each(Object.entries(forgeries))('%s', async (_, forged) => {
    const marie = await signedIn(ardoise, 'marie');
    const before = await stateOf();
    for (const [method, path] of writes) {
      const body = JSON.stringify(bodies[path] ?? {});
      const response = await marie.send(path, {
        method,
        ...(method === 'POST' && { body }),
        ...forged,
        headers: { 'Content-Type': 'application/json', ...forged.headers },
      });
      expect(response.status, path).toBe(403);
    }
    expect(await stateOf()).toEqual(before);
  });

  test('as text that happens to be JSON', async () => {
    const marie = await signedIn(ardoise, 'marie');
    const before = await stateOf();
    for (const [path, json] of Object.entries(bodies))
      for (const type of ['text/plain', 'text/plain;application/json', 'multipart/form-data', '']) {
        const response = await marie.send(path, {
          method: 'POST',
          body: JSON.stringify(json),
          headers: { 'Content-Type': type },
        });
        expect(await response.json(), `${path} ${type}`).toEqual({
          error: { code: 'invalid', fields: { body: 'not-json' } },
        });
      }
    expect(await stateOf()).toEqual(before);
  });

  test('by reading: no GET writes, whatever it carries', async () => {
    const marie = await signedIn(ardoise, 'marie');
    const before = await stateOf();
    for (const [method, path] of routes) {
      await marie.send(`${path}?_method=${method}`, { headers: { 'X-HTTP-Method-Override': method } });
      await marie.send(path, { method: 'HEAD' });
    }
    expect(await stateOf()).toEqual(before);
  });
});

describe('the name that was asked for', () => {
  beforeEach(async () => {
    mailed.length = 0;
    await db.deleteFrom('outbox').execute();
    await db.deleteFrom('rate_limit').execute();
  });
  const forget = (headers: Record<string, string>) =>
    browser({ endpoint: ardoise.portal }).send('/v1/password/forgotten', {
      json: { identifier: 'marie@exemple.fr' },
      headers,
    });

  test.each([
    'evil.example',
    'espace.ardoise.test.evil.example',
    'espace.ardoise.test:8443',
    'espace.ardoise.test@evil.example',
    'evil.example#espace.ardoise.test',
    'www.ardoise.test',
    'xespace.ardoise.test',
    'localhost',
    '127.0.0.1',
    '[::1]',
    'espace.ardoise.test.',
    ' ',
  ])('%j is not ours: 421, and nothing happens', async (host) => {
    const response = await forget({ Host: host });
    expect(response.status).toBe(421);
    expect(await work()).toBe(0);
    const page = await browser({ endpoint: ardoise.portal }).send('/', { headers: { Host: host } });
    expect(page.status).toBe(421);
  });

  test.each([
    { 'X-Forwarded-Host': 'evil.example' },
    { 'X-Forwarded-Host': 'evil.example, espace.ardoise.test' },
    { 'X-Host': 'evil.example' },
    { 'X-Original-Host': 'evil.example' },
    { 'X-Forwarded-Server': 'evil.example', 'X-Forwarded-Proto': 'http', 'X-Forwarded-Port': '81' },
    { Forwarded: 'host=evil.example;proto=http' },
    { 'X-Original-URL': 'https://evil.example/', 'X-Rewrite-URL': '/evil' },
  ] as Record<string, string>[])('%j changes no mailed link', async (headers) => {
    expect((await forget(headers)).status).toBe(202);
    await work();
    expect(mailed).toHaveLength(1);
    const links = `${mailed[0]?.text} ${mailed[0]?.html}`.match(/https?:\/\/[^\s"<]+/g) ?? [];
    expect(links).toHaveLength(2);
    for (const link of links)
      expect(link).toMatch(/^https:\/\/espace\.ardoise\.test\/nouveau-mot-de-passe#[\w-]{27}$/);
  });

  test('a slug cannot take the place of the name', async () => {
    const marie = await signedIn(brume, 'marie', { endpoint: ardoise.portal });
    for (const slug of ['brume', 'nothing', '']) {
      const response = await marie.send(`/v1/bootstrap?agency=${slug}`);
      expect(await response.text(), slug).not.toContain('brume');
    }
  });
});
