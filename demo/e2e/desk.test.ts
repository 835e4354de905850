import { readFileSync } from 'node:fs';
import { Secret, TOTP } from 'otpauth';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { readPdf } from '../../server/desk/testing.ts';
import { button } from './acts.ts';
import { more, wrong } from './axe.ts';
import { type House, openHouse, portalOf } from './house.ts';
import { press, type } from './keyboard.ts';

let house: House;
beforeAll(async () => (house = await openHouse(['vauquelin'])));
afterAll(() => house.close());

const portal = portalOf('vauquelin');

/** What the agent's telephone shows. */
const code = (secret = ''): string =>
  new TOTP({ algorithm: 'SHA1', digits: 6, period: 30, secret: Secret.fromBase32(secret) }).generate();

/** What a person who cannot come in sends. */
const askForHelp = (page: Page, json: object): Promise<number> =>
  page.evaluate(async (asked) => {
    const headers = { 'content-type': 'application/json', 'x-palier-client': '1' };
    const answer = await fetch('/v1/assistance', { method: 'POST', headers, body: JSON.stringify(asked) });
    return answer.status;
  }, json);

test('by keyboard, on a narrow screen: an agent signs in, answers a call for help and prints a letter', async () => {
  const narrow = { viewport: { width: 360, height: 800 }, acceptDownloads: true };
  const { page, errors } = await house.visitor(narrow);
  const clean = async () => expect(await wrong(page, more)).toEqual([]);
  const { email, password, agent } = house.login('vauquelin', 'josiane.pellat@cabinet-vauquelin.example');
  const asked = {
    name: 'Hélène Charvet',
    reference: 'lot 101',
    phone: '06 11 22 33 44',
    email: 'helene.nouvelle@courriel.example',
    message: 'Je ne reçois rien.',
  };
  await page.goto(`${portal}/bureau`);
  expect(await askForHelp(page, asked)).toBe(202);

  await type(page, page.getByLabel('Identifiant ou courriel'), email);
  await type(page, page.getByLabel('Mot de passe', { exact: true }), password);
  await page.keyboard.press('Enter');
  await type(page, page.getByLabel('Code de votre application'), code(agent?.totp));
  await page.keyboard.press('Enter');

  await page.getByRole('link', { name: 'Hélène Charvet' }).waitFor();
  const title = page.getByRole('heading', { name: 'Demandes' }).locator('..');
  expect(await title.evaluate((element) => element.matches(':focus'))).toBe(true);
  await clean();
  await press(page, page.getByRole('link', { name: 'Hélène Charvet' }));
  await page.getByText('même nom').first().waitFor();
  await clean();
  await press(page, button(page, /^Envoyer un lien à/).first());
  const address = page.getByLabel('Adresse de courriel');
  expect(await address.inputValue()).toBe(asked.email);
  await clean();
  await press(page, button(page, 'Envoyer le lien'));
  await page.getByText(`Le lien part à ${asked.email}.`).first().waitFor();
  await expect.poll(() => house.mails.map(({ to }) => to)).toContain(asked.email);

  await type(page, page.getByLabel('Note pour vos collègues'), 'Rappelée.');
  await press(page, button(page, 'Clore la demande'));
  await page.getByText(/Close le .* par Josiane Pellat/).waitFor();
  await clean();
  await press(page, button(page, 'Rouvrir'));
  await press(page, button(page, 'Clore la demande'));
  await button(page, 'Rouvrir').waitFor();

  await page.goto(`${portal}/bureau#/acces`);
  const first = page.getByRole('checkbox', { name: /^Choisir (?!toute)/ }).first();
  await first.waitFor();
  await clean();
  await first.focus();
  await page.keyboard.press('Space');
  await button(page, 'Imprimer les courriers').focus();
  await page.keyboard.press('Enter');
  const coming = page.waitForEvent('download');
  await press(page, button(page, 'Préparer le courrier'));
  const file = await coming;
  expect(file.suggestedFilename()).toMatch(/^courriers-\d{4}-\d\d-\d\d\.pdf$/);
  const { pages } = readPdf(readFileSync(await file.path()));
  expect(pages[0]?.text).toContain('Vauquelin');
  await page.getByText('Le fichier à imprimer est enregistré').first().waitFor();
  await clean();
  expect(errors).toEqual([]);
});

test('an agent who comes for the first time sets up their codes at the desk, and is there', async () => {
  const { page, errors } = await house.visitor();
  const { email, password } = house.login('vauquelin', 'marc.tissot@cabinet-vauquelin.example');
  await page.goto(`${portal}/bureau`);
  await page.getByLabel('Identifiant ou courriel').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  const key = page.getByText(/^(?:[A-Z2-7]{4}\s?){8}$/);
  const secret = (await key.innerText()).replaceAll(/\s/g, '');
  await page.getByLabel('Le code que montre l’application').fill(code(secret));
  await page.keyboard.press('Enter');
  await button(page, 'Je les ai rangés').click();
  await page.getByRole('link', { name: /^Accès/ }).waitFor();
  expect(errors).toEqual([]);
});

test('a resident finds at the desk the way to their space', async () => {
  const { page } = await house.visitor();
  const before = house.asked.length;
  const { email, password } = house.login('vauquelin', 'helene.charvet@courriel.example');
  await page.goto(`${portal}/bureau`);
  await page.getByLabel('Identifiant ou courriel').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
  await page.getByText('Cette page est réservée à l’agence.').waitFor();
  await page.getByRole('link', { name: 'Aller à mon espace client' }).click();
  await page.getByText('Bonjour').first().waitFor();
  const asked = house.asked.slice(before).map(({ url }) => url.pathname);
  expect(asked.filter((path) => path.startsWith('/v1/desk/'))).toEqual([]);
});
