import { html, nothing } from 'lit';
import type { DeskRequest, PastClosure } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { trouble } from '../../ui/trouble.ts';
import type { Tools } from './tools.ts';

/** A request is closed with a note, and can be opened again. */
export class Closing {
  readonly #desk: Tools;
  readonly #id: string;
  /** What is being noted, by request: kept when one goes from request to request. */
  readonly #notes: Map<string, string>;
  readonly #read: () => Promise<void>;
  #sending = false;
  #refused: Failure | undefined;
  #closedWith = '';

  constructor(desk: Tools, id: string, notes: Map<string, string>, read: () => Promise<void>) {
    this.#desk = desk;
    this.#id = id;
    this.#notes = notes;
    this.#read = read;
  }

  render({ closed }: DeskRequest, history: readonly PastClosure[]): unknown {
    const { words, host } = this.#desk;
    const said = words.request;
    const { format } = host;
    const sending = this.#sending;
    this.#closedWith = closed?.note ?? '';
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
                  .value=${this.#notes.get(this.#id) ?? ''}
                  @input=${({ target }: Event) => this.#notes.set(this.#id, (target as HTMLTextAreaElement).value)}
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
    const note = this.#notes.get(this.#id)?.trim() ?? '';
    const param = { id: this.#id };
    void this.#send(
      () => call(host.api.desk.requests[':id'].closure.$put({ param, json: { note } })),
      'nowClosed',
      '#closed',
    );
  };

  /** Their note can be taken up again. */
  readonly #reopen = (): void => {
    const { host } = this.#desk;
    const note = this.#closedWith;
    const param = { id: this.#id };
    void this.#send(
      async () => {
        await call(host.api.desk.requests[':id'].closure.$delete({ param }));
        if (!this.#notes.get(this.#id)) this.#notes.set(this.#id, note);
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
    if (!refused || refused.code === 'conflict') await this.#read();
    this.#refused = refused;
    this.#sending = false;
    if (refused) return this.#desk.host.requestUpdate();
    if (done === 'nowClosed') this.#notes.delete(this.#id);
    this.#desk.say(this.#desk.words.request[done]);
    this.#desk.recount();
    await this.#desk.focus(focus);
  }
}
