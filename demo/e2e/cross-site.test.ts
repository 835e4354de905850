import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { access, balanceReads, button, isSignedIn, isSignedOut, library, signIn, signOut } from './acts.ts';
import { clientPage, openHouse, portalOf, shared, type House } from './house.ts';
import { blockThirdPartyCookies } from './world.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['nacre']);
});
afterEach(() => {
  house.meddle = (response) => response;
  house.asked.length = 0;
});
afterAll(() => house.close());

const ines = () => house.login('nacre', 'ines.lemoine@courriel.example');
const here = clientPage('nacre');
const toShared = (request: Request) => request.url.startsWith(`${shared}/v1/`);

/** Sets a plain cross-site cookie beside ours: only its fate tells whether third-party cookies are blocked. */
const setControlCookie = () => {
  house.meddle = (response, request) => {
    if (toShared(request)) response.headers.append('set-cookie', 'plain=1; Path=/; Secure; SameSite=None');
    return response;
  };
};

/** As a browser that takes no cookie at all from another site, partitioned or not. */
const refuseCookies = () => {
  house.meddle = (response, request) => {
    if (toShared(request)) response.headers.delete('set-cookie');
    return response;
  };
};

const cookiesSent = () =>
  house.asked
    .filter(({ url }) => url.origin === shared)
    .flatMap(({ sent }) => (sent.get('cookie') ?? '').split('; '))
    .map((pair) => pair.split('=')[0]);
const lastBootstrap = () => house.asked.findLast(({ url }) => url.pathname === '/v1/bootstrap')!;

/** The small window: opened by the click, signed in at the portal, closed by itself. */
const signInByWindow = async (page: Page) => {
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  const popup = await opening;
  const closing = popup.waitForEvent('close');
  await signIn(popup, ines());
  await closing;
  await isSignedIn(page);
};

test('cookies allowed: the portal signs in, the page gets a cookie of its own partition', async () => {
  setControlCookie();
  const { page, context, errors } = await house.visitor();
  await page.goto(here);
  expect(await page.locator('input[type=password]').count()).toBe(0);
  await signInByWindow(page);
  await balanceReads(page, '+ 3 643,13 €');
  const own = (await context.cookies()).find(({ name }) => name === '__Host-palier-p-nacre');
  expect(own).toMatchObject({
    domain: 'app.palier-test.test',
    secure: true,
    httpOnly: true,
    sameSite: 'None',
    partitionKey: 'https://nacre.test',
  });
  expect(lastBootstrap().sent.get('sec-fetch-site')).toBe('cross-site');
  expect(lastBootstrap().sent.get('authorization')).toBeNull();
  expect(cookiesSent()).toContain('plain');
  expect(errors).toEqual([]);
  await context.close();
});

test('third-party cookies blocked: the same, and the control cookie is dropped; a reload stays signed in', async () => {
  setControlCookie();
  const { page, context, errors } = await house.visitor();
  await blockThirdPartyCookies(page);
  await page.goto(here);
  await signInByWindow(page);
  await page.reload();
  await isSignedIn(page);
  await balanceReads(page, '+ 3 643,13 €');
  expect(cookiesSent()).toContain('__Host-palier-p-nacre');
  expect(cookiesSent()).not.toContain('plain');
  expect(lastBootstrap().sent.get('authorization')).toBeNull();

  const downloading = page.waitForEvent('download');
  await library(page)
    .getByRole('button', { name: /^Télécharger/ })
    .first()
    .click();
  expect((await downloading).suggestedFilename()).toMatch(/\.pdf$/);

  await signOut(page);
  await isSignedOut(page);
  await page.reload();
  await isSignedOut(page);
  expect((await context.cookies(shared)).filter(({ name }) => name.includes('palier'))).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('every cookie refused: a token in memory, and one click after a reload', async () => {
  refuseCookies();
  const { page, context, errors } = await house.visitor();
  await page.goto(here);
  await signInByWindow(page);
  await balanceReads(page, '+ 3 643,13 €');
  expect(lastBootstrap().sent.get('authorization')).toMatch(/^Bearer /);
  expect(cookiesSent().join('')).toBe('');
  // In memory only: nothing that another script or the next person finds.
  const kept = await page.evaluate(() =>
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie]),
  );
  const token = lastBootstrap().sent.get('authorization')!.slice('Bearer '.length);
  expect(kept).not.toContain(token);

  await page.reload();
  await isSignedOut(page);
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  await opening;
  await isSignedIn(page);
  await balanceReads(page, '+ 3 643,13 €');
  expect(errors).toEqual([]);
  await context.close();
});

test('windows refused: by the portal in this tab, and back with a code that leaves no trace', async () => {
  const { page, context, errors } = await house.visitor();
  await page.addInitScript(() => {
    window.open = () => null;
  });
  const visited: string[] = [];
  page.on('framenavigated', (frame) => visited.push(frame.url()));
  await page.goto(here);
  await button(page, 'Se connecter').click();
  await page.waitForURL(`${portalOf('nacre')}/connexion?**`);
  await signIn(page, ines());
  await page.waitForURL(here);
  await isSignedIn(page);
  await balanceReads(page, '+ 3 643,13 €');
  expect(visited.some((url) => url.startsWith(`${here}#palier-code=`))).toBe(true);
  expect(page.url()).toBe(here);
  const code = visited.find((url) => url.includes('#palier-code='))!.split('=')[1]!;
  expect(house.asked.some(({ url, sent }) => `${url} ${sent.get('referer')}`.includes(code))).toBe(false);

  await page.goBack();
  await page.goForward();
  expect(page.url()).not.toContain('palier-code');
  expect(errors).toEqual([]);
  await context.close();
});

test('a window closed without signing in leaves the page as it was', async () => {
  const { page, context, errors } = await house.visitor();
  await page.goto(here);
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  const popup = await opening;
  await access(page).getByText('Continuez dans la fenêtre').waitFor();
  await popup.close();
  await button(page, 'Se connecter').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('the portal gives no code to a site that the agency did not list', async () => {
  const { page, context } = await house.visitor();
  const challenge = 'a'.repeat(43);
  const asked = new URLSearchParams({
    origin: 'https://www.mal.test',
    challenge,
    retour: 'https://www.mal.test/',
  });
  await page.goto(`${portalOf('nacre')}/connexion?${asked}`);
  await signIn(page, ines());
  await access(page).getByText('n’est pas déclaré par votre agence').waitFor();
  expect(page.url()).toContain(portalOf('nacre'));
  const { rows } = { rows: await house.database.db.selectFrom('handoff').select('origin').execute() };
  expect(rows.map(({ origin }) => origin)).not.toContain('https://www.mal.test');
  await context.close();
});
