import { type CSSResult, html, nothing, type PropertyValues } from 'lit';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { failureOf } from '../shared/api.ts';
import { icon } from '../shared/icons.ts';
import { Lazy } from '../shared/lazy.ts';
import { disclosure, disclosureStyles } from '../ui/disclosure.ts';
import type { FormScreen } from './form-screen.ts';
import { loginStyles } from './login.styles.ts';
import type { Account } from './parts/account.ts';
import type { HandOver } from './parts/hand-over.ts';
import type { Outcome } from './parts/new-password.ts';
import type { PortalDoor } from './parts/portal-door.ts';
import { SignIn } from './sign-in.ts';

/**
 * Sign-in, forgotten password, and who is signed in. The fields are slotted from the light DOM for password managers.
 * On a page of another site it opens the portal in a small window instead; at the portal it is the other end of that.
 *
 * @attr login - `inline`, or `redirect` to sign in at the portal always.
 * @fires palier-signed-in - On the document: somebody signed in on this page.
 * @fires palier-signed-out - On the document.
 * @csspart field - An input and what belongs to it.
 * @csspart error - What went wrong.
 * @csspart button - A button; `button-primary` for the main one.
 */
export class PalierLogin extends PalierElement {
  static override properties = { ...PalierElement.properties, login: { type: String } };
  static override styles = [...PalierElement.styles, disclosureStyles, loginStyles];
  static override audience = 'anyone' as const;

  declare login: string | undefined;

