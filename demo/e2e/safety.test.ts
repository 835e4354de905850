import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { isSignedIn, library, signIn } from './acts.ts';
import { clientPage, openHouse, portalOf, siteOf, type House, type Visitor } from './house.ts';
import type { Site } from './world.ts';

const evil = 'https://www.mal.test';
// A forgotten sub-domain of the agency: the browser sends it the same Lax cookies.
const sibling = 'https://vieux.vauquelin.test';
const portal = portalOf('vauquelin');
const email = 'helene.charvet@courriel.example';

let framed: string[] = [];
const html = (body: string) =>
  new Response(`<!doctype html><meta charset="utf-8"><title>mal</title>${body}`, {
    headers: { 'content-type': 'text/html' },
  });
const attacker: Site = (request) => {
  const { pathname } = new URL(request.url);
  if (pathname === '/frames') return html(framed.map((url) => `<iframe src="${url}"></iframe>`).join(''));
  if (pathname === '/widgets')
    return html(
      `<palier-login><a href="${portal}/">Mon espace</a></palier-login><script type="module" src="${portal}/v1/palier.js"></script>`,
    );
  return html('<p>Un cadeau pour vous</p>');
};

let house: House;
let victim: Visitor;
beforeAll(async () => {
  house = await openHouse(['vauquelin'], {
    [new URL(evil).host]: attacker,
    [new URL(sibling).host]: attacker,
  });
  victim = await house.visitor();
  await victim.page.goto(clientPage('vauquelin'));
  await signIn(victim.page, house.login('vauquelin', email));
  await isSignedIn(victim.page);
  await victim.page.goto('about:blank');
});
afterAll(() => house.close());

/** Everything that is kept, but for the moments when sessions were last seen. */
const state = async (): Promise<string> => {
  const { db } = house.database;
  const tables = (await db.introspection.getTables()).map(({ name }) => name);
  const kept: Record<string, unknown> = {};
  for (const table of tables) {
    const rows = (await db
      .selectFrom(table as 'session')
      .selectAll()
      .execute()) as object[];
    kept[table] = rows.map((row) => ({ ...row, seen_at: null, expires_at: null }));
  }
  return JSON.stringify(kept);
};

const victimAt = async (address: string): Promise<Page> => {
  const page = await victim.context.newPage();
  await page.goto(address);
  return page;
};

interface Attack {
  method: string;
  path: string;
  json: unknown;
}
const attacks = async (): Promise<Attack[]> => {
  const [document] = await house.database.db.selectFrom('document').select('id').limit(1).execute();
  const session = await house.database.db.selectFrom('session').select('id_hash').executeTakeFirstOrThrow();
  const challenge = 'a'.repeat(43);
  return [
    { method: 'DELETE', path: '/v1/session', json: {} },
    { method: 'POST', path: '/v1/session', json: { identifier: email, password: 'Chartreuse-38' } },
    { method: 'DELETE', path: '/v1/sessions', json: {} },
    { method: 'DELETE', path: `/v1/sessions/${session.id_hash}`, json: {} },
    { method: 'POST', path: '/v1/session/renewal', json: {} },
    { method: 'POST', path: '/v1/password/forgotten', json: { identifier: email } },
    { method: 'POST', path: '/v1/password/link', json: { token: 'x'.repeat(32) } },
    { method: 'POST', path: '/v1/password', json: { token: 'x'.repeat(32), password: 'Chartreuse-3838' } },
    { method: 'POST', path: '/v1/handoffs', json: { origin: evil, challenge } },
    {
      method: 'POST',
      path: '/v1/handoffs/redemption',
      json: { code: 'x'.repeat(32), verifier: 'a'.repeat(43) },
    },
    { method: 'POST', path: `/v1/documents/${document?.id}/ticket`, json: {} },
  ];
};

/** By fetch, in every way a page may try: with and without CORS, under three content types. */
const byFetch = (page: Page, list: Attack[]) =>
  page.evaluate(
    async ([portal, list]) => {
      const outcomes: string[] = [];
      for (const { method, path, json } of list) {
        const body = JSON.stringify(json);
        const own = { 'X-Palier-Client': '1', 'Content-Type': 'application/json' };
        const ways: RequestInit[] = [
          { mode: 'cors', method, body, headers: own },
          { mode: 'cors', method, body, headers: { 'Content-Type': 'application/json' } },
          { mode: 'cors', method: 'POST', body, headers: { 'Content-Type': 'text/plain' } },
          { mode: 'no-cors', method: 'POST', body, headers: { 'Content-Type': 'text/plain' } },
          { mode: 'no-cors', method: 'POST', body: new Blob([body]) },
          { mode: 'no-cors', method: 'GET' },
        ];
        for (const way of ways)
          outcomes.push(
            await fetch(portal + path, { ...way, credentials: 'include' }).then(
              ({ type, status }) => `${type} ${status}`,
              () => 'refused',
            ),
          );
      }
      return outcomes;
    },
    [portal, list] as const,
  );

