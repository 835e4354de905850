import { afterAll, beforeAll, expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { balanceReads, button, isSignedIn, isSignedOut } from './acts.ts';
import {
  endpoint,
  enter,
  formStands,
  leavesPageAlone,
  place,
  tag,
  visitor,
  widgets,
  type Hostile,
} from './hostile.ts';
import { openHouse, type House, type Visitor } from './house.ts';

const { version } = manifest;
const [moving, copied] = ['v1/palier.js', 'v1/palier.js?ver=6.5'];
let house: House;
beforeAll(async () => {
  house = await openHouse(['vauquelin']);
});
afterAll(() => house.close());

const helene = () => house.login('vauquelin', 'helene.charvet@courriel.example');
const sum = '− 1 378,20 €';

/** Opens the page, does what the row is about, then asks what holds everywhere. */
const on = async (
  name: string,
  hostile: Hostile,
  act: (visitor: Visitor) => Promise<unknown>,
  ownNames: string[] = [],
) => {
  const one = await visitor(house);
  await one.page.goto(place(house, name, hostile));
  await act(one);
  await leavesPageAlone(one.page, ownNames);
  expect(one.errors).toEqual([]);
  await one.context.close();
};

const signsInAndReads = async ({ page }: Visitor) => {
  await formStands(page);
  await enter(page, helene());
  await isSignedIn(page);
  await balanceReads(page, sum);
  await page.locator('palier-balance').getByRole('table').waitFor();
};
/** A part that is a chunk of its own, whatever spelling of its address loaded the core. */
const fetchesAChunk = async ({ page }: Visitor) => {
  await page.locator('palier-login').getByText('Mon compte').click();
  await page.locator('palier-login').getByText('Mes connexions').click();
  await page.locator('palier-login').getByText('Cet appareil').waitFor();
};
const script = (code: string): Hostile => ({ head: `<script>${code}</script>` });

// What old libraries do to the language; their files are on no registry, so these lines stand for them.
const prototypeJs = `Array.prototype.toJSON = function () { return JSON.stringify([].concat(this).map(String)); };
  Array.from = function (list) { if (!list) return []; var i = list.length || 0, copy = new Array(i); while (i--) copy[i] = list[i]; return copy; };
  String.prototype.toJSON = undefined; Function.prototype.bind = Function.prototype.bind;`;
const mooTools = `Array.from = function (item) { return item == null ? [] : typeof item === 'object' && typeof item.length === 'number' ? [].slice.call(item) : [item]; };
  Function.from = function (item) { return typeof item === 'function' ? item : function () { return item; }; };`;
const enumerable = `Object.prototype.extend = function () {}; Object.prototype.each = null; Array.prototype.last = function () {}; Array.prototype.contains = 1;`;
const zoneJs = `(function () {
    var Own = Promise;
    function Zoned(run) { return Reflect.construct(Own, [run], new.target || Zoned); }
    Zoned.prototype = Object.create(Own.prototype, { constructor: { value: Zoned } });
    Object.setPrototypeOf(Zoned, Own);
    window.Promise = Zoned;
    ['addEventListener', 'removeEventListener'].forEach(function (name) {
      var own = EventTarget.prototype[name], known = new WeakMap();
      EventTarget.prototype[name] = function (type, listener, options) {
        if (typeof listener !== 'function') return own.call(this, type, listener, options);
        if (!known.has(listener)) known.set(listener, function () { return listener.apply(this, arguments); });
        return own.call(this, type, known.get(listener), options);
      };
    });
    ['setTimeout', 'queueMicrotask', 'requestAnimationFrame', 'fetch'].forEach(function (name) {
      var own = window[name];
      window[name] = function () { return own.apply(window, arguments); };
    });
    window.Zone = { current: {} };
  })();`;

test.for<[string, string, string[], boolean?]>([
  ['Prototype.js', prototypeJs, []],
  ['MooTools', mooTools, []],
  ['enumerable additions to prototypes', enumerable, []],
  ['zone.js', zoneJs, ['Zone']],
])('under %s, signing in and reading work', ([name, code, names]) =>
  on(encodeURIComponent(name), script(code), signsInAndReads, names),
);

test('parsed again by innerHTML, the widgets come back from the page’s state, without another request', () =>
  on('innerhtml', { body: `<div id="zone">${widgets}</div>` }, async (one) => {
    await signsInAndReads(one);
    house.asked.length = 0;
    await one.page.evaluate(() => {
      const zone = document.querySelector('#zone')!;
      const parsed = 'innerHTML'; // the page's doing: our own code never does it
      zone[parsed] += '<p>ajouté</p>';
      zone[parsed] += ''; // what jQuery's .html(html()) does
    });
    await isSignedIn(one.page);
    await balanceReads(one.page, sum);
    expect(house.asked.map(({ url }) => url.pathname)).toEqual([]);
  }));

test('copied, emptied and parsed again, the form stays one form that works', () =>
  on('own-nodes', {}, async (one) => {
    await formStands(one.page);
    const mutations = [
      (login: Element) => login.setHTMLUnsafe(login.getHTML()),
      (login: Element) => login.append(...[...login.children].map((child) => child.cloneNode(true))),
      (login: Element) => void (login.textContent = ''),
      (login: Element) => login.normalize(),
      (login: Element) => login.parentElement!.append(login),
      (login: Element) => login.replaceWith(login.cloneNode(true)),
    ];
    for (const mutate of mutations) {
      await one.page.locator('palier-login').first().evaluate(mutate);
      await expect.poll(() => one.page.locator('palier-login > input').count()).toBe(2);
      expect(await one.page.locator('palier-login input[type=password]').count()).toBe(1);
    }
    await signsInAndReads(one);
  }));

test('translated by the browser, labels stay translated and the form works', () =>
  on('translated', {}, async (one) => {
    await formStands(one.page);
    await one.page.evaluate(() => {
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      const texts: Text[] = [];
      while (walker.nextNode()) texts.push(walker.currentNode as Text);
      for (const text of texts) {
        if (!text.data.trim() || text.parentElement?.localName === 'script') continue;
        const [outer, inner] = [document.createElement('font'), document.createElement('font')];
        inner.textContent = `[en] ${text.data}`;
        outer.append(inner);
        text.replaceWith(outer);
      }
    });
    await enter(one.page, { email: helene().email, password: 'pas le bon' });
    await one.page.locator('palier-login').getByText('ne vont pas ensemble').waitFor();
    expect(await one.page.locator('palier-login label').allInnerTexts()).toEqual([
      '[en] Identifiant ou courriel',
      '[en] Mot de passe',
    ]);
    // The browser tells of each refused request by itself.
    one.errors.splice(
      0,
      one.errors.length,
      ...one.errors.filter((error) => !error.includes('400 (Bad Request)')),
    );
    await signsInAndReads(one);
  }));

test.for<[string, string, string[]]>([
  ['the same tag twice', tag() + tag(), [moving]],
  ['a copy with ?ver=', tag() + tag('/v1/palier.js?ver=6.5'), [moving, copied]],
  ['?ver= alone', tag('/v1/palier.js?ver=6.5'), [copied]],
  ['pinned and moving', tag(`/${version}/palier.js`) + tag(), [moving, `${version}/palier.js`]],
  [
    'the boot and the module',
    `<script async src="${endpoint}/v1/palier.boot.js"></script>${tag()}`,
    [moving],
  ],
])('%s: one page state, one request, and the chunks come', ([name, scripts, addresses]) =>
  on(encodeURIComponent(name), { scripts }, async (one) => {
    await formStands(one.page);
    house.asked.length = 0;
    await one.page.reload();
    await formStands(one.page);
    expect(house.asked.filter(({ url }) => url.pathname === '/v1/bootstrap')).toHaveLength(1);
    await signsInAndReads(one);
    await fetchesAChunk(one);
    // No chunk brought a core under another spelling of its address.
    const cores = await one.page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .flatMap(({ name }) => /[^/]+\/palier\.js.*/.exec(name)?.[0] ?? []),
    );
    expect(new Set(cores)).toEqual(new Set(addresses));
  }),
);