  /** The form in the light DOM: only while it is on the screen, no field outlives its use. */
  #form: FormScreen | undefined;
  #message: Outcome | undefined;
  /** Out of a mailed link. */
  #token: string | undefined;
  #handOver: HandOver | undefined;
  #door: PortalDoor | undefined;
  #account: Account | undefined;
  /** Whose account and hand-over these are. */
  #of: string | undefined;
  readonly #entrance = { focus: () => this.#enter(true) };
  /** « Mon compte » was looked into. */
  #opened = false;
  /** The title of what comes next takes the focus once it is there. */
  #wantsTitle = false;
  #leaving = false;
  #failure: string | undefined;
  #lazy = {
    newPassword: new Lazy(this, () => this.#dressed(import('./parts/new-password.ts'))),
    handOver: new Lazy(this, () => import('./parts/hand-over.ts')),
    door: new Lazy(this, () => import('./parts/portal-door.ts')),
    account: new Lazy(this, () => this.#dressed(import('./parts/account.ts'))),
  };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#token ??= this.#takeToken();
    this.#form?.own.connect();
    this.page.entrance = this.#entrance;
    addEventListener('pagehide', this.#forget);
    document.addEventListener('turbo:before-cache', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.page.entrance === this.#entrance) this.page.entrance = undefined;
    this.#form?.own.disconnect();
    removeEventListener('pagehide', this.#forget);
    document.removeEventListener('turbo:before-cache', this.#forget);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { email } = this.page.person ?? {};
    if (email !== this.#of) this.#account = this.#handOver = this.#failure = undefined;
    this.#of = email;
    this.#chooseForm();
    this.#form?.say();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const title = this.#wantsTitle && this.renderRoot.querySelector<HTMLElement>('[data-title]');
    if (!title) return;
    this.#wantsTitle = false;
    title.focus();
  }

  protected override renderSkeleton(): unknown {
    return html`<div class="body skeleton">
      <div class="bar half"></div>
      <div class="bar half"></div>
      <div class="bar tall"></div>
      <div class="bar half"></div>
      <div class="bar tall"></div>
      <div class="bar tall"></div>
      <div class="bar half"></div>
    </div>`;
  }

  protected override renderBody(view: PageView): unknown {
    const message = this.#message;
    if (message)
      return this.renderLazy(this.#lazy.newPassword, (part) =>
        part.outcome(this, message, () => this.#after(message)),
      );
    if (this.#token) return this.renderLazy(this.#lazy.newPassword, () => this.#form?.render());
    if (this.page.person) return this.#renderPerson();
    if (!this.#elsewhere(view)) return this.#form?.render();
    return this.renderLazy(this.#lazy.door, ({ PortalDoor: Door }) =>
      (this.#door ??= new Door(this)).render(),
    );
  }

  #renderPerson(): unknown {
    const { access, common } = this.t;
    // Among other widgets they matter more: who is here and the way out on one line, the rest behind one word.
    const brief = this.page.accompanied;
    const name = html`<div data-title tabindex="-1">${this.heading(this.page.person?.name)}</div>`;
    const failure = html`<div class="alert" role="alert">
      ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
    </div>`;
    const signOut = html`<button
      type="button"
      class=${brief ? 'link' : 'button'}
      part="button"
      aria-disabled=${this.#leaving}
      @click=${this.#signOut}
    >
      ${icon('sign-out')}${this.#leaving ? access.signingOut : access.signOut}
    </button>`;
    if (brief)
      return html`<div class="body brief">
        <div class="actions">${name}${signOut}</div>
        ${failure}
        ${disclosure(
          access.mine,
          this.#opened
            ? this.#withAccount(
                (account) =>
                  html`${account.renderAccounts()}<a class="link" href=${this.portalUrl}>${access.fullPage}</a
                    >${account.renderMore()}`,
              )
            : nothing,
          this.#open,
        )}
      </div>`;
    return html`<div class="body">
      <p class="muted small who">${access.signedInAs}</p>
      ${name}${this.#renderHandOver()}${this.#withAccount((account) => account.renderAccounts())}${failure}
      <div class="actions">
        ${
          this.#atPortal && location.pathname === '/'
            ? nothing
            : html`<a class="button primary" part="button button-primary" href=${this.portalUrl}
                >${common.openPortal}</a
              >`
        }
        ${signOut}
      </div>
      <div class="more">${this.#account?.renderMore()}</div>
    </div>`;
  }

  #withAccount(draw: (account: Account) => unknown): unknown {
    return this.renderLazy(
      this.#lazy.account,
      (part) => draw((this.#account ??= new part.Account(this, disclosure))),
      html`<p role="status" class="muted">${this.t.common.loading}</p>`,
    );
  }

  #renderHandOver(): unknown {
    if (!this.#atPortal || location.pathname !== '/connexion' || !location.search.includes('challenge='))
      return nothing;
    const part = this.#lazy.handOver.value;
    if (part) this.#handOver ??= new part.HandOver(this);
    return this.#handOver?.render();
  }

  async #after(message: Outcome): Promise<void> {
    this.#message = undefined;
    this.requestUpdate();
    await this.updateComplete;
    if (!(this.#form instanceof SignIn)) return;
    if (message === 'expired') this.#form.forgot();
    else this.#form.restart();
  }

  /** A part brings its own style. */
  async #dressed<M extends { styles: CSSResult }>(loading: Promise<M>): Promise<M> {
    const part = await loading;
    const root = this.renderRoot as ShadowRoot;
    if (part.styles.styleSheet)
      root.adoptedStyleSheets = [...root.adoptedStyleSheets, part.styles.styleSheet];
    return part;
  }

  get #atPortal(): boolean {
    return location.origin === this.page.endpoint;
  }

  /** Whether one signs in at the portal rather than here. */
  #elsewhere(view: PageView): boolean {
    return !this.#atPortal && (view.mode !== 'same-site' || this.login === 'redirect');
  }

  #chooseForm(): void {
    const { view } = this;
    // The identifier typed before « sent » is there again afterwards.
    const fits = view.status === 'ready' && (!this.#message || this.#message === 'sent');
    const part = fits && this.#token ? this.#lazy.newPassword.value : undefined;
    const wanted =
      part ? part.NewPassword
      : fits && !this.#token && !this.page.person && !this.#elsewhere(view) ? SignIn
      : undefined; // prettier-ignore
    if (this.#form?.constructor === wanted) return;
    this.#form?.own.remove();
    this.#form =
      part && this.#token ? new part.NewPassword(this, this.#token, (outcome) => this.#say(outcome))
      : wanted ? new SignIn(this, { entered: () => this.#focusTitle(), sent: () => this.#say('sent') })
      : undefined; // prettier-ignore
    if (this.isConnected) this.#form?.own.connect();
  }

  #say(message: Outcome): void {
    this.#token = undefined;
    this.#message = message;
    this.#focusTitle();
  }

  #focusTitle(): void {
    this.#wantsTitle = true;
    this.requestUpdate();
  }

  /** To the first field; or to the portal's door, which somebody who asked to sign in finds open. */
  #enter(asked = false): void {
    const door = this.renderRoot.querySelector<HTMLElement>('.button');
    this.scrollIntoView({ block: 'nearest' });
    if (this.#form) return this.#form.focus();
    door?.focus();
    if (asked && this.#elsewhere(this.view) && door?.matches('.primary')) door.click();
  }

  /** The token of a mailed link stands in the fragment; out of the address bar, the history and the next Referer. */
  #takeToken(): string | undefined {
    if (!this.#atPortal || location.pathname !== '/nouveau-mot-de-passe' || location.hash.length < 2)
      return undefined;
    const token = location.hash.slice(1);
    history.replaceState(history.state, '', location.pathname);
    return token;
  }

  readonly #signOut = async (): Promise<void> => {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#failure = undefined;
    this.requestUpdate();
    await this.page.signOut().catch((error: unknown) => {
      this.#failure = this.t.common.error[failureOf(error).code];
    });
    this.#leaving = false;
    this.requestUpdate();
    await this.updateComplete;
    if (!this.page.person) this.#enter();
  };

  readonly #open = (): void => {
    this.#opened = true;
    this.requestUpdate();
  };

  readonly #forget = (): void => this.#form?.forget();
}

define('palier-login', PalierLogin);

declare global {
  interface HTMLElementTagNameMap {
    'palier-login': PalierLogin;
  }
}
