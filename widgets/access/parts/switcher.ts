import { css, html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import type { Account } from '../../../server/access/contract.ts';
import type { PalierElement } from '../../shared/element.ts';
import { text } from './account-words.ts';

/** Which client account the whole page shows, for who has several: as a list of the page's own, or as one line. */
export class Switcher {
  readonly #host: PalierElement;
  /** Asked for, until the server's answer shows it. */
  #wanted: string | undefined;
  #said = '';

  constructor(host: PalierElement) {
    this.#host = host;
  }

  /** One line: a list that opens. */
  render(): unknown {
    const { accounts, words, chosen } = this;
    if (accounts.length < 2) return nothing;
    return html`<div class="switcher no-print">
      <label for="account">${words.shown}</label>
      <select
        id="account"
        .value=${live(chosen)}
        @change=${({ target }: Event) => void this.#choose((target as HTMLSelectElement).value)}
      >
        ${['', ...accounts.map(({ id }) => id)].map(
          (id) => html`<option value=${id} ?selected=${id === chosen}>${this.#name(id)}</option>`,
        )}
      </select>
      ${this.#renderSaid()}
    </div>`;
  }

  /** All of them, one to be chosen; where there is one only, what it is. */
  renderList(): unknown {
    const { accounts, words, chosen } = this;
    if (accounts.length < 2)
      return html`<ul class="accounts">
        ${accounts.map((account) => html`<li>${this.#describe(account)}</li>`)}
      </ul>`;
    const choice = (id: string, content: unknown) =>
      html`<label class="account">
        <input
          type="radio"
          name="account"
          .value=${id}
          .checked=${live(id === chosen)}
          @change=${() => void this.#choose(id)}
        />
        <span>${content}</span>
      </label>`;
    return html`<fieldset class="accounts">
      <legend class="muted small">${words.shown}</legend>
      ${choice('', words.all)} ${accounts.map((account) => choice(account.id, this.#describe(account)))}
      ${this.#renderSaid()}
    </fieldset>`;
  }

  #describe({ role, lots, label, identifier }: Account): unknown {
    const { access, common } = this.#host.t;
    return html`<div>${common.role[role]}${lots > 0 ? ` · ${common.lots(lots)}` : nothing}</div>
      <div class="muted small">${label} · ${access.account(identifier)}</div>`;
  }

  #renderSaid(): unknown {
    return html`<p class="hidden-but-read" role="status">${this.#said}</p>`;
  }

  #name(id: string): string {
    const { common } = this.#host.t;
    const account = this.accounts.find((one) => one.id === id);
    return account
      ? [common.role[account.role], account.label, account.identifier].join(' · ')
      : this.words.all;
  }

  /** What is shown only follows the server's answer. */
  async #choose(id: string): Promise<void> {
    const { page } = this.#host;
    this.#wanted = id;
    this.#say('');
    await page.choose(id || undefined);
    if (this.#wanted !== id) return;
    this.#wanted = undefined;
    this.#say(this.chosen === id ? this.words.now(this.#name(id)) : this.words.failed);
  }

  #say(words: string): void {
    this.#said = words;
    this.#host.requestUpdate();
  }

  private get accounts(): Account[] {
    return this.#host.page.person?.accounts ?? [];
  }

  private get chosen(): string {
    return this.#wanted ?? this.#host.page.view.bootstrap?.account ?? '';
  }

  private get words() {
    return text(this.#host);
  }
}

export const switcherStyles = css`
  .switcher {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: calc(0.5 * var(--_space)) calc(1.5 * var(--_space));
    padding-block-start: calc(2 * var(--_space));
  }
  .switcher label {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .switcher select {
    appearance: none;
    box-sizing: border-box;
    flex: 0 1 auto;
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: var(--_target);
    margin: 0;
    padding: var(--_space);
    padding-inline-end: calc(4 * var(--_space));
    border: thin solid var(--_edge);
    border-radius: var(--_radius);
    color: inherit;
    font: inherit;
    text-overflow: ellipsis;
    background:
      linear-gradient(45deg, transparent 50%, currentColor 50%) calc(100% - 1.125em) 55% / 0.375em 0.375em
        no-repeat,
      linear-gradient(-45deg, transparent 50%, currentColor 50%) calc(100% - 0.75em) 55% / 0.375em 0.375em
        no-repeat,
      var(--_surface);
  }
  .switcher option {
    background: var(--_surface);
  }
  fieldset.accounts {
    min-inline-size: 0;
    margin-inline: 0;
    padding: 0;
    border: 0;
  }
  .accounts legend {
    padding: 0;
    margin-block-end: calc(0.5 * var(--_space));
  }
  .account {
    display: flex;
    align-items: start;
    gap: calc(1.5 * var(--_space));
    min-block-size: var(--_target);
    padding: var(--_space) calc(1.5 * var(--_space));
    border: thin solid var(--_border);
    border-radius: var(--_radius);
    cursor: pointer;
  }
  .account > span {
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .account:has(:checked) {
    border-color: var(--_ink);
    background: var(--_tint);
  }
  .account input {
    flex: none;
    inline-size: calc(1.125 * var(--palier-u));
    block-size: calc(1.5 * var(--palier-u));
    margin: 0;
    accent-color: var(--_ink);
  }
`;
