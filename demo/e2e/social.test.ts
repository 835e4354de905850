import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openDemoProvider, type DemoProvider } from '../provider/provider.ts';
import { access, button, isSignedIn, signIn, signOut } from './acts.ts';
import { level, wrong } from './axe.ts';
import { clientPage, openHouse, portalOf, type House } from './house.ts';

const origin = 'https://compte.fournisseur.test';
let provider: DemoProvider;
let house: House;
beforeAll(async () => {
  provider = await openDemoProvider(origin, [
    { origin: portalOf('vauquelin'), name: 'Cabinet Vauquelin' },
    { origin: portalOf('nacre'), name: 'Nacre' },
  ]);
  const hosts = { [new URL(origin).host]: provider.handle };
  house = await openHouse(['vauquelin', 'nacre'], hosts, { social: provider.social });
});
afterAll(async () => {
  await house.close();
  await provider.close();
});

const leave = (page: Page) => button(page, 'Continuer avec Fournisseur de démonstration').click();
const choose = async (page: Page, who: RegExp | string) => {
  await page.waitForURL(`${origin}/**`);
  await button(page, who).click();
};

/** From « Mon accès », with the code that the mailbox receives. */
const link = async (page: Page, slug: 'vauquelin' | 'nacre', email: string, who: RegExp) => {
  await page.goto(`${portalOf(slug)}/mon-acces`);
  await signIn(page, house.login(slug, email));
  await page.getByText('Comptes liés').click();
  const before = house.mails.length;
  await button(page, 'Lier Fournisseur de démonstration').click();
  await expect.poll(() => house.mails.length, { timeout: 8000 }).toBeGreaterThan(before);
  const code = /\b\d{3}\s?\d{3}\b/.exec(house.mails.at(-1)?.text ?? '')?.[0] ?? '';
  await page.getByLabel('Code à six chiffres').fill(code);
  await button(page, 'Confirmer').click();
  await choose(page, who);
  await page.waitForURL(`${portalOf(slug)}/mon-acces`);
  await page.locator('#section-linked').getByText('C’est lié').waitFor();
};

test('who is linked to nobody is told so, who refuses too, and the page is as it was', async () => {
  const { page, context, errors } = await house.visitor();
  await page.goto(clientPage('vauquelin'));
  await leave(page);
  await page.waitForURL(`${origin}/**`);
  expect(await wrong(page, level)).toEqual([]);
  await choose(page, /Hélène Charvet/);
  await access(page).getByText('Ce compte n’est lié à personne ici').waitFor();
  expect(page.url()).toBe(clientPage('vauquelin'));
  await leave(page);
  await choose(page, 'Refuser');
  await access(page).getByText('Vous avez refusé').waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test('linked in « Mon accès », then one button on the agency’s own site', async () => {
  const { page, context, errors } = await house.visitor();
  await link(page, 'vauquelin', 'helene.charvet@courriel.example', /Hélène Charvet/);
  await page.goto(clientPage('vauquelin'));
  await isSignedIn(page);
  await signOut(page);
  await leave(page);
  await choose(page, /Hélène Charvet/);
  await isSignedIn(page);
  expect(page.url().replace(/#.*/, '')).toBe(clientPage('vauquelin'));
  expect(errors).toEqual([]);
  await context.close();
});

test('on a site of another domain, through the portal’s window', async () => {
  const { page, context, errors } = await house.visitor();
  await link(page, 'nacre', 'ines.lemoine@courriel.example', /Inès Lemoine/);
  await context.clearCookies();
  await page.goto(clientPage('nacre'));
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  const popup = await opening;
  await leave(popup);
  await choose(popup, /Inès Lemoine/);
  await isSignedIn(page);
  expect(errors).toEqual([]);
  await context.close();
});
