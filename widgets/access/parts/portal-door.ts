import { html, nothing } from 'lit';
import { call, failureOf } from '../../shared/api.ts';
import { Bearer } from '../../shared/bearer.ts';
import type { PalierElement } from '../../shared/element.ts';
import { icon } from '../../shared/icons.ts';
import { help } from '../help.ts';
import {
  codeFrom,
  codeFromAddress,
  leaveForPortal,
  makeProof,
  openWindow,
  type Proof,
  takeVerifier,
} from './asking.ts';

/** Sign-in from a page of another site: the portal does it in a small window, or in this tab where windows are refused. */
export class PortalDoor {
  readonly #host: PalierElement;
  #proof: Proof | undefined;
  #waiting: AbortController | undefined;
  #redeeming = false;
  #failure: ReturnType<typeof failureOf>['code'] | undefined;

  constructor(host: PalierElement) {
    this.#host = host;
    host.addController(this);
    // Back from the portal, with a code in the address.
    const code = codeFromAddress();
    const verifier = code && takeVerifier(host.page);
    if (verifier) void this.#redeem(code, verifier);
    // A window cut off from the page that opened it has a storage of its own, without what proves the question.
    else if (code) this.#failure = 'invalid';
  }

  /** Nobody waits any more, unless the widget was only moved. */
  hostDisconnected(): void {
    queueMicrotask(() => this.#host.isConnected || this.#waiting?.abort());
  }

  render(): unknown {
    const { access } = this.#host.t;
    const agency = this.#host.page.view.bootstrap?.agency;
    return html`<div class="body split">
      <div>
        ${this.#host.heading(access.title)}
        ${globalThis.crypto?.subtle ? this.#renderDoor() : this.#renderLink()}
      </div>
      <div class="more">${agency ? help(this.#host.t, agency) : nothing}</div>
    </div>`;
  }

  /** On a page that is not secure nothing can be proved. */
  #renderLink(): unknown {
    return html`<a class="button primary wide" part="button button-primary" href=${this.#portalUrl}
      >${this.#host.t.access.signIn}</a
    >`;
  }

  #renderDoor(): unknown {
    const { access, common } = this.#host.t;
    if (!this.#proof) void makeProof().then((proof) => (this.#proof ??= proof));
    const busy = this.#redeeming || this.#waiting !== undefined;
    return html`<p role="status">${this.#waiting ? access.waiting : access.elsewhere}</p>
      <div class="alert" role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure === 'invalid' ? access.codeExpired : common.error[this.#failure]}</span></p>` : nothing}
      </div>
      <div class="actions" aria-busy=${busy}>
        ${
          this.#waiting
            ? html`<button type="button" class="button" @click=${this.#leave}>${access.hereInstead}</button>
                <button type="button" class="link" @click=${this.#cancel}>${common.cancel}</button>`
            : html`<button
                type="button"
                class="button primary wide"
                part="button button-primary"
                aria-disabled=${busy}
                @click=${this.#open}
              >
                ${this.#redeeming ? access.signingIn : access.signIn}${this.#redeeming ? nothing : icon('external')}
              </button>`
        }
      </div>`;
  }

  readonly #cancel = (): void => this.#waiting?.abort();

  get #portalUrl(): string {
    return this.#host.page.view.bootstrap?.agency.portalUrl ?? this.#host.page.endpoint;
  }

  readonly #open = async (): Promise<void> => {
    const proof = this.#proof;
    if (!proof || this.#redeeming) return;
    const popup = openWindow(this.#host.page, this.#portalUrl, proof);
    if (!popup) return this.#leave();
    this.#waiting = new AbortController();
    this.#host.requestUpdate();
    const code = await codeFrom(popup, this.#portalUrl, this.#waiting.signal);
    this.#waiting = undefined;
    this.#proof = undefined; // one proof, one try
    takeVerifier(this.#host.page);
    this.#host.requestUpdate();
    if (code) await this.#redeem(code, proof.verifier);
  };

  readonly #leave = (): void => {
    if (this.#proof) leaveForPortal(this.#host.page, this.#portalUrl, this.#proof);
  };

  async #redeem(code: string, verifier: string): Promise<void> {
    this.#redeeming = true;
    this.#failure = undefined;
    this.#host.requestUpdate();
    const { page } = this.#host;
    await call(page.api.handoffs.redemption.$post({ json: { code, verifier } }))
      .then((signedIn) => page.adopt(signedIn, Bearer))
      .catch((error: unknown) => {
        // A code that no longer serves: press again.
        this.#failure = failureOf(error).code;
      });
    this.#redeeming = false;
    this.#host.requestUpdate();
  }
}
