import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import {
  access,
  balance,
  balanceReads,
  button,
  isSignedIn,
  isSignedOut,
  library,
  signIn,
  signOut,
  spaced,
} from './acts.ts';
import { clientPage, openHouse, portalOf, type House, type Visitor } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['vauquelin', 'horizon']);
});
afterAll(() => house.close());

const helene = () => house.login('vauquelin', 'helene.charvet@courriel.example');

const enter = async (email = helene().email): Promise<Visitor> => {
  const visitor = await house.visitor();
  await visitor.page.goto(clientPage('vauquelin'));
  await signIn(visitor.page, house.login('vauquelin', email));
  await isSignedIn(visitor.page);
  return visitor;
};

test('a co-owner signs in and reads where she stands, in one request, under a host-only cookie', async () => {
  house.asked.length = 0;
  const { page, context, errors } = await enter();
  await balanceReads(page, '− 1 378,20 €');
  expect(spaced(await balance(page).locator('.standing').innerText())).toContain('vous devez ce montant');
  await library(page).getByRole('tab', { name: 'Mes documents 1' }).waitFor();
  await library(page).getByRole('tab', { name: 'Ma copropriété 7' }).waitFor();
  const cookies = await context.cookies();
  expect(cookies).toMatchObject([
    { name: '__Host-palier', domain: 'espace.vauquelin.test', httpOnly: true, secure: true, sameSite: 'Lax' },
  ]);
  const reads = house.asked.filter(
    ({ method, url }) => method === 'GET' && /^\/v1\/(?!palier)/.test(url.pathname),
  );
  // Signed out, then signed in: three widgets, one request each time.
  expect(reads.map(({ url }) => url.pathname)).toEqual(['/v1/bootstrap', '/v1/bootstrap']);
  expect(errors).toEqual([]);
  await context.close();
});

test('another year shows its own entries', async () => {
  const { page, context } = await enter();
  const days = () => balance(page).locator('td.date').allInnerTexts();
  await balance(page).getByRole('table').waitFor();
  expect(new Set((await days()).map((day) => day.slice(-4)))).toEqual(new Set(['2022']));
  await button(balance(page), '2021').click();
  await balance(page).getByRole('table', { name: 'Écritures de 2021' }).waitFor();
  expect(new Set((await days()).map((day) => day.slice(-4)))).toEqual(new Set(['2021']));
  await context.close();
});

test('a document is downloaded, whole, under its own name and with inert headers', async () => {
  const { page, context } = await enter();
  const downloading = page.waitForEvent('download');
  await library(page)
    .getByRole('button', { name: /^Télécharger/ })
    .click();
  const download = await downloading;
  const bytes = readFileSync(await download.path());
  expect(bytes.subarray(0, 5).toString()).toBe('%PDF-');
  expect(bytes.subarray(-6).toString()).toContain('%%EOF');
  expect(download.suggestedFilename()).toMatch(/\.pdf$/);
  const { answered } = house.asked.findLast(({ url }) => url.pathname.startsWith('/v1/files/'))!;
  expect(Object.fromEntries(answered)).toMatchObject({
    'content-type': 'application/pdf',
    'content-disposition': expect.stringMatching(/^attachment;/),
    'cache-control': 'private, no-store',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  });
  expect(page.url()).toBe(clientPage('vauquelin'));
  await context.close();
});

test('a reload stays signed in, and two tabs agree on signing out', async () => {
  const { page, context, errors } = await enter();
  await page.reload();
  await isSignedIn(page);
  const second = await context.newPage();
  await second.goto(clientPage('vauquelin'));
  await isSignedIn(second);
  await signOut(page);
  await isSignedOut(page);
  await isSignedOut(second);
  expect(await balance(second).locator('.standing').count()).toBe(0);
  expect(await context.cookies()).toEqual([]);
  await second.reload();
  await isSignedOut(second);
  expect(errors).toEqual([]);
  await context.close();
});

test('in two steps, the identifier comes first and stays in sight', async () => {
  const { page, context, errors } = await house.visitor();
  const { email, password } = house.login('horizon', 'denis.aubry@courriel.example');
  await page.goto(clientPage('horizon'));
  await page.getByLabel('Identifiant ou courriel').fill(email);
  expect(await page.getByLabel('Mot de passe', { exact: true }).isVisible()).toBe(false);
  await page.keyboard.press('Enter');
  await access(page).locator('.chosen', { hasText: email }).waitFor();
  const secret = page.getByLabel('Mot de passe', { exact: true });
  await expect.poll(() => secret.evaluate((input) => input === document.activeElement)).toBe(true);
  await secret.fill(password);
  await page.keyboard.press('Enter');
  await isSignedIn(page);
  await balanceReads(page, '− 1 129,35 €');
  expect(errors).toEqual([]);
  await context.close();
});

