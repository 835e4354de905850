import { afterEach, expect, test, vi } from 'vitest';
import { canariesIn } from '../testing/people.ts';
import { openWorld } from '../testing/world.ts';

const world = await openWorld('sqlite');
const { ardoise, app, browser, signedIn, database, logged, mailed, work, sessions } = world;

/** What someone typed, or is: it may come back in no error, no header, no line of the log. */
const secret = 'MotDePasse-Canari-77';
const page = () => browser({ endpoint: ardoise.portal });
const textOf = async (response: Response) => [...response.headers].flat().join(' ') + (await response.text());

afterEach(() => {
  expect(logged.join('')).not.toContain(secret);
  expect(canariesIn(logged.join(''))).toEqual([]);
  expect(logged.join('')).not.toContain('exemple.fr');
  logged.length = 0;
  vi.restoreAllMocks();
});

const paths = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => method !== 'ALL' && path.startsWith('/v1/') && !path.includes('{'))
      .map(({ path }) => path),
  ),
];

const bodies = [
  secret,
  `{"identifier":"C0001","password":{"${secret}":"${secret}"}}`,
  `{"identifier":["${secret}"],"password":"${secret}"}`,
  `{"identifier":"C0001","password":"${secret.repeat(20)}"}`,
  `{"identifier":"${secret.repeat(20)}","password":"${secret}"}`,
  `{"token":"${secret}!!","password":"${secret}"}`,
  `{"token":"${secret}${secret}","password":"${secret}"}`,
  `{"origin":"${secret}","challenge":"${secret}"}`,
  `{"code":"${secret}","verifier":"${secret}"}`,
  `{"path":"first-connection","identifier":"${secret}","secret":"${secret}"}`,
  `{"email":"${secret}@exemple.fr","holder":"${secret}","details":{"phone":"${secret}"}}`,
  `{"lastName":"${secret}","postcode":"${secret}"}`,
  `{"__proto__":{"${secret}":1},"constructor":"${secret}"}`,
  `["${secret}"]`,
  `"${secret}"`,
  'null',
  '{',
  `{"identifier":"C0001","password":"${secret}"`,
];

test('no answer and no log repeats what was sent, whatever is wrong with it', async () => {
  let asked = 0;
  for (const path of paths) {
    const at = path.replace(/:\w+/, secret);
    const marie = await signedIn(ardoise, 'marie', {});
    for (const method of ['POST', 'DELETE', 'PUT', 'PATCH']) {
      for (const body of method === 'POST' ? bodies : bodies.slice(0, 1)) {
        for (const who of [page(), marie]) {
          const type = { 'Content-Type': 'application/json' };
          const response = await who.send(at, { method, body, headers: type });
          expect(await textOf(response), `${method} ${path}`).not.toContain(secret);
          expect(response.status, `${method} ${path} ${body}`).toBeLessThan(500);
          asked += 1;
        }
      }
      await database.db.deleteFrom('rate_limit').execute();
    }
    for (const query of ['year', 'after', 'shelf', 'kind', 'building', 'search', 'need', 'agency', secret]) {
      const response = await marie.send(`${at}?${query}=${secret}&year=2026&shelf=public`);
      expect(await textOf(response), `${path} ${query}`).not.toContain(secret);
      expect(response.status).toBeLessThan(500);
      expect(response.headers.get('cache-control')).toBe('private, no-store');
    }
  }
  expect(asked).toBeGreaterThan(500);
});

test('headers are not repeated either', async () => {
  for (const name of [
    'User-Agent',
    'Referer',
    'X-Forwarded-For',
    'Authorization',
    'Cookie',
    'X-Request-Id',
    'Accept',
  ])
    for (const path of ['/v1/bootstrap', '/v1/balances', '/', `/${secret}`]) {
      const value = name === 'Cookie' ? `__Host-palier=${secret}` : `Bearer ${secret}`;
      const response = await page().send(path, { headers: { [name]: value } });
      expect(await textOf(response), `${name} ${path}`).not.toContain(secret);
    }
});

test('a wrong field is named by our keys alone', async () => {
  const response = await page().send('/v1/session', { json: { identifier: '', password: 12 } });
  expect(await response.json()).toEqual({
    error: { code: 'invalid', fields: { identifier: 'empty', password: 'string' } },
  });
});

test('what goes wrong inside is told by an id, and logged without what it quoted', async () => {
  const marie = await signedIn(ardoise, 'marie');
  const broken = Object.assign(new Error(`constraint failed: ${secret}, marie@exemple.fr`), {
    code: 'SQLITE_CONSTRAINT',
  });
  vi.spyOn(sessions, 'list').mockRejectedValue(broken);
  const response = await marie.send('/v1/sessions');
  expect(response.status).toBe(500);
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const body = (await response.json()) as { error: { requestId: string } };
  expect(body).toEqual({ error: { code: 'internal', requestId: expect.stringMatching(/^[\da-f-]{36}$/) } });
  const lines = logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.find(({ msg }) => msg === 'unexpected error')).toMatchObject({
    error: { name: 'Error', code: 'SQLITE_CONSTRAINT' },
  });
  // The id leads from the answer to the log.
  expect(JSON.stringify(lines)).toContain(body.error.requestId);
});

test('a line of the log holds these fields and no others', async () => {
  const marie = await signedIn(ardoise, 'marie');
  await marie.send(`/v1/balances/${ardoise.ledgers.couple}/entries?year=2026`);
  const ticket = await marie.send(`/v1/documents/${ardoise.documents.agency}/ticket`, { method: 'POST' });
  const { path } = (await ticket.json()) as { path: string };
  await page().send(path);
  expect(logged).toHaveLength(3);
  for (const line of logged) {
    const { route, ...rest } = JSON.parse(line) as Record<string, unknown>;
    expect(Object.keys(rest).toSorted((a, b) => a.localeCompare(b))).toEqual([
      'id',
      'level',
      'method',
      'status',
      'time',
      'took',
    ]);
    // The pattern, never an id or a ticket.
    expect(route).toMatch(/:/);
  }
});

test('a mail server that quotes the address is not quoted', async () => {
  await database.db.deleteFrom('outbox').execute();
  await page().send('/v1/password/forgotten', { json: { identifier: 'marie@exemple.fr' } });
  const refusal = Object.assign(new Error(`550 marie@exemple.fr ${secret}`), { code: 'EENVELOPE' });
  expect(await work({ send: () => Promise.reject(refusal) })).toBe(1);
  expect(logged.join('')).toContain('EENVELOPE');
  const waiting = await database.db.selectFrom('outbox').select(['attempts', 'last_error']).execute();
  expect(waiting).toContainEqual({ attempts: 1, last_error: 'Error EENVELOPE' });
  expect(mailed).toEqual([]);
});

test('no address holds anything about anyone', async () => {
  const marie = await signedIn(ardoise, 'marie');
  for (const path of ['/v1/bootstrap?need=balance,documents', '/', '/connexion', '/a-propos']) {
    const response = await marie.send(path);
    expect(response.headers.get('location')).toBeNull();
    expect(await response.text()).not.toMatch(/https?:[^"\s]*(?:token|exemple\.fr|canari)/);
  }
});
