import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { more, wrong } from './axe.ts';
import { balance, button, enterInTwoSteps, isSignedIn, library, signIn } from './acts.ts';
import { clientPage, openHouse, portalOf, type House, type Slug } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['vauquelin', 'horizon', 'nacre', 'boivre']);
});
afterAll(() => house.close());

const residents = {
  vauquelin: 'helene.charvet@courriel.example',
  horizon: 'denis.aubry@courriel.example',
  nacre: 'ines.lemoine@courriel.example',
  boivre: 'lucie.bonneau@courriel.example',
} as const;

const enter = async (page: Page, slug: Slug) => {
  const login = house.login(slug, residents[slug]);
  if (slug === 'horizon') return enterInTwoSteps(page, login);
  if (slug !== 'nacre') return signIn(page, login);
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  await signIn(await opening, login);
};

test.for(Object.keys(residents) as Slug[])(
  '%s: nothing is in the way, signed out and signed in',
  async (slug) => {
    const { page, context } = await house.visitor();
    await page.goto(clientPage(slug));
    await page.locator('palier-login').getByText('Besoin d’aide').waitFor();
    expect(await wrong(page)).toEqual([]);
    for (const help of await page.locator('palier-login summary').all()) await help.click();
    expect(await wrong(page)).toEqual([]);

    await enter(page, slug);
    await isSignedIn(page);
    await balance(page).getByRole('table').first().waitFor();
    await library(page).locator('.row').first().waitFor();
    await balance(page).getByText('Comprendre ces mots').first().click();
    await page.locator('palier-login').getByText('Mon compte').click();
    await page.locator('palier-login').getByText('Mes connexions').click();
    await page.locator('palier-login').getByText('Cet appareil').waitFor();
    expect(await wrong(page)).toEqual([]);
    await context.close();
  },
);

test.for(['light', 'dark'] as const)(
  'the portal in %s: nothing is in the way in any place',
  async (colorScheme) => {
    const { page, context } = await house.visitor({ colorScheme });
    await page.goto(`${portalOf('vauquelin')}/`);
    await page.locator('palier-login').getByText('Besoin d’aide').waitFor();
    expect(await wrong(page, more)).toEqual([]);
    await signIn(page, house.login('vauquelin', residents.vauquelin));
    for (const place of ['Accueil', 'Finances', 'Documents', 'Mon agence']) {
      await page.getByRole('navigation').getByRole('link', { name: place }).click();
      if (place === 'Finances') await balance(page).getByRole('table').waitFor();
      if (place === 'Documents') await library(page).locator('.row').first().waitFor();
      expect(await wrong(page, more)).toEqual([]);
    }
    await context.close();
  },
);

test('what is in the way is seen, in the page and inside a widget', async () => {
  const { page, context } = await house.visitor();
  await page.goto(clientPage('vauquelin'));
  await page.locator('palier-login').getByText('Besoin d’aide').waitFor();
  await page.evaluate(() => {
    const unnamed = document.createElement('button');
    document.body.append(unnamed);
    document.querySelector('palier-login')!.shadowRoot!.querySelector('.root')!.append(unnamed.cloneNode());
  });
  expect((await wrong(page)).filter((sentence) => sentence.startsWith('button-name'))).toHaveLength(2);
  await context.close();
});
