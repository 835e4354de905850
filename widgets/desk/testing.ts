import { type Asked, fakeApi, fixture, type Reply, type Routes, settled, until } from '../shared/testing.ts';
import type { PalierDesk } from './desk.ts';
import './desk.ts';
import { agentBootstrap, sampleDetail, samplePeople, sampleQueue } from './samples.ts';

const home = location.href.split('#')[0] ?? '';
afterEach(() => history.replaceState(history.state, '', home));

const detailOf: Reply = ({ param }: Asked) => {
  const id = param['id'] ?? '';
  const request = sampleQueue.find((one) => one.id === id);
  return sampleDetail(id, request && { request });
};

/** What the desk asks for, as a Monday answers it. */
export const desk = (own: Routes = {}): Routes => ({
  'GET /v1/bootstrap': agentBootstrap,
  'GET /v1/desk/summary': { openRequests: 4, residents: { active: 120, letter: 30, none: 42 } },
  'GET /v1/desk/requests': { requests: sampleQueue, next: null },
  'GET /v1/desk/requests/:id': detailOf,
  'GET /v1/desk/residents': { residents: samplePeople, next: null },
  ...own,
});

export const at = (fragment: string): void => history.replaceState(null, '', fragment);

export const open = async (routes: Routes = desk(), fragment = '', width = 960) => {
  if (fragment) at(fragment);
  const api = fakeApi(routes);
  const element = await fixture<PalierDesk>('<palier-desk></palier-desk>', width);
  await settled(element);
  const all = <E extends HTMLElement = HTMLElement>(selector: string) => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const one = (selector: string) => {
    const [first] = all<HTMLInputElement>(selector);
    if (!first) throw new Error(`nothing is ${selector}`);
    return first;
  };
  const text = () =>
    element.renderRoot.querySelector<HTMLElement>('.root')?.innerText.replaceAll(/\s+/g, ' ') ?? '';
  const button = (words: string): HTMLElement => {
    const found = all('button, a').find(
      (each) =>
        each.checkVisibility() && (each.ariaLabel ?? each.innerText).replaceAll(/\s+/g, ' ').includes(words),
    );
    if (!found) throw new Error(`no button says ${words}`);
    return found;
  };
  const type = (selector: string, value: string) => {
    const field = one(selector);
    field.value = value;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  return {
    api,
    element,
    all,
    one,
    text,
    button,
    type,
    press: async (words: string) => {
      button(words).click();
      await element.updateComplete;
    },
    sees: (words: string) => until(() => text().includes(words), words),
    hears: () => one('section').parentElement?.querySelector(':scope > [role=status]')?.textContent ?? '',
    focused: () => element.shadowRoot?.activeElement as HTMLElement | null,
  };
};
