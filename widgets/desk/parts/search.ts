import { html, nothing } from 'lit';
import type { Resident } from '../../../server/desk/contract.ts';
import { call, failureOf } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { Pager } from '../../shared/pager.ts';
import { trouble } from '../../ui/trouble.ts';
import { match } from './person.ts';
import type { Tools } from './tools.ts';

interface Question {
  search: string;
  access: '' | Resident['access'];
}

/** People on file, page by page. */
export const peoplePager = (desk: Tools, changed: () => void): Pager<Question, Resident> =>
  new Pager<Question, Resident>(
    { search: '', access: '' },
    async ({ search, access }, after, signal) => {
      const query = { search: search.trim() || undefined, access: access || undefined, after };
      const page = await call(desk.host.api.desk.residents.$get({ query }, { init: { signal } }));
      return { items: page.residents, next: page.next };
    },
    changed,
  );

export const searchField = (label: string, value: string, type: (typed: string) => void) =>
  html`<div class="field">
    <label for="search">${label}</label>
    <div class="with-icon">
      ${icon('search')}
      <input
        id="search"
        type="search"
        autocomplete="off"
        enterkeyhint="search"
        maxlength="100"
        .value=${value}
        @input=${({ target }: Event) => type((target as HTMLInputElement).value)}
      />
    </div>
  </div>`;

/** Somebody whom the request does not resemble: looked for by the agent, with the same deeds. */
export class Search {
  readonly #desk: Tools;
  readonly #list: ReturnType<typeof peoplePager>;

  constructor(desk: Tools) {
    this.#desk = desk;
    this.#list = peoplePager(desk, () => desk.host.requestUpdate());
  }

  render(about: { id: string; email: string | null }, known: ReadonlySet<string>): unknown {
    const { words, host } = this.#desk;
    const { query, shown, items, state, failure } = this.#list;
    const others = items.filter(({ personId }) => !known.has(personId));
    const search = shown.search.trim();
    const news =
      others.length > 0
        ? words.people.found(others.length)
        : items.length > 0
          ? words.request.otherAbove
          : words.request.otherNone(search);
    const retry = { text: host.t.common.retry, act: () => void this.#list.retry() };
    return html`<form class="no-print" role="search" @submit=${(event: Event) => event.preventDefault()}>
        ${searchField(words.request.other, query.search, (typed) => this.#type(typed))}
      </form>
      <div aria-live="polite" class="small muted">
        ${search && state === 'ready' && !failure ? news : nothing}
      </div>
      ${failure ? trouble(host.t.common.error[failureOf(failure).code], retry) : nothing}
      ${
        search
          ? html`<ul class="list">
              ${others.map((resident) => match({ resident, because: [] }, this.#desk, about))}
            </ul>`
          : nothing
      }`;
  }

  #type(search: string): void {
    const query = { ...this.#list.query, search };
    if (search.trim()) void this.#list.askSoon(query);
    else this.#list.start(query, { items: [], next: null });
    this.#desk.host.requestUpdate();
  }
}