test('a wrong password keeps the identifier, says so, and takes the focus', async () => {
  const { page, context } = await house.visitor();
  await page.goto(clientPage('vauquelin'));
  await signIn(page, { email: helene().email, password: 'Chartreuse-39' });
  await access(page).getByText('ne vont pas ensemble').waitFor();
  const secret = page.getByLabel('Mot de passe', { exact: true });
  await expect.poll(() => secret.evaluate((input) => input === document.activeElement)).toBe(true);
  expect(await secret.getAttribute('aria-invalid')).toBe('true');
  expect(await page.getByLabel('Identifiant ou courriel').inputValue()).toBe(helene().email);
  expect(await context.cookies()).toEqual([]);
  await context.close();
});

test('a forgotten password: letter, link, new password; what was open before is closed', async () => {
  const email = 'odile.marchal@courriel.example';
  const before = await enter(email);
  const { page, context, errors } = await house.visitor();
  await page.goto(clientPage('vauquelin'));
  await button(page, 'Mot de passe oublié ?').click();
  await page.getByLabel('Identifiant ou courriel').fill(email);
  await button(page, 'Recevoir le lien').click();
  await access(page).getByText('Regardez votre messagerie').waitFor();
  const letter = await vi.waitFor(() => {
    const found = house.mails.find(({ to }) => to.includes(email));
    expect(found).toBeDefined();
    return found!;
  }, 5000);
  const link = /https:\S+/.exec(letter.text)?.[0] ?? '';
  expect(link).toMatch(new RegExp(`^${portalOf('vauquelin')}/nouveau-mot-de-passe#[\\w-]{20,}$`));

  await page.goto(link);
  await page.getByLabel('Nouveau mot de passe', { exact: true }).fill('Belledonne-2977');
  await page.getByLabel('Le même, une seconde fois').fill('Belledonne-2977');
  expect(page.url()).toBe(`${portalOf('vauquelin')}/nouveau-mot-de-passe`);
  await button(page, 'Enregistrer ce mot de passe').click();
  await access(page).getByText('Mot de passe enregistré').waitFor();
  expect(house.asked.some(({ url }) => url.href.includes(link.split('#')[1]!))).toBe(false);

  await before.page.reload();
  await isSignedOut(before.page);
  await signIn(before.page, house.login('vauquelin', email));
  await access(before.page).getByText('ne vont pas ensemble').waitFor();
  await page.goto(clientPage('vauquelin'));
  await signIn(page, { email, password: 'Belledonne-2977' });
  await isSignedIn(page);

  await page.goto(link);
  await access(page).getByText('Ce lien ne sert plus').waitFor();
  expect(errors).toEqual([]);
  await before.context.close();
  await context.close();
});

test('what a tag manager on the agency’s page can pick up names nobody', async () => {
  const { page, context } = await house.visitor();
  await page.addInitScript(() => {
    const heard: string[] = [];
    Object.defineProperty(window, Symbol.for('e2e heard'), { value: heard });
    const names = [
      'ready',
      'load-start',
      'error',
      'signed-in',
      'signed-out',
      'session-expired',
      'document-open',
    ];
    for (const name of names)
      addEventListener(
        `palier-${name}`,
        (event) => heard.push(`${name} ${JSON.stringify((event as CustomEvent).detail)}`),
        true,
      );
  });
  await page.goto(clientPage('vauquelin'));
  await signIn(page, helene());
  await isSignedIn(page);
  await library(page).getByRole('tab').first().waitFor();
  await library(page)
    .getByRole('button', { name: /^Ouvrir/ })
    .first()
    .click();
  const heard = () =>
    page.evaluate(() => (window as unknown as Record<symbol, string[]>)[Symbol.for('e2e heard')]!);
  await expect.poll(async () => (await heard()).join()).toMatch(/signed-in.*document-open/);
  const within = await page.evaluate(() => [
    document.cookie,
    JSON.stringify([{ ...localStorage }, { ...sessionStorage }]),
    // The light DOM: attributes and text of our elements, as a snapshot or a recorder keeps them.
    ...[...document.querySelectorAll('*')]
      .filter(({ localName }) => localName.startsWith('palier-'))
      .map((element) => new XMLSerializer().serializeToString(element)),
    ...[...document.querySelectorAll('input')].map(({ value }) => value),
  ]);
  const all = [...(await heard()), ...within].join('\n');
  expect(all).not.toMatch(/Charvet|Hélène|0418C206|1.378|courriel\.example|Chartreuse/);
  await context.close();
});
