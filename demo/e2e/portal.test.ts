import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { button, signIn, spaced } from './acts.ts';
import { clientPage, openHouse, portalOf, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['vauquelin']);
});
afterAll(() => house.close());

const portal = portalOf('vauquelin');
const places = ['Accueil', 'Finances', 'Documents', 'Mon agence'];

const enter = async (
  email = 'helene.charvet@courriel.example',
  options: Parameters<House['visitor']>[0] = {},
) => {
  const visitor = await house.visitor(options);
  await visitor.page.goto(`${portal}/`);
  await signIn(visitor.page, house.login('vauquelin', email));
  await button(visitor.page, 'Me déconnecter').waitFor();
  return visitor;
};

const goTo = async (page: Page, place: string) => {
  await page.getByRole('navigation').getByRole('link', { name: place }).click();
  await page
    .locator('palier-portal')
    .getByRole('heading', { name: place === 'Accueil' ? /^Bonjour|^S\.?C\.?I|^Société/ : place })
    .first()
    .waitFor();
};

test('without JavaScript the agency’s page shows the link, and it leads somewhere that says what to do', async () => {
  const { page, context } = await house.visitor({ javaScriptEnabled: false });
  await page.goto(clientPage('vauquelin'));
  await page.getByRole('link', { name: 'Mon espace client', exact: true }).click();
  expect(page.url()).toBe(`${portal}/`);
  const text = spaced(await page.locator('main').innerText());
  expect(text).toContain('JavaScript');
  expect(text).toContain('04 65 71 38 04');
  await context.close();
});

test('what must be read without a script is written once', async () => {
  const { page, context } = await house.visitor({ javaScriptEnabled: false });
  await page.goto(`${portal}/`);
  expect(
    spaced(await page.locator('main').innerText()).split('Votre espace client a besoin').length - 1,
  ).toBe(1);
  await context.close();
});

test('the first answer is asked for beside the script, and once', async () => {
  const { page, context } = await enter();
  const before = house.asked.length;
  await page.reload();
  await button(page, 'Me déconnecter').waitFor();
  const answers = house.asked.slice(before).filter(({ url }) => url.pathname === '/v1/bootstrap');
  expect(answers.map(({ url }) => url.search)).toEqual(['?need=balance%2Cdocuments']);
  await context.close();
});

/** Presses Tab until the focus is on something that has this name. */
const tabTo = async (page: Page, name: RegExp) => {
  const focused = () =>
    page.evaluate(() => {
      let at = document.activeElement;
      while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
      const { labels, innerText } = at as HTMLInputElement;
      const outline = at ? getComputedStyle(at) : undefined;
      return {
        name: at?.getAttribute('aria-label') ?? labels?.[0]?.innerText ?? innerText,
        visible: outline?.outlineStyle !== 'none' || outline?.boxShadow !== 'none',
      };
    });
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const { name: here, visible } = await focused();
    if (name.test(here.trim())) return expect(visible, `focus on ${here} is visible`).toBe(true);
  }
  throw new Error(`no way by Tab to ${name}`);
};

test('by keyboard alone: sign in, look at each place, change year, download, sign out', async () => {
  const { page, context, errors } = await house.visitor();
  const { email, password } = house.login('vauquelin', 'helene.charvet@courriel.example');
  await page.goto(`${portal}/`);
  await page.getByLabel('Mot de passe', { exact: true }).waitFor();
  await tabTo(page, /^Identifiant/);
  await page.keyboard.type(email);
  await tabTo(page, /^Mot de passe$/);
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Bonjour' }).waitFor();

  await tabTo(page, /^Finances$/);
  await page.keyboard.press('Enter');
  await page.waitForURL(`${portal}/#/finances`);
  await page.locator('palier-balance').getByRole('table').waitFor();
  await tabTo(page, /^2021$/);
  await page.keyboard.press('Space');
  await page.locator('palier-balance').getByRole('table', { name: 'Écritures de 2021' }).waitFor();

  await page.goBack();
  await page.waitForURL(`${portal}/`);
  await page.goForward();
  await page.waitForURL(`${portal}/#/finances`);

  await page.goto(`${portal}/#/documents`);
  const tabs = page.locator('palier-document-list').getByRole('tab');
  await tabs.first().waitFor();
  await tabTo(page, /^Mes documents/);
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await page.locator('palier-document-list .row').getByText('Règlement').first().waitFor();
  const downloading = page.waitForEvent('download');
  await tabTo(page, /^Télécharger/);
  await page.keyboard.press('Enter');
  await downloading;

  await page.goto(`${portal}/#/agence`);
  await page.getByRole('heading', { name: 'Mon agence' }).waitFor();
  await tabTo(page, /^Me déconnecter$/);
  await page.keyboard.press('Enter');
  await page.getByLabel('Mot de passe', { exact: true }).waitFor();
  expect(errors).toEqual([]);
  await context.close();
});

