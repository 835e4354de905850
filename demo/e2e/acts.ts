import { expect } from 'vitest';
import type { Locator, Page } from 'playwright-core';
import type { DemoLogin } from '../agencies.ts';

// What people do, in the words they see. Playwright reads through shadow roots and takes all spaces for one.

export const access = (page: Page): Locator => page.locator('palier-login');
export const balance = (page: Page): Locator => page.locator('palier-balance');
export const library = (page: Page): Locator => page.locator('palier-document-list');

export const button = (within: Page | Locator, name: string | RegExp): Locator =>
  within.getByRole('button', { name, ...(typeof name === 'string' && { exact: true }) });

export const signIn = async (
  page: Page,
  { email, password }: Pick<DemoLogin, 'email' | 'password'>,
): Promise<void> => {
  await page.getByLabel('Identifiant ou courriel').fill(email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await button(page, 'Se connecter').click();
};

export const isSignedIn = (page: Page): Promise<void> => button(page, 'Se déconnecter').waitFor();
export const isSignedOut = (page: Page): Promise<void> =>
  access(page).getByRole('heading', { name: 'Votre espace client' }).waitFor();
export const signOut = (page: Page): Promise<void> => button(page, 'Se déconnecter').click();

/** Waits until one of the balances is this sum, sign included. */
export const balanceReads = (page: Page, sum: string): Promise<void> =>
  expect
    .poll(async () => (await balance(page).locator('.amount').allInnerTexts()).map(spaced), { timeout: 5000 })
    .toContain(sum);

export const spaced = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

export const enterInTwoSteps = async (
  page: Page,
  { email, password }: Pick<DemoLogin, 'email' | 'password'>,
): Promise<void> => {
  await page.getByLabel('Identifiant ou courriel').fill(email);
  await button(page, 'Suivant').click();
  await page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await button(page, 'Se connecter').click();
};
