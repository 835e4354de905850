import { html, nothing, type PropertyValues } from 'lit';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { failureOf } from '../shared/api.ts';
import { icon } from '../shared/icons.ts';
import { Lazy } from '../shared/lazy.ts';
import { version } from '../shared/version.ts';
import { disclosure, disclosureStyles } from '../ui/disclosure.ts';
import type { FormScreen } from './form-screen.ts';
import { loginStyles } from './login.styles.ts';
import type { HandOver } from './parts/hand-over.ts';
import type { PortalDoor } from './parts/portal-door.ts';
import type { SessionList } from './parts/sessions.ts';
import { SignIn } from './sign-in.ts';

type Message = 'sent' | 'changed' | 'expired';

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
  #message: Message | undefined;
  /** Out of a mailed link. */
  #token: string | undefined;
  #handOver: HandOver | undefined;
  #door: PortalDoor | undefined;
  #sessions: SessionList | undefined;
  readonly #entrance = { focus: () => this.#enter(true) };
  #sessionsOpened = false;
  #leaving = false;
  #failure: string | undefined;
  #lazy = {
    newPassword: new Lazy(this, () => import('./parts/new-password.ts')),
    handOver: new Lazy(this, () => import('./parts/hand-over.ts')),
    door: new Lazy(this, () => import('./parts/portal-door.ts')),
    sessions: new Lazy(this, () => import('./parts/sessions.ts')),
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
    this.#chooseForm();
    this.#form?.say();
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
    if (this.#message) return this.#renderMessage(this.#message);
    if (this.#token) return this.renderLazy(this.#lazy.newPassword, () => this.#form?.render());
    if (this.page.person) return this.#renderPerson();
    if (!this.#elsewhere(view)) return this.#form?.render();
    return this.renderLazy(this.#lazy.door, ({ PortalDoor: Door }) =>
      (this.#door ??= new Door(this)).render(),
    );
  }

  #renderPerson(): unknown {
    const { access, common } = this.t;
    const { person } = this.page;
    if (!person) return nothing;
    // Among other widgets they matter more: who is here and the way out on one line, the rest behind one word.
    const brief = this.page.accompanied;
    const name = html`<div data-title tabindex="-1">${this.heading(person.name)}</div>`;
    const accounts = html`<ul class="accounts">
      ${person.accounts.map(
        ({ role, lots, identifier, label }) =>
          html`<li>
            <div>${common.role[role]}${lots > 0 ? ` · ${common.lots(lots)}` : nothing}</div>
            <div class="muted small">${label} · ${access.account(identifier)}</div>
          </li>`,
      )}
    </ul>`;
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
    const portal = (look: string, part: string, text: string) =>
      this.#atPortal && location.pathname === '/'
        ? nothing
        : html`<a class=${look} part=${part} href=${this.portalUrl}>${text}</a>`;
    const more = html`${disclosure(access.sessions, this.#renderSessions(), this.#openSessions)}
    ${disclosure(
      access.about,
      html`<p>${access.aboutText}</p>
        <p class="muted small">
          ${access.version(version)} · <a href="${this.portalUrl}/a-propos">${access.aboutMore}</a>
        </p>`,
    )}`;
    if (brief)
      return html`<div class="body brief">
        <div class="actions">${name}${signOut}</div>
        ${failure}
        ${disclosure(access.mine, html`${accounts}${portal('link', 'link', access.fullPage)}${more}`)}
      </div>`;
    return html`<div class="body">
      <p class="muted small who">${access.signedInAs}</p>
      ${name}${this.#renderHandOver()}${accounts}${failure}
      <div class="actions">
        ${portal('button primary', 'button button-primary', common.openPortal)}${signOut}
      </div>
      <div class="more">${more}</div>
    </div>`;
  }

  #renderSessions(): unknown {
    const part = this.#sessionsOpened ? this.#lazy.sessions.value : undefined;
    if (part) this.#sessions ??= new part.SessionList(this);
    return this.#sessions?.render() ?? html`<p role="status" class="muted">${this.t.common.loading}</p>`;
  }

  #renderHandOver(): unknown {
    if (!this.#atPortal || location.pathname !== '/connexion' || !location.search.includes('challenge='))
      return nothing;
    const part = this.#lazy.handOver.value;
    if (part) this.#handOver ??= new part.HandOver(this);
    return this.#handOver?.render();
  }

  #renderMessage(message: Message): unknown {
    const { access, common } = this.t;
    const [sign, title, text, next] = {
      sent: ['mail', access.sentTitle, access.sent, access.backToSignIn],
      changed: ['check', access.changedTitle, access.changed, common.signIn],
      expired: ['alert', access.expiredTitle, access.expired, access.askAgain],
    }[message] as ['mail' | 'check' | 'alert', string, string, string];
    const on = async () => {
      this.#message = undefined;
      this.requestUpdate();
      await this.updateComplete;
      if (!(this.#form instanceof SignIn)) return;
      if (message === 'expired') this.#form.forgot();
      else this.#form.restart();
    };
    return html`<div class="body message">
      <div class="sign ${sign}">${icon(sign)}</div>
      <div data-title tabindex="-1">${this.heading(title)}</div>
      <p>${text}</p>
      ${message === 'sent' ? html`<p class="muted small">${access.sentNothing}</p>` : nothing}
      <button
        type="button"
        class=${message === 'sent' ? 'button' : 'button primary'}
        part=${message === 'sent' ? 'button' : 'button button-primary'}
        @click=${on}
      >
        ${next}
      </button>
    </div>`;
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
      : wanted ? new SignIn(this, { entered: () => void this.#focusTitle(), sent: () => this.#say('sent') })
      : undefined; // prettier-ignore
    if (this.isConnected) this.#form?.own.connect();
  }

  #say(message: Message): void {
    this.#token = undefined;
    this.#message = message;
    void this.#focusTitle();
  }

  async #focusTitle(): Promise<void> {
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('[data-title]')?.focus();
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

  readonly #openSessions = (): void => {
    this.#sessionsOpened = true;
    void this.#sessions?.read();
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
