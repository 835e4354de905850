import { afterAll, beforeAll, expect, test } from 'vitest';
import { balanceReads, isSignedIn } from './acts.ts';
import { endpoint, enter, formStands, leavesPageAlone, place, tag, visitor, widgets } from './hostile.ts';
import { openHouse, type House } from './house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse(['vauquelin']);
});
afterAll(() => house.close());

const policy = (trustedTypes: string) => ({
  'content-security-policy': `default-src 'none'; script-src 'nonce-n' ${endpoint}; connect-src ${endpoint}; style-src 'nonce-n'; require-trusted-types-for 'script'; trusted-types ${trustedTypes}`,
});
/** As the page's own copy of Lit does when it starts. */
const otherLit = `<script nonce="n">trustedTypes.createPolicy('lit-html', { createHTML: (html) => html });</script>`;
const helene = () => house.login('vauquelin', 'helene.charvet@courriel.example');

test.for([
  ['a second Lit', 'lit-html palier-lit', otherLit, tag()],
  ['a core under ?ver=', 'palier-lit', '', tag('/v1/palier.js?ver=6.5')],
  ['a nonce and no host', 'palier-lit', '', tag('/v1/palier.js', 'nonce="n"')],
])(
  'under Trusted Types with %s, all works, chunks included',
  async ([name = '', types = '', head = '', scripts = '']) => {
    const { page, context, errors } = await visitor(house);
    await page.goto(place(house, encodeURIComponent(name), { head, scripts, headers: policy(types) }));
    await formStands(page);
    await enter(page, helene());
    await isSignedIn(page);
    await balanceReads(page, '− 1 378,20 €');
    await page.locator('palier-login').getByText('Mon compte').click();
    await page.locator('palier-login').getByText('Mes connexions').click();
    await page.locator('palier-login').getByText('Cet appareil').waitFor();
    await leavesPageAlone(page);
    // The width of the test page itself is an attribute that its policy refuses.
    expect(errors.filter((error) => !error.includes('style'))).toEqual([]);
    await context.close();
  },
);

test('where Trusted Types allow nobody, the link stays, and leads to the portal', async () => {
  const { page, context } = await visitor(house);
  const refused: string[] = [];
  page.on('pageerror', ({ message }) => refused.push(message));
  await page.goto(place(house, 'nobody', { headers: policy("'none'") }));
  await expect.poll(() => refused.join()).toContain('palier-lit');
  expect(await page.evaluate(() => customElements.get('palier-login') === undefined)).toBe(true);
  await page.getByRole('link', { name: 'Mon espace client' }).click();
  await page.waitForURL(`${endpoint}/`);
  await formStands(page);
  await context.close();
});

test('of two copies under Trusted Types the first keeps working', async () => {
  const { page, context } = await visitor(house);
  await page.goto(
    place(house, 'two', { scripts: tag() + tag('/v1/palier.js?ver=6.5'), headers: policy('palier-lit') }),
  );
  await formStands(page);
  await enter(page, helene());
  await isSignedIn(page);
  await context.close();
});

const block = (sandbox: string, inner: string) =>
  `<iframe title="bloc" ${sandbox} style="width:600px;height:400px" srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>`;

test('in a sandboxed block there is the link, and no exception', async () => {
  const { page, context, errors } = await visitor(house);
  await page.goto(
    place(house, 'sandbox', { body: block('sandbox="allow-scripts"', widgets + tag()), scripts: '' }),
  );
  const inside = page.frameLocator('iframe');
  await inside.getByText('s’ouvre sur sa propre page').first().waitFor();
  await inside.getByRole('link', { name: 'Mon espace client' }).waitFor();
  expect(await inside.locator('input').count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test('the same block without a sandbox has the form: the sandbox is what makes the difference', async () => {
  const { page, context } = await visitor(house);
  await page.goto(place(house, 'no-sandbox', { body: block('', widgets + tag()), scripts: '' }));
  await page.frameLocator('iframe').locator('palier-login input[type=password]').waitFor();
  await context.close();
});

test('on a site that is not listed there is the link', async () => {
  const { page, context } = await visitor(house);
  // The same page, but the agency has just taken its site off the list.
  house.meddle = (response, request) => {
    if (request.url.startsWith(`${endpoint}/v1/`)) response.headers.delete('access-control-allow-origin');
    if (request.url.endsWith('.js')) response.headers.set('access-control-allow-origin', '*');
    return response;
  };
  await page.goto(place(house, 'unlisted'));
  await page.getByText('s’ouvre sur sa propre page').first().waitFor();
  expect(await page.locator('input[type=password]').count()).toBe(0);
  house.meddle = (response) => response;
  await context.close();
});

test('without an answer from Palier there is a way to try again, and it works', async () => {
  const { page, context } = await visitor(house);
  const address = place(house, 'unreachable');
  await page.route(/\/v1\/bootstrap/, (route) => route.abort());
  await page.goto(address);
  await page.getByText('Nous n’arrivons pas à joindre').first().waitFor();
  await page.unroute(/\/v1\/bootstrap/);
  await page.getByRole('button', { name: 'Réessayer' }).first().click();
  await formStands(page);
  await context.close();
});

test('where the core does not come at all, the link is the whole interface', async () => {
  const { page, context } = await visitor(house);
  await page.goto(place(house, 'no-core', { scripts: tag('/v1/parti.js') }));
  await page.getByRole('link', { name: 'Mon espace client' }).waitFor();
  await context.close();
});
