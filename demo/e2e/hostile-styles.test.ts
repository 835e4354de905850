import { afterAll, beforeAll, expect, test } from 'vitest';
import { formStands, leavesPageAlone, looks, place, tag, visitor, type Hostile } from './hostile.ts';
import { openHouse, type House, type Visitor } from './house.ts';

let house: House;
let one: Visitor;
let plain: Awaited<ReturnType<typeof looks>>;

const open = async (name: string, hostile: Hostile = {}) => {
  await one.page.goto(place(house, name, hostile));
  await formStands(one.page);
  return looks(one.page);
};

beforeAll(async () => {
  house = await openHouse(['vauquelin']);
  one = await visitor(house);
  plain = await open('plain');
});
afterAll(() => house.close());

const style = (css: string): Hostile => ({ head: `<style>${css}</style>` });
const bootstrap3 = '<link rel="stylesheet" href="/vendor/bootstrap3/css/bootstrap.min.css">';
const dsfr = '<link rel="stylesheet" href="/vendor/dsfr/dsfr.min.css">';

test.for<[string, Hostile]>([
  ['a root of 62.5 %', style('html{font-size:62.5%}')],
  ['a root of 10 px, by Bootstrap 3', { head: bootstrap3 }],
  [
    'inherited misery',
    style(`body{text-transform:uppercase;letter-spacing:.3em;white-space:nowrap;color:#fff;font:italic 700 9px/3 serif;
      text-indent:4em;text-shadow:0 0 3px red;word-spacing:1em;cursor:wait;visibility:visible;text-align:center}`),
  ],
  ['everything unset', style('*{all:unset}')],
  [
    'everything inline and in another font, by force',
    style('*{display:inline!important;font:italic 9px serif!important;letter-spacing:.2em!important}'),
  ],
  [
    'rules by id, with force, on our own elements',
    style(`palier-login,palier-balance{color:red!important;font-size:40px!important;text-transform:uppercase!important}
      palier-login *, #bare *{color:red!important;background:#0f0!important;border:9px solid!important;padding:3em!important;
      opacity:.2!important;position:absolute!important;float:right!important;letter-spacing:1em!important}`),
  ],
  [
    'Bootstrap 3 and its form classes on what is slotted',
    {
      head: `${bootstrap3}<style>input{display:none}label{display:none}button{display:none}.hide{display:none!important}</style>`,
    },
  ],
  ['the State’s design system', { head: dsfr }],
])('%s: the form looks the same, while the page around does not', async ([name, hostile]) => {
  const seen = await open(encodeURIComponent(name), hostile);
  expect(seen.host).toBe('block');
  expect(seen.ours).toEqual(plain.ours);
  expect(seen.bare).not.toEqual(plain.bare);
  await leavesPageAlone(one.page);
  expect(one.errors).toEqual([]);
});

test('a fluid root size never moves the text, at any width', async () => {
  for (const width of [400, 900, 1600]) {
    await one.page.setViewportSize({ width, height: 800 });
    const { ours, bare } = await open('fluid', style('html{font-size:calc(8px + 1vw)}'));
    expect(ours.root?.['font-size']).toBe('16px');
    expect(bare[0]?.['font-size']).toBe(`${8 + width / 100}px`);
  }
  await one.page.setViewportSize({ width: 1280, height: 720 });
});

test('of all that is inherited only the direction passes', async () => {
  const { direction, ours } = await open('rtl', { on: 'dir="rtl"' });
  expect(direction).toBe('rtl');
  expect(ours).toEqual(plain.ours);
});

test('the person’s own text size passes where the page’s does not', async () => {
  const big = await visitor(house);
  const cdp = await big.context.newCDPSession(big.page);
  await cdp.send('Page.enable');
  await cdp.send('Page.setFontSizes', { fontSizes: { standard: 24 } });
  await big.page.goto(place(house, 'big', style('html{font-size:10px}')));
  await formStands(big.page);
  expect((await looks(big.page)).ours.root?.['font-size']).toBe('24px');
  await big.context.close();
});

test('a self-closed tag swallows nothing: the page shows again, and the console says why', async () => {
  const address = place(house, 'self-closed', {
    body: '<palier-login /><h2 id="after">La suite</h2><p>Du texte de la page.</p>',
    scripts: tag(),
  });
  const lost = await visitor(house);
  await lost.page.goto(address);
  await lost.page.locator('#after').waitFor();
  expect(
    await lost.page.locator('#after').evaluate((title) => title.getBoundingClientRect().height),
  ).toBeGreaterThan(10);
  await formStands(lost.page);
  expect(lost.errors).toEqual([expect.stringContaining('<palier-login> was not closed')]);
  await lost.context.close();
});
