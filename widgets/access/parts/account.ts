import { html, nothing } from 'lit';
import type { PalierElement } from '../../shared/element.ts';
import { version } from '../../shared/version.ts';
import type { disclosure } from '../../ui/disclosure.ts';
import { SessionList } from './sessions.ts';

/** Behind « Mon compte »: the client accounts, a link, the sessions, and what all this is. */
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
    return html`${this.#disclosure(access.sessions, this.#sessions?.render(), this.#open)}
    ${this.#disclosure(
      access.about,
      html`<p>${access.aboutText}</p>
        <p class="muted small">
          ${access.version(version)} · <a href="${this.#host.portalUrl}/a-propos">${access.aboutMore}</a>
        </p>`,
    )}`;
  }

  readonly #open = (): void => {
    if (this.#sessions) void this.#sessions.read();
    else this.#sessions = new SessionList(this.#host);
    this.#host.requestUpdate();
  };
}
