import { html, nothing } from 'lit';
import { call, failureOf } from '../shared/api.ts';
import type { PalierElement } from '../shared/element.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';
import { codeFrom, codeFromAddress, leaveForPortal, makeProof, openWindow, type Proof } from './handoff.ts';

/** Sign-in from a page of another site: the portal does it in a small window, or in this tab where windows are refused. */
export class PortalDoor {
  readonly #host: PalierElement;
  #proof: Proof | undefined;
  #waiting: AbortController | undefined;
  #redeeming = false;
  #welcomed = false;
  #failure: ReturnType<typeof failureOf>['code'] | undefined;

  constructor(host: PalierElement) {
    this.#host = host;
  }

  /** A secure page only: elsewhere nothing can be proved, and a plain link leads to the portal. */
  render({ access, common }: Text): unknown {
    if (!globalThis.crypto?.subtle) return html`<a class="button primary" part="button button-primary" href=${this.#portalUrl}>${access.signIn}</a>`;
    if (!this.#proof) void makeProof().then((proof) => (this.#proof ??= proof));
    const busy = this.#redeeming || this.#waiting !== undefined;
    return html`<p>${this.#waiting ? access.waiting : access.elsewhere}</p>
      <div role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${common.error[this.#failure]}</span></p>` : nothing}
      </div>
      <div class="actions" aria-busy=${busy}>
        ${this.#waiting
          ? html`<button type="button" class="button" @click=${this.#leave}>${access.hereInstead}</button>
              <button type="button" class="link" @click=${this.cancel}>${common.cancel}</button>`
          : html`<button
              type="button"
              class="button primary wide"
              part="button button-primary"
              aria-disabled=${busy}
              @click=${this.#open}
            >
              ${this.#redeeming ? access.signingIn : access.signIn}${this.#redeeming ? nothing : icon('external')}
            </button>`}
      </div>`;
  }

  /** Back from the portal with a code in the address: looked at once per page. */
  welcomeBack(): void {
    const { page } = this.#host;
    if (this.#welcomed || page.view.status !== 'ready') return;
    this.#welcomed = true;
    const brought = codeFromAddress(page);
    if (brought && !page.person) void this.#redeem(brought.code, brought.verifier);
  }

  readonly cancel = (): void => this.#waiting?.abort();

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
      .then((signedIn) => page.adopt(signedIn))
      .catch((error: unknown) => {
        // A code that no longer serves: press again.
        this.#failure = failureOf(error).code;
      });
    this.#redeeming = false;
    this.#host.requestUpdate();
  }
}