test('after another major the first keeps the page, which is told', async () => {
  const { page, context } = await visitor(house);
  const told = `<script>globalThis[Symbol.for('palier')] = 2; addEventListener('palier-error', (event) => (document.title = event.detail.code), true);</script>`;
  await page.goto(place(house, 'majors', { head: told }));
  await expect.poll(() => page.title()).toBe('version-clash');
  await context.close();
});

test('inside a form of the whole page, only ours is sent', () =>
  on(
    'in-a-form',
    {
      body: `<form id="search" action="/perdu" onsubmit="window.name += 'sent '">${widgets}<button>Rechercher</button></form>`,
    },
    async (one) => {
      await signsInAndReads(one);
      const buttons = one.page.locator('palier-balance button, palier-login button');
      for (const each of await buttons.all())
        expect(await each.getAttribute('type')).toMatch(/button|submit/);
      await button(one.page.locator('palier-balance'), '2021').click();
      await one.page.locator('palier-balance').getByRole('table', { name: 'Écritures de 2021' }).waitFor();
      await button(one.page, 'Se déconnecter').click();
      await isSignedOut(one.page);
      await button(one.page, 'Se connecter').click();
      await one.page.getByText('Saisissez votre identifiant').waitFor();
      expect(await one.page.evaluate(() => window.name)).toBe('');
      expect(one.page.url()).toContain('in-a-form');
    },
  ));

test('an element called Palier does not stand for ours', () =>
  on('clobbered', { head: '<a id="Palier">Palier</a>' }, async (one) => {
    await formStands(one.page);
    const api = await one.page.evaluate(async () => {
      const { Palier } = window as unknown as { Palier: { version: string; ready: Promise<void> } };
      await Palier.ready;
      return [Palier.version, Object.isFrozen(Palier)];
    });
    expect(api).toEqual([version, true]);
  }));
