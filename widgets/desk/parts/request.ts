import { html, nothing } from 'lit';
import type { DeskRequest, RequestDetail } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { print } from '../../ui/print.ts';
import { trouble } from '../../ui/trouble.ts';
import { Closing } from './closing.ts';
import { match, telephone } from './person.ts';
import type { Queue } from './queue.ts';
import { Search } from './search.ts';
import { rowsToCome } from './skeleton.ts';
import type { Tools } from './tools.ts';

/** One request: all that it holds, who it may be, and what can be done about it. */
export class RequestScreen {
  readonly id: string;
  readonly #desk: Tools;
  readonly #queue: Queue;
  readonly #search: Search;
  readonly #closing: Closing;
  #detail: RequestDetail | undefined;
  #unread: Failure | undefined;

  constructor(desk: Tools, queue: Queue, notes: Map<string, string>, id: string) {
    this.#desk = desk;
    this.#queue = queue;
    this.id = id;
    this.#search = new Search(desk);
    this.#closing = new Closing(desk, id, notes, this.read);
    void this.read();
  }

  readonly read = async (): Promise<void> => {
    this.#unread = undefined;
    this.#desk.host.requestUpdate();
    try {
      this.#detail = await call(this.#desk.host.api.desk.requests[':id'].$get({ param: { id: this.id } }));
      this.#queue.reflect(this.#detail.request);
    } catch (error) {
      this.#unread = failureOf(error);
    }
    this.#desk.host.requestUpdate();
  };

  render(): unknown {
    const { words, host } = this.#desk;
    const detail = this.#detail;
    return html`${this.#renderWays(detail?.request)}
    ${
      this.#unread
        ? trouble(`${words.request.trouble} ${host.t.common.error[this.#unread.code]}`, {
            text: host.t.common.retry,
            act: () => void this.read(),
          })
        : nothing
    }
    ${detail ? this.#renderDetail(detail) : this.#unread ? nothing : rowsToCome(host)}`;
  }

  /** Back to the list, and on to the next one. */
  #renderWays(request: DeskRequest | undefined): unknown {
    const { words, host, link } = this.#desk;
    const { back, newer, older } = words.request;
    const around = request && this.#queue.around(request);
    const way = (to: DeskRequest | undefined, text: string) =>
      to ? link({ name: 'requests', id: to.id }, text, 'link', `${text} : ${to.name}`) : nothing;
    return html`<div class="ways no-print">
      ${link({ name: 'requests' }, html`${icon('chevron')}${back}`, 'link back')}
      <span>
        ${way(around?.newer, newer)} ${way(around?.older, older)}
        ${
          request
            ? html`<button type="button" class="link" @click=${() => void print(host.renderRoot)}>
                ${icon('print')}${words.request.print}
              </button>`
            : nothing
        }
      </span>
    </div>`;
  }

  #renderDetail({ request, matches, history }: RequestDetail): unknown {
    const { words, host } = this.#desk;
    const { format } = host;
    const { kind, name, reference, phone, email, message, changes, createdAt } = request;
    const said = words.request;
    const line = (term: string, value: unknown) =>
      html`<div>
        <dt>${term}</dt>
        <dd>${value ?? html`<span class="muted">${said.nothingSaid}</span>`}</dd>
      </div>`;
    const about = { id: request.id, email };
    const known = new Set(matches.map(({ resident }) => resident.personId));
    return html`<div class="letterhead">
        <strong>${host.page.view.bootstrap?.agency.name}</strong><br />
        ${said.printed(format.instant(new Date().toISOString()))}
      </div>
      <p class="kind ${kind}">${words.kind[kind]}</p>
      ${host.renderTitle(name)}
      <p class="muted">${said.received(format.instant(createdAt), format.ago(createdAt))}</p>
      <p>${words.kindHow[kind]}</p>
      <div class="sheet">
        <div class="about">
          <dl class="facts">
            ${line(said.reference, reference)} ${line(said.phone, phone && telephone(phone))}
            ${line(said.email, email)}
            ${message ? line(said.message, html`<span class="message">${message}</span>`) : nothing}
          </dl>
          ${changes.length > 0 ? this.#renderChanges(changes) : nothing}
          <div class="matches">
            ${host.heading(said.matches, 1)}
            <p class="muted">${matches.length > 0 ? said.matchesHow : said.noMatch}</p>
            <ul class="list">
              ${matches.map((each) => match(each, this.#desk, about))}
            </ul>
            ${this.#search.render(about, known)}
          </div>
        </div>
        ${this.#closing.render(request, history)}
      </div>`;
  }

  #renderChanges(changes: DeskRequest['changes']): unknown {
    const { words, host } = this.#desk;
    const { field, before, after, empty, changes: title } = words.request;
    const value = (text: string, name: string) =>
      html`<td role="cell" data-name=${name}>${text || html`<span class="muted">${empty}</span>`}</td>`;
    return html`${host.heading(title, 1)}
      <table role="table" class="changes">
        <caption class="hidden-but-read">
          ${title}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader">${field}</th>
            <th role="columnheader">${before}</th>
            <th role="columnheader">${after}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${changes.map(
            (change) =>
              html`<tr role="row">
                <th role="rowheader" scope="row">${words.change[change.field] ?? change.field}</th>
                ${value(change.before, before)} ${value(change.after, after)}
              </tr>`,
          )}
        </tbody>
      </table>`;
  }
}
