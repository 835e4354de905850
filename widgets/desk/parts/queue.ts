import { html, nothing } from 'lit';
import type { DeskRequest } from '../../../server/desk/contract.ts';
import { call, failureOf } from '../../shared/api.ts';
import { Pager } from '../../shared/pager.ts';
import { trouble } from '../../ui/trouble.ts';
import { telephone } from './person.ts';
import { rowsToCome } from './skeleton.ts';
import { type Tools, walk } from './tools.ts';

interface Question {
  state: 'open' | 'closed';
}
const both = ['open', 'closed'] as const;

/** Newest first, as the server lists them. */
const byAge = (a: DeskRequest, b: DeskRequest): number => {
  const [one, other] = a.createdAt === b.createdAt ? [a.id, b.id] : [a.createdAt, b.createdAt];
  return one === other ? 0 : one < other ? 1 : -1;
};

/** What waits for the agency, or what was closed. */
export class Queue {
  readonly #desk: Tools;
  readonly #list: Pager<Question, DeskRequest>;
  #asked = false;

  constructor(desk: Tools) {
    this.#desk = desk;
    this.#list = new Pager<Question, DeskRequest>(
      { state: 'open' },
      async ({ state }, after, signal) => {
        const query = { state, after };
        const page = await call(this.#desk.host.api.desk.requests.$get({ query }, { init: { signal } }));
        return { items: page.requests, next: page.next };
      },
      () => this.#desk.host.requestUpdate(),
    );
  }

  /** Reads the first page when there is none yet. */
  open(): void {
    if (!this.#asked) void this.refresh();
  }

  refresh(): Promise<void> {
    this.#asked = true;
    return this.#list.ask(this.#list.query);
  }

  /** The requests on either side of one, whether or not it still stands in this list. */
  around(request: DeskRequest): { newer: DeskRequest | undefined; older: DeskRequest | undefined } {
    const { items } = this.#list;
    return {
      newer: items.findLast((one) => byAge(one, request) < 0),
      older: items.find((one) => byAge(one, request) > 0),
    };
  }

  /** A request as the server now says it is: it leaves a list, or comes back to its place in it. */
  reflect(request: DeskRequest): void {
    const { items, shown, next } = this.#list;
    const rest = items.filter(({ id }) => id !== request.id);
    const last = rest.at(-1);
    const fits = shown.state === (request.closed ? 'closed' : 'open');
    // Further down than what was read so far: it comes with its page.
    const below = next !== null && last !== undefined && byAge(request, last) > 0;
    this.#list.items = fits && !below ? [...rest, request].toSorted(byAge) : rest;
  }

  render(): unknown {
    const { queue, place } = this.#desk.words;
    const { query, state } = this.#list;
    return html`<div class="head">
        ${this.#desk.host.renderTitle(place.requests)}
        <div class="switch no-print" role="group" aria-label=${queue.which}>
          ${both.map(
            (each) =>
              html`<button
                type="button"
                aria-pressed=${each === query.state}
                @click=${() => void this.#list.ask({ state: each })}
              >
                ${queue.state[each]}
              </button>`,
          )}
        </div>
      </div>
      <div aria-busy=${state === 'asking'}>${this.#renderList()}</div>`;
  }

  #renderList(): unknown {
    const { words, host } = this.#desk;
    const { queue } = words;
    const { common } = host.t;
    const { items, query, shown, state, failure, next } = this.#list;
    if (failure)
      return trouble(`${queue.trouble} ${common.error[failureOf(failure).code]}`, {
        text: common.retry,
        act: () => void this.#list.retry(),
      });
    // The other list's lines would be wrong here, even for a moment.
    if (!this.#asked || (state === 'asking' && (items.length === 0 || shown.state !== query.state)))
      return rowsToCome(host);
    if (items.length === 0 && next === null)
      return html`<div class="empty">
        <p>${queue.none[shown.state]}</p>
        <p class="muted">${queue.noneHow[shown.state]}</p>
      </div>`;
    const closed = shown.state === 'closed';
    return html`<table
        role="table"
        class="requests"
        @keydown=${(event: KeyboardEvent) => walk(event, 'a.open')}
      >
        <caption class="hidden-but-read">
          ${queue.state[shown.state]}. ${queue.arrows}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">${queue.name}</th>
            <th role="columnheader">${queue.kind}</th>
            <th role="columnheader">${queue.contact}</th>
            <th role="columnheader">${closed ? queue.closed : queue.received}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map((request) => this.#renderRow(request))}
        </tbody>
      </table>
      ${
        next === null
          ? nothing
          : html`<button
              type="button"
              class="button more no-print"
              aria-disabled=${state === 'adding'}
              @click=${() => void this.#more()}
            >
              ${state === 'adding' ? common.loading : queue.more}
            </button>`
      }`;
  }

  #renderRow(request: DeskRequest): unknown {
    const { words, host, link } = this.#desk;
    const { format } = host;
    const { id, kind, name, reference, phone, email, message, createdAt, closed } = request;
    const at = closed?.at ?? createdAt;
    return html`<tr role="row" part="row">
      <td role="cell" class="who">
        ${link({ name: 'requests', id }, name, 'open')}
        ${reference || message ? html`<span class="excerpt small muted">${[reference, message].filter(Boolean).join(' · ')}</span>` : nothing}
      </td>
      <td role="cell"><span class="kind ${kind}">${words.kind[kind]}</span></td>
      <td role="cell" class="reach">
        ${phone ? telephone(phone) : nothing}${email ? html`<span class="small muted">${email}</span>` : nothing}
      </td>
      <td role="cell" class="when">
        <time datetime=${at} title=${format.instant(at)}>${format.ago(at)}</time>
        ${closed ? html`<span class="small muted">${closed.by}</span>` : nothing}
      </td>
    </tr>`;
  }

  /** The first of the new lines takes the focus: the button that was pressed may be gone. */
  async #more(): Promise<void> {
    const before = this.#list.items.length;
    await this.#list.more();
    const added = this.#list.items.slice(before);
    if (!added[0]) return;
    this.#desk.say(this.#desk.words.queue.added(added.length));
    await this.#desk.focus(`a.open[href$="${added[0].id}"]`);
  }
}
