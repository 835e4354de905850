import { afterAll, beforeAll, expect, test } from 'vitest';
import { access, balance, balanceReads, button, isSignedIn, library, signIn, spaced } from './acts.ts';
import { clientPage, openHouse, siteOf, type House } from './house.ts';

const reportsAt = `${siteOf('nacre')}/reports`;
let house: House;
const reported: string[] = [];
beforeAll(async () => {
  house = await openHouse(['nacre']);
  house.pages.set(reportsAt, async (request) => {
    reported.push(await request.text());
    return new Response(null, { status: 204 });
  });
  // The page's own policy, told to report as well.
  house.meddle = (response) => {
    const policy = response.headers.get('content-security-policy');
    if (policy?.includes("default-src 'none'"))
      response.headers.set('content-security-policy', `${policy}; report-uri ${reportsAt}`);
    return response;
  };
});
afterAll(() => house.close());

const watched = async () => {
  const visitor = await house.visitor();
  await visitor.page.addInitScript(() => {
    window.print = () => {}; // the printed page stays, to be looked at
    const seen: string[] = [];
    Object.defineProperty(window, 'violations', { value: seen, enumerable: false });
    addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
      seen.push(`${effectiveDirective} ${blockedURI} ${sample}`),
    );
    new ReportingObserver((reports) => seen.push(...reports.map(({ type = '' }) => type)), {
      buffered: true,
    }).observe();
  });
  const violations = () =>
    visitor.page.evaluate(() => (window as unknown as { violations: string[] }).violations);
  return { ...visitor, violations };
};

test('the page really has the policy', async () => {
  const { page, context } = await house.visitor();
  const response = await page.goto(clientPage('nacre'));
  expect(response?.headers()['content-security-policy']).toMatch(
    /default-src 'none'.*trusted-types palier-lit; require-trusted-types-for 'script'/,
  );
  await context.close();
});

test('signing in, reading, searching, downloading and printing break no rule of the strictest page', async () => {
  reported.length = 0;
  const { page, context, errors, violations } = await watched();
  await page.goto(clientPage('nacre'));
  const opening = page.waitForEvent('popup');
  await button(page, 'Se connecter').click();
  const popup = await opening;
  const closing = popup.waitForEvent('close');
  await signIn(popup, house.login('nacre', 'ines.lemoine@courriel.example'));
  await closing;
  await isSignedIn(page);
  await balanceReads(page, '+ 3 643,13 €');
  for (const row of await balance(page).locator('button.ledger[aria-expanded=false]').all())
    await row.click();
  await balance(page).getByRole('table').first().waitFor();
  await balance(page).getByText('Comprendre ces mots').first().click();
  await access(page).getByText('Mon compte').click();
  await access(page).getByText('Mes connexions').click();
  await access(page).getByText('Cet appareil').waitFor();
  await library(page).getByRole('searchbox').fill('quittance');
  await library(page)
    .locator('.result')
    .getByText(/Aucun document|document.? trouvé|plus récents/)
    .waitFor();
  await button(library(page), 'Effacer les filtres').click();
  const downloading = page.waitForEvent('download');
  await library(page)
    .getByRole('button', { name: /^Télécharger/ })
    .first()
    .click();
  await downloading;
  await button(balance(page), 'Imprimer').click();
  const sheet = page.frameLocator('iframe[data-palier-own]').locator('.root');
  await expect.poll(async () => spaced(await sheet.innerText())).toContain('+ 3 643,13 €');
  await page.evaluate(() => (document.querySelector<HTMLElement>('palier-login')!.lang = 'en'));
  await button(page, 'Sign out').waitFor();
  expect(await violations()).toEqual([]);
  expect(reported).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test('what breaks a rule is seen by all three', async () => {
  reported.length = 0;
  const { page, context, errors, violations } = await watched();
  await page.goto(clientPage('nacre'));
  await page.evaluate(() => document.querySelector('main')!.setAttribute('style', 'color: red'));
  await expect.poll(violations).toContainEqual(expect.stringContaining('style-src-attr'));
  await expect.poll(() => reported.join()).toContain('style-src-attr');
  expect(errors.join()).toContain('Content Security Policy');
  await context.close();
});
