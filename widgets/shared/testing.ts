import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { ErrorCode, Fields } from '../../server/values/error.ts';
import type { PalierElement } from './element.ts';
import { sampleBootstrap } from './testing/samples.ts';

export { sampleAgency, sampleBootstrap, samplePerson } from './testing/samples.ts';

/** A request as the fake server received it. */
export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: Record<string, unknown> | undefined;
  /** What `:name` stood for in the route. */
  param: Record<string, string>;
}
/** A body, a Response, or a function of the request that gives one. A function that never settles keeps it waiting. */
export type Reply = object | ((asked: Asked) => unknown);
/** By method and path: `{ 'GET /v1/balances/:ledger/entries': page }`. */
export type Routes = Record<string, Reply>;

const realFetch = globalThis.fetch;
// Test files run side by side in one browser: their tabs must not hear each other.
const here = crypto.randomUUID().slice(0, 8);
let count = 0;
const slug = () => `test-${here}-${count}`;

afterEach(() => {
  globalThis.fetch = realFetch;
  for (const box of document.querySelectorAll('[data-test-box]')) box.remove();
});

/** Stands in for the server until the end of the test. Answers what was asked, in order. */
export const fakeApi = (routes: Routes) => {
  count++;
  const asked: Asked[] = [];
  globalThis.fetch = async (input, init = {}) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const found = Object.keys(routes)
      .map((route) => ({ route, param: match(route, request.method, url.pathname) }))
      .find(({ param }) => param);
    if (!found)
      return new URL(request.url).pathname.startsWith('/v1/') ? refuse('not-found') : realFetch(input, init);
    const text = typeof init.body === 'string' ? init.body : '';
    const one: Asked = {
      method: request.method,
      path: url.pathname,
      query: url.searchParams,
      headers: request.headers,
      body: text ? (JSON.parse(text) as Record<string, unknown>) : undefined,
      param: found.param ?? {},
    };
    asked.push(one);
    const reply = routes[found.route];
    const answer = typeof reply === 'function' ? await (reply as (asked: Asked) => unknown)(one) : reply;
    return answer instanceof Response ? answer : Response.json(answer);
  };
  return { asked, routes, to: (route: string) => asked.filter((one) => match(route, one.method, one.path)) };
};

const match = (route: string, method: string, path: string): Record<string, string> | undefined => {
  const [wanted, pattern = ''] = route.split(' ');
  if (wanted !== method) return undefined;
  const names = pattern.split('/');
  const parts = path.split('/');
  if (names.length !== parts.length || !names.every((name, i) => name.startsWith(':') || name === parts[i]))
    return undefined;
  return Object.fromEntries(
    names.flatMap((name, i) => (name.startsWith(':') ? [[name.slice(1), parts[i] ?? '']] : [])),
  );
};

const statuses: Record<ErrorCode, number> = {
  invalid: 400, 'signed-out': 401, 'step-up': 403, 'not-allowed': 403, 'not-found': 404,
  conflict: 409, 'too-many': 429, busy: 503, internal: 500,
}; // prettier-ignore

/** A refusal as the server words it. */
export const refuse = (code: ErrorCode, detail: { fields?: Fields; retryAfter?: number } = {}): Response =>
  Response.json({ error: { code, ...detail } }, { status: statuses[code] });

/** A reply that never comes. */
export const never = (): Promise<never> => new Promise(() => undefined);
/** A network that is not there. */
export const offline = (): never => {
  throw new TypeError('Failed to fetch');
};

/** Puts markup on the page, in a box of some width, with a state of its own per fakeApi; answers its first widget. */
export const fixture = async <E extends PalierElement = PalierElement>(
  markup: string,
  width = 640,
): Promise<E> => {
  const box = document.createElement('div');
  box.dataset['testBox'] = '';
  box.style.inlineSize = `${width}px`;
  const content = document.createRange().createContextualFragment(markup);
  for (const element of content.querySelectorAll('*'))
    if (element.localName.startsWith('palier-') && !element.hasAttribute('agency'))
      element.setAttribute('agency', slug());
  box.append(content);
  document.body.append(box);
  const element = [...box.querySelectorAll<E>('*')].find(({ localName }) =>
    localName.startsWith('palier-'),
  ) as E;
  await element.updateComplete;
  return element;
};

