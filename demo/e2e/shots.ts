// Pictures of every state worth looking at: node demo/e2e/shots.ts <folder> [story…]
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import type { DemoLogin } from '../agencies.ts';
import { balance, button, enterInTwoSteps, library, signIn } from './acts.ts';
import { openDemoProvider } from '../provider/provider.ts';
import { clientPage, openHouse, portalOf, type House, type Slug } from './house.ts';
import { openPostbox } from './postbox.ts';
import { myAccess } from './shots/access.ts';
import { demo, demoSite, shootLetter } from './shots/demo.ts';
import { desk, recovery } from './shots/desk.ts';
import { firstConnection, otherPaths } from './shots/entry.ts';

const [folder, ...asked] = process.argv.slice(2);
if (!folder) throw new Error('Say where the pictures go: node demo/e2e/shots.ts <folder> [story…]');
mkdirSync(folder, { recursive: true });

const widths = [360, 768, 1280];
/** Who signs in where: the usual case, then long names, hundreds of lines, nothing at all. */
const people: Record<Slug, [name: string, email: string][]> = {
  vauquelin: [
    ['usual', 'helene.charvet@courriel.example'],
    ['long', 'gerance@sci-labrosse.example'],
    ['former', 'odile.marchal@courriel.example'],
    ['empty', 'remi.allard@courriel.example'],
  ],
  horizon: [
    ['usual', 'denis.aubry@courriel.example'],
    ['landlady', 'nathalie.marsan@courriel.example'],
    ['council', 'philippe.bertin@courriel.example'],
  ],
  nacre: [
    ['usual', 'ines.lemoine@courriel.example'],
    ['tenant', 'hugo.delmas@courriel.example'],
    ['long', 'heritier1@rochebrune.example'],
    ['empty', 'gael.prigent@courriel.example'],
  ],
  boivre: [
    ['usual', 'lucie.bonneau@courriel.example'],
    ['long', 'jc.guerin@courriel.example'],
    ['shared', 'aminata.cisse@courriel.example'],
  ],
};
const slugs = Object.keys(people) as Slug[];

const postbox = await openPostbox();
const providerOrigin = 'https://compte.fournisseur.test';
const portals = slugs.map((slug) => ({ origin: portalOf(slug), name: 'L’agence' }));
const provider = await openDemoProvider(providerOrigin, portals);
const house: House = await openHouse(
  slugs,
  {
    [new URL(providerOrigin).host]: provider.handle,
    'demo.palier-test.test': demoSite(() => house),
  },
  { smtpUrl: postbox.url, social: provider.social },
);
let taken = 0;
const shoot = async (page: Page, name: string): Promise<void> => {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    await page.mouse.move(0, 0); // nothing looks pointed at
    await page.screenshot({
      path: join(folder, `${name}-${width}.png`),
      fullPage: true,
      animations: 'disabled',
    });
    taken += 1;
  }
};

const standing = async (page: Page): Promise<void> => {
  await balance(page).locator('.standing, .body').first().waitFor();
  await library(page).getByRole('tab').first().waitFor();
};

const enter = async (page: Page, slug: Slug, login: DemoLogin): Promise<void> => {
  const atPortal = page.url().startsWith(portalOf(slug));
  if (slug === 'horizon') return enterInTwoSteps(page, login);
  if (slug !== 'nacre' || atPortal) return signIn(page, login);
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  const popup = await opening;
  await popup.setViewportSize({ width: 480, height: 760 });
  await popup.getByLabel('Mot de passe', { exact: true }).waitFor();
  await popup.screenshot({ path: join(folder, `${slug}-popup.png`) });
  await signIn(popup, login);
};

const signedOut = async (slug: Slug): Promise<void> => {
  const { page, context } = await house.visitor();
  await page.goto(clientPage(slug));
  await page.locator('palier-login').getByText('Besoin d’aide').waitFor();
  await shoot(page, `${slug}-out`);
  for (const closed of await page.locator('palier-login summary').all()) await closed.click();
  await shoot(page, `${slug}-out-help`);
  await context.close();
};

/** What goes wrong at the door, once: all sites share these screens. */
const mistakes = async (): Promise<void> => {
  const { page, context } = await house.visitor();
  await page.goto(clientPage('vauquelin'));
  await signIn(page, { email: 'helene.charvet@courriel.example', password: 'pas le bon' });
  await page.getByText('ne vont pas ensemble').waitFor();
  await shoot(page, 'vauquelin-out-wrong');
  await button(page, 'Mot de passe oublié ?').click();
  await shoot(page, 'vauquelin-out-forgotten');
  await button(page, 'Recevoir le lien').click();
  await page.getByText('Regardez votre messagerie').waitFor();
  await shoot(page, 'vauquelin-out-sent');
  await page.route(/\/v1\/bootstrap/, (route) => route.abort());
  await page.reload();
  await button(page, 'Réessayer').first().waitFor();
  await shoot(page, 'vauquelin-out-unreachable');
  await context.close();
};

const signedIn = async (slug: Slug, name: string, email: string): Promise<void> => {
  const { page, context } = await house.visitor();
  await page.goto(clientPage(slug));
  await enter(page, slug, house.login(slug, email));
  await standing(page);
  await shoot(page, `${slug}-in-${name}`);
  await context.close();
};

const portal = async (
  slug: Slug,
  name: string,
  email: string,
  colorScheme: 'light' | 'dark',
): Promise<void> => {
  const { page, context } = await house.visitor({ colorScheme });
  await page.goto(`${portalOf(slug)}/`);
  await page.locator('palier-login').getByText('Besoin d’aide').waitFor();
  await shoot(page, `portal-${slug}-out-${colorScheme}`);
  await enter(page, slug, house.login(slug, email));
  for (const [place, file] of [
    ['Accueil', 'home'],
    ['Finances', 'finance'],
    ['Documents', 'documents'],
    ['Mon agence', 'agency'],
  ] as const) {
    await page.getByRole('navigation').getByRole('link', { name: place }).click();
    if (place === 'Finances') await balance(page).locator('.standing, .body').first().waitFor();
    if (place === 'Documents') await library(page).getByRole('tab').first().waitFor();
    await shoot(page, `portal-${slug}-${name}-${colorScheme}-${file}`);
  }
  await context.close();
};

/** What there was before anybody came in by another way. */
const spaces = async (): Promise<void> => {
  for (const slug of slugs) {
    await signedOut(slug);
    for (const [name, email] of people[slug]) await signedIn(slug, name, email);
  }
  await mistakes();
  for (const scheme of ['light', 'dark'] as const) {
    await portal('vauquelin', 'usual', 'helene.charvet@courriel.example', scheme);
    await portal('nacre', 'long', 'heritier1@rochebrune.example', scheme);
  }
  await portal('nacre', 'empty', 'gael.prigent@courriel.example', 'light');
};

// One after the other, in this order: what one of them leaves is seen by the next.
const letter = () => shootLetter(house, folder);
const all = { spaces, firstConnection, otherPaths, recovery, myAccess, desk, demo, letter };
for (const [name, story] of Object.entries(all)) {
  if (asked.length > 0 && !asked.includes(name)) continue;
  await story({ house, postbox, shoot }).catch((error: unknown) => {
    console.error(`${name} stopped:`, error);
    process.exitCode = 1;
  });
}
await house.close();
await provider.close();
await postbox.close();
console.log(`${taken} pictures in ${folder}`);
