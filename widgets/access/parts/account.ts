import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PalierElement } from '../../shared/element.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { addedKey, recall, remember } from '../../shared/tab-memory.ts';
import { version } from '../../shared/version.ts';
import type { disclosure } from '../../ui/disclosure.ts';
import type { Errand } from '../errand.ts';
import { text } from './account-words.ts';
import { SessionList } from './sessions.ts';
import { Switcher, switcherStyles } from './switcher.ts';

/** Of one person, behind « Mon compte »: the client accounts, a link, the sessions, and what all this is. */
export class Account {
  readonly #host: PalierElement;
  #sessions: SessionList | undefined;
  /** The identifier of the account that was just added. */
  #added: string | undefined;

  readonly #disclosure: typeof disclosure;
  readonly #switcher: Switcher;
  /** How to go elsewhere in the same element; the portal's foot has no elsewhere. */
  readonly #errand: Errand | undefined;

  /** The core lends its disclosure: two importers would make the bundler split the core. */
  constructor(host: PalierElement, lent: typeof disclosure, errand?: Errand) {
    this.#host = host;
    this.#disclosure = lent;
    this.#errand = errand;
    this.#switcher = new Switcher(host);
    // Back from a provider: who is shown says enough.
    if (location.hash === '#palier-social=signed-in')
      history.replaceState(history.state, '', location.pathname + location.search);
  }

  renderAccounts(listed = true): unknown {
    const { accounts = [] } = this.#host.page.person ?? {};
    return html`${this.renderDesk()}${
      accounts.length > 0
        ? html`${listed ? this.#switcher.renderList() : nothing}${this.#renderJoin()}`
        : nothing
    }`;
  }

  /** Said once: the tab forgets it, and this place keeps it while it stands. */
  renderAdded(): unknown {
    const identifier = recall(addedKey);
    if (identifier) {
      remember(addedKey, null);
      const { accounts = [] } = this.#host.page.person ?? {};
      if (accounts.some((each) => each.identifier === identifier)) this.#added = identifier;
    }
    return html`<div role="status">
      ${this.#added ? html`<p class="small">${this.#words.added(this.#added)}</p>` : nothing}
    </div>`;
  }

  /** Where a secret may be typed here; else at the portal. */
  #renderJoin(): unknown {
    const { page, portalUrl } = this.#host;
    const errand = this.#host.getAttribute('login') === 'redirect' ? undefined : this.#errand;
    const words = this.#words.join;
    if (!errand || page.view.mode !== 'same-site')
      return html`<p><a class="link" href="${portalUrl}/mon-acces#accounts">${words}</a></p>`;
    return html`<p>
      <button type="button" class="link" @click=${() => errand.go('ways-in', { join: true })}>
        ${words}
      </button>
    </p>`;
  }

  /** An agent's place. */
  renderDesk(): unknown {
    if (!this.#host.page.person?.isAgent) return nothing;
    return html`<p>
      <a class="button primary" part="button button-primary" href="${this.#host.portalUrl}/bureau"
        >${this.#words.desk}</a
      >
    </p>`;
  }

  /** On one line, where the accounts are not listed. */
  renderSwitcher(): unknown {
    return this.#switcher.render();
  }

  /** What one signs in with has a page of its own, at the portal. */
  renderAccess(): unknown {
    return html`<a class="link" href="${this.#host.portalUrl}/mon-acces">${this.#words.mine}</a>`;
  }

  renderMore(): unknown {
    const access = this.#words;
    return html`<div>${this.renderAccess()}</div>
      ${this.renderSessions()}
      ${this.#disclosure(
        access.about,
        html`<p>${access.aboutText}</p>
          <p class="muted small">
            ${access.version(version)} · <a href="${this.#host.portalUrl}/a-propos">${access.aboutMore}</a>
          </p>`,
      )}`;
  }

  /** Closed again for the next person. */
  renderSessions(): unknown {
    return keyed(this, this.#disclosure(this.#words.sessions, this.#sessions?.render(), this.#open));
  }

  get #words() {
    return text(this.#host);
  }

  readonly #open = (): void => {
    if (this.#sessions) void this.#sessions.read();
    else this.#sessions = new SessionList(this.#host);
    this.#host.requestUpdate();
  };
}

/** « Mes connexions » as a screen of its own. */
export const sessions = {
  get styles() {
    return [styles];
  },
  text,
  create(host: FormElement): Screen {
    const list = new SessionList(host);
    return { render: () => list.render() };
  },
};

const accountStyles = css`
  .brief > .disclosure .disclosure {
    margin-block-start: var(--_space);
  }
  .brief .disclosed {
    padding-inline-start: 0;
  }
  .brief .accounts {
    margin: 0;
  }
  .accounts {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    margin-block-end: calc(3 * var(--_space));
  }
  /* At the portal's foot there is no other style of ours for these. */
  .sessions {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .disclosed .error {
    display: flex;
    gap: var(--_space);
    color: var(--_danger);
  }
  .sessions li {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr) auto;
    align-items: center;
    gap: var(--_space) calc(1.5 * var(--_space));
    padding-block: var(--_space);
    border-block-end: thin solid var(--_border);
  }
  @container palier (inline-size < 30em) {
    .sessions li {
      grid-template-columns: auto minmax(0, 1fr);
    }
    .sessions li .button {
      grid-column: 2;
      justify-self: start;
    }
  }
  @container palier (inline-size < 17em) {
    .sessions li .button {
      grid-column: 1 / -1;
    }
  }
  .sessions .icon {
    color: var(--_muted);
  }
  .sessions + .button {
    margin-block-start: calc(2 * var(--_space));
  }
`;

export const styles = css`
  ${switcherStyles}${accountStyles}
`;
