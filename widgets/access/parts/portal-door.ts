import { css, html, nothing } from 'lit';
import { call, failureOf } from '../../shared/api.ts';
import { Bearer } from '../../shared/bearer.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { WayIn } from '../../../server/values/ways-in.ts';
import type { Errand } from '../errand.ts';
import { Help } from '../help.ts';
import { fr } from '../text/door.fr.ts';
import {
  codeFrom,
  codeFromAddress,
  leaveForPortal,
  makeProof,
  openWindow,
  type Proof,
  takeVerifier,
} from './asking.ts';

const words = chunkText(fr, () => import('../text/door.en.ts').then(({ en }) => en));
export const text = words;
export const styles = [
  css`
    .doors {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: calc(1.5 * var(--_space));
      max-inline-size: calc(26 * var(--palier-u));
    }
  `,
];
export const create = (host: FormElement, errand: Errand): Screen => new PortalDoor(host, errand);

type Way = WayIn | 'sign-in';
const pathOf = (way: Way): string => (way === 'sign-in' ? '/connexion' : `/premiere-connexion?voie=${way}`);

/** From a page of another site: the portal does it in a small window, or in this tab where windows are refused. */
class PortalDoor implements Screen {
  readonly #host: FormElement;
  readonly #help: Help;
  #proof: Proof | undefined;
  #waiting: AbortController | undefined;
  #redeeming = false;
  #path = pathOf('sign-in');
  #failure: ReturnType<typeof failureOf>['code'] | undefined;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#help = new Help(host, errand);
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

  leave(): void {
    this.#host.removeController(this);
    this.#waiting?.abort();
  }

  render(): unknown {
    const { access } = this.#host.t;
    return html`<div class="body split">
      <div>
        ${this.#host.renderTitle(access.title)}
        <p role="status">${this.#waiting ? words(this.#host).waiting : words(this.#host).how}</p>
        <div class="alert" role="alert">${this.#renderFailure()}</div>
        <div class="doors" aria-busy=${this.#busy}>
          ${
            this.#waiting
              ? html`<button type="button" class="button" @click=${this.#leave}>
                    ${words(this.#host).hereInstead}
                  </button>
                  <button type="button" class="link" @click=${this.#cancel}>
                    ${this.#host.t.common.cancel}
                  </button>`
              : this.#ways.map((way, at) => this.#renderWay(way, at === 0))
          }
        </div>
      </div>
      <div class="more">${this.#help.render()}</div>
    </div>`;
  }

  /** What the element is for comes first. */
  get #ways(): Way[] {
    const open: Way[] = this.#host.page.view.bootstrap?.agency.waysIn ?? [];
    return this.#host.localName === 'palier-activation' ? [...open, 'sign-in'] : ['sign-in', ...open];
  }

  #renderWay(way: Way, first: boolean): unknown {
    const { access } = this.#host.t;
    const says =
      this.#redeeming && first ? access.signingIn
      : way === 'sign-in' ? access.signIn
      : access.wayIn[way]; // prettier-ignore
    const look = {
      class: `button wide${first ? ' primary' : ''}`,
      part: first ? 'button button-primary' : 'button',
    };
    // On a page that is not secure nothing can be proved.
    if (!globalThis.crypto?.subtle)
      return html`<a class=${look.class} part=${look.part} href=${this.#portalUrl + pathOf(way)}>${says}</a>`;
    if (!this.#proof) void makeProof().then((proof) => (this.#proof ??= proof));
    return html`<button
      type="button"
      class=${look.class}
      part=${look.part}
      aria-disabled=${this.#busy}
      @click=${() => this.#open(way)}
    >
      ${says}${this.#redeeming ? nothing : icon('external')}
    </button>`;
  }

  #renderFailure(): unknown {
    if (!this.#failure) return nothing;
    const { common } = this.#host.t;
    const says = this.#failure === 'invalid' ? words(this.#host).codeExpired : common.error[this.#failure];
    return html`<p class="error" part="error">${icon('alert')}<span>${says}</span></p>`;
  }

  get #busy(): boolean {
    return this.#redeeming || this.#waiting !== undefined;
  }

  readonly #cancel = (): void => this.#waiting?.abort();

  get #portalUrl(): string {
    return this.#host.page.view.bootstrap?.agency.portalUrl ?? this.#host.page.endpoint;
  }

  async #open(way: Way): Promise<void> {
    const proof = this.#proof;
    if (!proof || this.#redeeming) return;
    this.#path = pathOf(way);
    const popup = openWindow(this.#host.page, this.#portalUrl + this.#path, proof);
    if (!popup) return this.#leave();
    this.#waiting = new AbortController();
    this.#host.requestUpdate();
    const code = await codeFrom(popup, this.#portalUrl, this.#waiting.signal);
    this.#waiting = undefined;
    this.#proof = undefined; // one proof, one try
    takeVerifier(this.#host.page);
    this.#host.requestUpdate();
    if (code) await this.#redeem(code, proof.verifier);
  }

  readonly #leave = (): void => {
    if (this.#proof) leaveForPortal(this.#host.page, this.#portalUrl + this.#path, this.#proof);
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