/** By a form that sends JSON as plain text, into a tab of its own. */
const byForm = async (page: Page, { path, json }: Attack) => {
  const opening = victim.context.waitForEvent('page');
  await page.evaluate(
    ([url, body]) => {
      const form = document.createElement('form');
      Object.assign(form, { action: url, method: 'post', enctype: 'text/plain', target: '_blank' });
      const input = document.createElement('input');
      [input.name, input.value] = [`${body.slice(0, -1)},"x":"`, '"}'];
      form.append(input);
      document.body.append(form);
      form.submit();
    },
    [portal + path, JSON.stringify(json)] as const,
  );
  const tab = await opening;
  await tab.waitForLoadState();
  await tab.close();
};

test.for([evil, sibling])('nothing changes by anything that a page of %s sends', async (from) => {
  const before = await state();
  const list = await attacks();
  const page = await victimAt(from);
  house.asked.length = 0;
  const outcomes = await byFetch(page, list);
  for (const attack of list.filter(({ method }) => method === 'POST')) await byForm(page, attack);
  expect(new Set(outcomes)).toEqual(new Set(['refused', 'opaque 0']));
  // They did arrive, and from the sibling with the person's cookie.
  const arrived = house.asked.filter(({ method }) => method === 'POST');
  expect(arrived.length).toBeGreaterThan(list.length);
  expect(arrived.some(({ sent }) => sent.get('cookie')?.includes('__Host-palier'))).toBe(from === sibling);
  expect(await state()).toBe(before);
  await page.close();
});

test('the same request from the agency’s own page does change something', async () => {
  const before = await state();
  const page = await victimAt(clientPage('vauquelin'));
  await isSignedIn(page);
  const ticket = (await attacks()).filter(({ path }) => path === '/v1/password/forgotten');
  expect((await byFetch(page, ticket))[0]).toBe('cors 202');
  expect(await state()).not.toBe(before);
  await page.close();
});

test.for([evil, sibling])('a page of %s reads nothing, and its widget is a link', async (from) => {
  const page = await victimAt(from);
  const read = await page.evaluate(async (portal) => {
    const paths = [
      '/v1/bootstrap?need=balance,documents',
      '/v1/session',
      '/v1/balances',
      '/v1/documents',
      '/v1/sessions',
      '/',
    ];
    return Promise.all(
      paths.map((path) =>
        fetch(portal + path, { credentials: 'include' }).then(
          (answer) => answer.text(),
          () => null,
        ),
      ),
    );
  }, portal);
  expect(read).toEqual([null, null, null, null, null, null]);
  await page.goto(`${from}/widgets`);
  await page.getByText('s’ouvre sur sa propre page').waitFor();
  await page.close();
});

test('the agency’s own page reads what the others cannot', async () => {
  const page = await victimAt(clientPage('vauquelin'));
  const text = await page.evaluate(
    (portal) => fetch(`${portal}/v1/session`, { credentials: 'include' }).then((answer) => answer.text()),
    portal,
  );
  expect(text).toContain('Hélène Charvet');
  await page.close();
});

test('no page of the portal is shown in a frame, and no document may be', async () => {
  const reader = await victimAt(clientPage('vauquelin'));
  const opening = victim.context.waitForEvent('page');
  await library(reader)
    .getByRole('button', { name: /^Ouvrir/ })
    .first()
    .click();
  const tab = await opening;
  await expect.poll(() => house.asked.at(-1)?.url.pathname).toMatch(/^\/v1\/files\//);
  // This browser saves a PDF wherever it stands: the header has to speak for it.
  expect(house.asked.at(-1)?.answered.get('content-security-policy')).toContain("frame-ancestors 'none'");
  await tab.close();
  await reader.close();

  const paths = ['/', '/#/finances', '/connexion', '/nouveau-mot-de-passe', '/a-propos', '/inconnue'];
  framed = [...paths.map((path) => portal + path), `${siteOf('vauquelin')}/`];
  for (const from of [evil, sibling]) {
    const page = await victimAt(`${from}/frames`);
    const shown = page.frames().filter((frame) => frame !== page.mainFrame());
    expect(shown).toHaveLength(framed.length);
    const texts = await Promise.all(
      shown.map((frame) => frame.evaluate(() => [location.protocol, document.title])),
    );
    // The agency's own home page allows frames: it shows that frames work here.
    expect(texts.at(-1)?.[0]).toBe('https:');
    expect(texts.slice(0, -1).map(([protocol]) => protocol)).toEqual(paths.map(() => 'chrome-error:'));
    await page.close();
  }
});

test('after all this the person is still signed in', async () => {
  const page = await victimAt(clientPage('vauquelin'));
  await isSignedIn(page);
});