test.for([
  ['helene.charvet@courriel.example', 320],
  ['gerance@sci-labrosse.example', 320],
  ['gerance@sci-labrosse.example', 768],
])('for %s at %i px nothing has to be scrolled sideways', async ([email, width]) => {
  const { page, context, errors } = await enter(String(email), {
    viewport: { width: Number(width), height: 800 },
  });
  for (const place of places) {
    await goTo(page, place);
    if (place === 'Finances') await page.locator('palier-balance').getByRole('table').first().waitFor();
    const scrolls = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(`${place}: ${scrolls} px`).toBe(`${place}: ${width} px`);
    const wide = await page.evaluate((limit) => {
      const tooWide: string[] = [];
      const look = (root: Document | ShadowRoot) => {
        for (const element of root.querySelectorAll('*')) {
          const { right, left, width } = element.getBoundingClientRect();
          const hidden = element.closest('.hidden-but-read') !== null || element instanceof SVGElement;
          if (width > 0 && !hidden && (right > limit + 1 || left < -1))
            tooWide.push(`${element.localName}.${element.className}`);
          if (element.shadowRoot) look(element.shadowRoot);
        }
      };
      look(document);
      return tooWide;
    }, Number(width));
    expect(wide).toEqual([]);
  }
  expect(errors).toEqual([]);
  await context.close();
});

test('on paper: the figures without the buttons', async () => {
  const { page, context } = await enter();
  await goTo(page, 'Finances');
  await page.locator('palier-balance').getByRole('table').waitFor();
  await page.emulateMedia({ media: 'print' });
  for (const name of ['Imprimer', 'Me déconnecter', '2021'])
    expect(await button(page, name).isVisible()).toBe(false);
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(spaced(await page.locator('palier-balance .root').innerText())).toContain('− 1 378,20 €');
  expect((await page.pdf()).subarray(0, 5).toString()).toBe('%PDF-');
  await context.close();
});

test('« Imprimer » prints the widget alone, however full the page around it is', async () => {
  const { page, context, errors } = await house.visitor();
  await page.addInitScript(() => {
    window.print = () => {}; // the printed page stays, to be looked at
  });
  await page.goto(clientPage('vauquelin'));
  await signIn(page, house.login('vauquelin', 'helene.charvet@courriel.example'));
  await button(page.locator('palier-balance'), 'Imprimer').click();
  await page.emulateMedia({ media: 'print' });
  const sheet = page.frameLocator('iframe[data-palier-own]');
  await expect.poll(async () => spaced(await sheet.locator('body').innerText())).toContain('− 1 378,20 €');
  const text = spaced(await sheet.locator('body').innerText());
  expect(text).toContain('Cabinet Vauquelin');
  expect(text).not.toContain('Gérance');
  expect(errors).toEqual([]);
  await context.close();
});

test('an address that is not one, and what the space is, are pages too', async () => {
  const { page, context, errors } = await house.visitor();
  const missing = await page.goto(`${portal}/ancienne/adresse`);
  expect(missing?.status()).toBe(404);
  await page.getByRole('link', { name: 'Aller à mon espace client' }).click();
  await page.getByLabel('Mot de passe', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'À propos' }).click();
  await page.getByRole('heading', { name: 'Cookies' }).waitFor();
  expect(errors.filter((error) => !error.includes('404'))).toEqual([]);
  await context.close();
});
