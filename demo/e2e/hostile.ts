import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { endpointOf, siteOf, type House, type Visitor } from './house.ts';

export const endpoint = endpointOf('vauquelin');
export const tag = (address = '/v1/palier.js', more = '') =>
  `<script type="module" data-agency="vauquelin" ${more} src="${endpoint}${address}"></script>`;

/** Something of the page's own beside the widgets, to see that an attack strikes at all. */
const bare = '<p id="bare" style="font-size:1rem"><label>Texte</label> <input type="text"></p>';
export const widgets = `<div style="display:block!important;width:420px!important">
<palier-login><a href="${endpoint}/">Mon espace client</a></palier-login>
<palier-balance><a href="${endpoint}/">Voir mon solde</a></palier-balance></div>`;

export interface Hostile {
  head?: string;
  body?: string;
  scripts?: string;
  headers?: Record<string, string>;
  /** Attributes of the body. */
  on?: string;
}

/** Puts a page on the agency's site; answers its address. */
export const place = (
  house: House,
  name: string,
  { head = '', body = widgets, scripts = tag(), headers = {}, on = '' }: Hostile = {},
): string => {
  const address = `${siteOf('vauquelin')}/pages/${name}`;
  const html = `<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>${name}</title>${head}</head><body ${on}>${bare}${body}${scripts}</body></html>`;
  house.pages.set(
    address,
    () => new Response(html, { headers: { 'content-type': 'text/html; charset=utf-8', ...headers } }),
  );
  return address;
};

/** A visitor whose page notes the names on `window` before anything of the page runs. */
export const visitor = async (house: House): Promise<Visitor> => {
  const one = await house.visitor();
  await one.page.addInitScript(() => {
    const before = new Set(Object.getOwnPropertyNames(window));
    const added = () => Object.getOwnPropertyNames(window).filter((name) => !before.has(name));
    Object.defineProperty(window, Symbol.for('e2e added'), { value: added });
  });
  return one;
};

export const formStands = (page: Page): Promise<void> =>
  page.locator('palier-login input[type=password]').waitFor();

/** Without the words of the labels, which a page may have translated. */
export const enter = async (
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> => {
  await page.locator('palier-login input[autocomplete=username]').fill(email);
  await page.locator('palier-login input[type=password]').fill(password);
  await page.keyboard.press('Enter');
};

/** What holds on every page: one name more on `window`, no style of ours in the document. */
export const leavesPageAlone = async (page: Page, ownNames: string[] = []): Promise<void> => {
  const { names, sheets } = await page.evaluate(() => {
    const added = (window as unknown as Record<symbol, () => string[]>)[Symbol.for('e2e added')]!;
    return { names: added(), sheets: document.adoptedStyleSheets.length };
  });
  expect(names.filter((name) => !ownNames.includes(name))).toEqual(['Palier']);
  expect(sheets).toBe(0);
};

/** How the form and the page's own text look, in computed values; sizes included. */
export const looks = (page: Page) =>
  page.evaluate(() => {
    const kept = [
      'display', 'font-size', 'font-family', 'font-weight', 'font-style', 'line-height', 'letter-spacing', 'word-spacing',
      'text-transform', 'text-align', 'text-shadow', 'text-indent', 'white-space-collapse', 'color', 'background-color',
      'border-block-start', 'border-start-start-radius', 'padding-inline-start', 'padding-block-start', 'margin-block-end',
      'opacity', 'visibility', 'float', 'position', 'inline-size', 'block-size', 'box-shadow', 'box-sizing', 'cursor',
    ]; // prettier-ignore
    const look = (element: Element | null | undefined) => {
      const style = element && getComputedStyle(element);
      return style && Object.fromEntries(kept.map((name) => [name, style.getPropertyValue(name)]));
    };
    const login = document.querySelector('palier-login')!;
    const root = login.shadowRoot!.querySelector('.root')!;
    return {
      host: getComputedStyle(login).display,
      direction: getComputedStyle(root).direction,
      ours: {
        root: look(root),
        heading: look(root.querySelector('[role=heading]')),
        label: look(login.querySelector('label')),
        input: look(login.querySelector('input')),
        password: look(login.querySelector('input[type=password]')),
        submit: look(login.querySelector('button')),
      },
      bare: [
        look(document.querySelector('#bare')),
        look(document.querySelector('#bare label')),
        look(document.querySelector('#bare input')),
      ],
    };
  });