/** Resolves when the condition holds; fails with its sentence after two seconds. */
export const until = async (condition: () => unknown, what = String(condition)): Promise<void> => {
  const end = performance.now() + 2000;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

/** Resolves when the widget's page has its answer and the widget has drawn it. */
export const settled = async (element: PalierElement): Promise<void> => {
  await until(() => element.page?.view.status !== 'loading', 'the bootstrap answer');
  await element.updateComplete;
};

/** All the elements under one, through open shadow roots, as drawn. */
export const deep = (from: ParentNode): HTMLElement[] =>
  [...from.querySelectorAll<HTMLElement>('*')].flatMap((e) => [
    e,
    ...(e.shadowRoot ? deep(e.shadowRoot) : []),
  ]);

/** What a person reads in a widget. */
export const textOf = (element: PalierElement): string => {
  const slotted = [...element.querySelectorAll<HTMLElement>(':scope > [slot]')].map(
    (e) => e.assignedSlot && e.innerText,
  );
  return [element.shadowRoot?.querySelector<HTMLElement>('.root')?.innerText, ...slotted]
    .filter(Boolean)
    .join('\n');
};

/** Nothing sticks out sideways. */
export const expectToFit = (element: PalierElement): void => {
  const edge = Math.ceil(element.getBoundingClientRect().right);
  const out = deep(element.parentElement as HTMLElement).filter((e) => {
    if (!e.checkVisibility() || e.closest('.hidden-but-read, .scrolls')) return false;
    const { right, width } = e.getBoundingClientRect();
    return width > 0 && right > edge + 1;
  });
  expect(
    out.map((e) => `${e.localName}.${e.className}`),
    'sticks out',
  ).to.deep.equal([]);
};

/** Walks the widget with Tab, from before its first control to after its last; answers what was reached, in order. */
export const keyboardWalk = async (element: PalierElement): Promise<HTMLElement[]> => {
  const stop = document.createElement('button');
  stop.textContent = 'end';
  const start = stop.cloneNode(true) as HTMLElement;
  element.before(start);
  element.after(stop);
  start.focus();
  const reached: HTMLElement[] = [];
  for (let i = 0; i < 80; i++) {
    await sendKeys({ press: 'Tab' });
    let at = document.activeElement as HTMLElement;
    while (at.shadowRoot?.activeElement) at = at.shadowRoot.activeElement as HTMLElement;
    if (at === stop || at === document.body) break;
    reached.push(at);
  }
  start.remove();
  stop.remove();
  return reached;
};

const nameOf = (e: HTMLElement): string => `${e.localName}.${e.className} ${e.innerText.slice(0, 60)}`;

const operable = 'button, a[href], input, select, textarea, summary, [tabindex="0"]';
const isOperable = (e: HTMLElement): boolean =>
  e.matches(operable) &&
  e.checkVisibility({ checkVisibilityCSS: true }) &&
  !(e as HTMLButtonElement).disabled &&
  e.tabIndex >= 0 &&
  !(e.matches('input[type=radio]') && !(e as HTMLInputElement).checked);

export interface WidgetStates {
  /** Other attributes, written as in HTML. */
  attributes?: string;
  /** Light-DOM content, such as the fallback link. */
  inner?: string;
  /** Each state by name: what the server answers, and how the widget gets there once it is drawn. */
  states: Record<string, { routes: Routes; reach?: (element: PalierElement) => unknown }>;
  /** Shown to anyone, or to signed-in people. */
  audience?: 'anyone' | 'resident';
  /** Also with letters twice as large, in 360 px. */
  largeText?: boolean;
}

/** What every widget promises, in each of its states. */
export const behavesLikeAWidget = (
  tag: string,
  { attributes = '', inner = '', states, audience = 'resident', largeText = false }: WidgetStates,
): void => {
  const markup = `<${tag} ${attributes}>${inner}</${tag}>`;
  const common: WidgetStates['states'] = {
    loading: { routes: { 'GET /v1/bootstrap': never } },
    unreachable: { routes: { 'GET /v1/bootstrap': offline } },
    ...(audience === 'resident' && {
      'signed out': { routes: { 'GET /v1/bootstrap': sampleBootstrap({ person: null }) } },
    }),
  };

  describe(`<${tag}> as a widget`, () => {
    for (const [name, { routes, reach }] of Object.entries({ ...common, ...states })) {
      const arrive = async (width?: number) => {
        fakeApi(routes);
        const element = await fixture(markup, width);
        if (name !== 'loading') await settled(element);
        await reach?.(element);
        await element.updateComplete;
        return element;
      };

      it(`${name}: has no fault that axe can see`, async () => {
        const element = await arrive();
        await expect(element).to.be.accessible();
      });

      it(`${name}: fits in 280 and 320 px`, async () => {
        for (const width of [280, 320]) {
          const element = await arrive(width);
          expectToFit(element);
          element.parentElement?.remove();
        }
      });

      if (largeText)
        it(`${name}: fits in 360 px with letters twice as large`, async () => {
          const element = await arrive(360);
          element.style.setProperty('--palier-font-size', '2em');
          expectToFit(element);
        });

      it(`${name}: the keyboard reaches everything, in reading order`, async () => {
        const element = await arrive();
        const reached = await keyboardWalk(element);
        const there = deep(element.parentElement as HTMLElement).filter(isOperable);
        const missed = there.filter((e) => !reached.includes(e));
        expect(missed.map(nameOf), 'never reached').to.deep.equal([]);
        const small = reached.filter(
          (e) => e.matches('button, .button, summary') && e.getBoundingClientRect().height < 44,
        );
        expect(small.map(nameOf), 'less than 44 px high').to.deep.equal([]);
      });
    }

    it('asks the server once, and says when it is ready', async () => {
      const first = Object.values(states)[0];
      if (!first) throw new Error('a widget has at least one state of its own');
      const api = fakeApi(first.routes);
      let ready = 0;
      const count = () => ready++;
      document.addEventListener('palier-ready', count);
      await settled(await fixture(markup));
      document.removeEventListener('palier-ready', count);
      expect(api.to('GET /v1/bootstrap')).to.have.length(1);
      expect(ready).to.equal(1);
    });

    it('tries again after an error', async () => {
      const api = fakeApi({ 'GET /v1/bootstrap': offline });
      const element = await fixture(markup);
      await settled(element);
      const before = api.to('GET /v1/bootstrap').length;
      element.shadowRoot?.querySelector<HTMLElement>('.notice button')?.click();
      await until(() => api.to('GET /v1/bootstrap').length > before, 'a second try');
    });
  });
};
