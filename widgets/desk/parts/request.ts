import { html, nothing } from 'lit';
import type { DeskRequest, PastClosure, RequestDetail } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { print } from '../../ui/print.ts';
import { trouble } from '../../ui/trouble.ts';
import { match, telephone } from './person.ts';
import type { Queue } from './queue.ts';
import { Search } from './search.ts';
import { rowsToCome } from './skeleton.ts';
import type { Tools } from './tools.ts';

/** One request: all that it holds, who it may be, and what can be done about it. */
export class RequestScreen {
  readonly id: string;
  /** Resolves once it is drawn, or cannot be. */
  readonly opened: Promise<void>;
  readonly #desk: Tools;
  readonly #queue: Queue;
  /** What is being noted, by request: kept when one goes from request to request. */
  readonly #notes: Map<string, string>;
  readonly #search: Search;
  #detail: RequestDetail | undefined;
  #unread: Failure | undefined;
  #sending = false;
  #refused: Failure | undefined;

  constructor(desk: Tools, queue: Queue, notes: Map<string, string>, id: string) {
    this.#desk = desk;
    this.#queue = queue;
    this.#notes = notes;
    this.id = id;
    this.#search = new Search(desk);
    this.opened = this.read();
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
    const { words, link } = this.#desk;
    const { back, newer, older } = words.request;
    const around = request && this.#queue.around(request);
    const way = (to: DeskRequest | undefined, text: string) =>
      to ? link({ name: 'requests', id: to.id }, text, 'link', `${text} : ${to.name}`) : nothing;
    return html`<div class="ways no-print">
      ${link({ name: 'requests' }, html`${icon('chevron')}${back}`, 'link back')}
      <span>${way(around?.newer, newer)} ${way(around?.older, older)}</span>
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
      <dl class="facts">
        ${line(said.reference, reference)} ${line(said.phone, phone && telephone(phone))}
        ${line(said.email, email)}
        ${message ? line(said.message, html`<span class="message">${message}</span>`) : nothing}
      </dl>
      ${changes.length > 0 ? this.#renderChanges(changes) : nothing} ${this.#renderClosing(request, history)}
      <div class="matches">
        ${host.heading(said.matches, 1)}
        <p class="muted">${matches.length > 0 ? said.matchesHow : said.noMatch}</p>
        <ul class="list">
          ${matches.map((each) => match(each, this.#desk, about))}
        </ul>
        ${this.#search.render(about, known)}
      </div>
      <p class="no-print">
        <button type="button" class="link" @click=${() => void print(host.renderRoot)}>
          ${icon('print')}${said.print}
        </button>
      </p>`;
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

  #renderClosing({ closed }: DeskRequest, history: readonly PastClosure[]): unknown {
    const { words, host } = this.#desk;
    const said = words.request;
    const { format } = host;
    const sending = this.#sending;
    return html`<div class="closing">
      ${history.map(
        ({ at, by, note, reopenedAt, reopenedBy }) =>
          html`<p class="small muted">
            ${said.closedBy(format.instant(at), by)}${note ? html` : <span class="message">${note}</span>` : nothing}<br />
            ${said.reopenedBy(format.instant(reopenedAt), reopenedBy)}
          </p>`,
      )}
      ${
        closed
          ? html`<div class="panel" id="closed" tabindex="-1">
              <p>${icon('check')} ${said.closedBy(format.instant(closed.at), closed.by)}</p>
              ${closed.note ? html`<p class="message">${closed.note}</p>` : nothing}
              ${this.#renderRefusal(said.reopenTrouble)}
              <button type="button" class="button no-print" aria-disabled=${sending} @click=${this.#reopen}>
                ${sending ? said.reopening : said.reopen}
              </button>
            </div>`
          : html`<form class="panel no-print" @submit=${this.#close}>
              <div class="field">
                <label for="note">${said.note}</label>
                <p class="small muted" id="note-how">${said.noteHow}</p>
                <textarea
                  id="note"
                  rows="2"
                  maxlength="2000"
                  aria-describedby="note-how"
                  .value=${this.#notes.get(this.id) ?? ''}
                  @input=${({ target }: Event) => this.#notes.set(this.id, (target as HTMLTextAreaElement).value)}
                ></textarea>
              </div>
              ${this.#renderRefusal(said.closeTrouble)}
              <button type="submit" class="button primary" aria-disabled=${sending}>
                ${sending ? said.closing : said.close}
              </button>
            </form>`
      }
    </div>`;
  }

  #renderRefusal(words: string): unknown {
    const refused = this.#refused;
    if (!refused) return nothing;
    // A colleague was faster: what they did is shown beside it.
    return trouble(
      refused.code === 'conflict'
        ? this.#desk.words.request.conflict
        : `${words} ${this.#desk.host.t.common.error[refused.code]}`,
    );
  }

  readonly #close = (event: SubmitEvent): void => {
    event.preventDefault();
    const { host } = this.#desk;
    const note = this.#notes.get(this.id)?.trim() ?? '';
    const param = { id: this.id };
    void this.#send(
      () => call(host.api.desk.requests[':id'].closure.$put({ param, json: { note } })),
      'nowClosed',
      '#closed',
    );
  };

  /** Their note can be taken up again. */
  readonly #reopen = (): void => {
    const { host } = this.#desk;
    const note = this.#detail?.request.closed?.note ?? '';
    const param = { id: this.id };
    void this.#send(
      async () => {
        await call(host.api.desk.requests[':id'].closure.$delete({ param }));
        if (!this.#notes.get(this.id)) this.#notes.set(this.id, note);
      },
      'nowOpen',
      '#note',
    );
  };

  /** Shows what the server says after the act, never a guess. */
  async #send(act: () => Promise<unknown>, done: 'nowClosed' | 'nowOpen', focus: string): Promise<void> {
    if (this.#sending) return;
    this.#sending = true;
    this.#refused = undefined;
    this.#desk.host.requestUpdate();
    let refused: Failure | undefined;
    try {
      await act();
    } catch (error) {
      refused = failureOf(error);
    }
    if (!refused || refused.code === 'conflict') await this.read();
    this.#refused = refused;
    this.#sending = false;
    if (refused) return this.#desk.host.requestUpdate();
    if (done === 'nowClosed') this.#notes.delete(this.id);
    this.#desk.say(this.#desk.words.request[done]);
    this.#desk.recount();
    await this.#desk.focus(focus);
  }
}
