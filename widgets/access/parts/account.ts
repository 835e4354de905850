import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import type { PalierElement } from '../../shared/element.ts';
import { version } from '../../shared/version.ts';
import type { disclosure } from '../../ui/disclosure.ts';
import { SessionList } from './sessions.ts';

/** Of one person, behind « Mon compte »: the client accounts, a link, the sessions, and what all this is. */
export class Account {
  readonly #host: PalierElement;
  #sessions: SessionList | undefined;

  readonly #disclosure: typeof disclosure;

  /** The core lends its disclosure: two importers would make the bundler split the core. */
  constructor(host: PalierElement, lent: typeof disclosure) {
    this.#host = host;
    this.#disclosure = lent;
  }

  renderAccounts(): unknown {
    const { access, common } = this.#host.t;
    return html`<ul class="accounts">
      ${this.#host.page.person?.accounts.map(
        ({ role, lots, identifier, label }) =>
          html`<li>
            <div>${common.role[role]}${lots > 0 ? ` · ${common.lots(lots)}` : nothing}</div>
            <div class="muted small">${label} · ${access.account(identifier)}</div>
          </li>`,
      )}
    </ul>`;
  }

  renderMore(): unknown {
    const { access } = this.#host.t;
    return html`${this.renderSessions()}
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
    return keyed(this, this.#disclosure(this.#host.t.access.sessions, this.#sessions?.render(), this.#open));
  }

  readonly #open = (): void => {
    if (this.#sessions) void this.#sessions.read();
    else this.#sessions = new SessionList(this.#host);
    this.#host.requestUpdate();
  };
}

export const styles = css`
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
