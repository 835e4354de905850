import { html, nothing, type PropertyValues } from 'lit';
import { isAcceptable } from '../../server/values/password.ts';
import { call, failureOf, patiently } from '../shared/api.ts';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { icon } from '../shared/icons.ts';
import { version } from '../shared/version.ts';
import { disclosure, disclosureStyles } from '../ui/disclosure.ts';
import { accountLines, SessionList } from './account-panel.ts';
import { giveCode } from './handoff.ts';
import { fieldSlots, firstTime, help, passwordRules, reveal } from './login-parts.ts';
import { loginStyles } from './login.styles.ts';
import { PortalDoor } from './portal-door.ts';
import { type Errand, errandAt } from './portal-address.ts';
import { NewPasswordForm, SignInForm } from './sign-in-form.ts';

type Screen = 'identifier' | 'password' | 'forgotten' | 'sent' | 'new-password' | 'expired' | 'changed';

/**
 * Sign-in, forgotten password, and who is signed in. The fields are slotted from the light DOM for password managers.
 * On a page of another site it opens the portal in a small window instead; at the portal it is the other end of that.
 *
 * @attr login - `inline`, or `redirect` to sign in at the portal always.
 * @fires palier-signed-in - On the document: somebody signed in on this page.
 * @fires palier-signed-out - On the document.
 * @csspart field - A label, its input and its error.
 * @csspart label - The label of a field.
 * @csspart error - What went wrong.
 * @csspart button - A button; `button-primary` for the main one.
 */
export class PalierLogin extends PalierElement {
  static override properties = { ...PalierElement.properties, login: { type: String } };
  static override styles = [...PalierElement.styles, disclosureStyles, loginStyles];
  static override audience = 'anyone' as const;

  declare login: string | undefined;

  #screen: Screen = 'identifier';
  #sending = false;
  /** Message keys by field, and what concerns none of them. */
  #errors: Record<string, string> = {};
  #failure: string | undefined;
  #shown = false;
  #form: SignInForm | NewPasswordForm | undefined;
  #errand: Errand = {};
  #handedOver: 'no' | 'asked' | 'done' | 'refused' = 'no';
  #door = new PortalDoor(this);
  #sessions = new SessionList(() => this.api, () => this.requestUpdate());
  /** Where the focus goes once the next screen is drawn. */
  #focusNext: 'field' | 'title' | 'error' | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    if (!this.#errand.token) this.#errand = errandAt(this.page);
    if (this.#errand.token && this.#screen === 'identifier') void this.#checkLink(this.#errand.token);
    this.page.entrance = { focus: () => this.#focusFirst() };
    this.#form?.own.connect();
    addEventListener('pagehide', this.#forget);
    document.addEventListener('turbo:before-cache', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.page.entrance = undefined;
    this.#form?.own.disconnect();
    removeEventListener('pagehide', this.#forget);
    document.removeEventListener('turbo:before-cache', this.#forget);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#chooseForm();
    this.#sayForm();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#handOver();
    void this.#door.welcomeBack();
    const focus = this.#focusNext;
    this.#focusNext = undefined;
    if (focus === 'title') this.renderRoot.querySelector<HTMLElement>('[data-title]')?.focus();
    else if (focus === 'error') this.#focusError();
    else if (focus === 'field') this.#focusFirst();
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
    const { access } = this.t;
    switch (this.#screen) {
      case 'new-password':
        return this.#renderNewPassword();
      case 'expired':
        return this.#renderMessage(access.expiredTitle, access.expired, access.askAgain, 'forgotten');
      case 'changed':
        return this.#renderMessage(access.changedTitle, access.changed, access.backToSignIn, 'identifier', 'check');
    }
    if (this.page.person) return this.#renderPerson();
    if (this.#atPortal(view)) return html`<div class="body">${this.heading(access.title)}${this.#door.render(this.t)}${this.#renderHelp()}</div>`;
    switch (this.#screen) {
      case 'forgotten':
        return this.#renderForgotten();
      case 'sent':
        return this.#renderMessage(access.sentTitle, access.sent, access.backToSignIn, 'identifier', 'mail', access.sentNothing);
    }
    return this.#renderSignIn();
  }

  #renderSignIn(): unknown {
    const { access } = this.t;
    const form = this.#form as SignInForm;
    const twoSteps = this.#twoSteps;
    const second = this.#screen === 'password';
    return html`<div class="body">
      ${this.heading(access.title)}
      <div class="form">
        ${twoSteps && second
          ? html`<div class="chosen">
              <span>${form.identifier.input.value}</span>
              <button type="button" class="link" @click=${() => this.#go('identifier')}>${access.change}</button>
            </div>`
          : fieldSlots('identifier', 'identifier' in this.#errors)}
        ${!twoSteps || second ? this.#passwordField(form) : nothing} ${this.#renderFailure()}
        <slot name="submit"></slot>
        <button type="button" class="link" @click=${() => this.#go('forgotten')}>${access.forgotten}</button>
      </div>
      ${this.#renderHelp()}
    </div>`;
  }

  #renderForgotten(): unknown {
    const { access } = this.t;
    return html`<div class="body">
      ${this.heading(access.forgottenTitle)}
      <p>${access.forgottenHow}</p>
      <div class="form">
        ${fieldSlots('identifier', 'identifier' in this.#errors)} ${this.#renderFailure()}
        <slot name="submit"></slot>
        <button type="button" class="link" @click=${() => this.#go('identifier')}>${access.backToSignIn}</button>
      </div>
      <div class="more">${help(this.t, this.#agency)}</div>
    </div>`;
  }

  #renderNewPassword(): unknown {
    const form = this.#form as NewPasswordForm;
    return html`<div class="body">
      ${this.heading(this.t.access.newTitle)}
      <div class="form">
        ${this.#passwordField(form)} ${passwordRules(this.t, form.password.input.value, this.#agency.passwordPolicy)}
        ${fieldSlots('again', 'again' in this.#errors)} ${this.#renderFailure()}
        <slot name="submit"></slot>
      </div>
    </div>`;
  }

  #renderMessage(title: string, text: string, next: string, to: Screen, sign: 'alert' | 'check' | 'mail' = 'alert', more?: string): unknown {
    return html`<div class="body message">
      <div class="sign ${sign}">${icon(sign)}</div>
      <div data-title tabindex="-1">${this.heading(title)}</div>
      <p>${text}</p>
      ${more ? html`<p class="muted small">${more}</p>` : nothing}
      <button type="button" class="button" part="button" @click=${() => this.#go(to)}>${next}</button>
    </div>`;
  }

  #renderPerson(): unknown {
    const { access } = this.t;
    const { person } = this.page;
    if (!person) return nothing;
    return html`<div class="body">
      <p class="muted small who">${access.signedInAs}</p>
      <div data-title tabindex="-1">${this.heading(person.name)}</div>
      ${this.#renderErrand()} ${accountLines(this.t, person)} ${this.#renderFailure()}
      <div class="actions">
        ${location.origin === this.page.endpoint
          ? nothing
          : html`<a class="button primary" part="button button-primary" href=${this.portalUrl}>${this.t.common.openPortal}</a>`}
        <button type="button" class="button" part="button" aria-disabled=${this.#sending} @click=${this.#signOut}>
          ${icon('sign-out')}${this.#sending ? access.signingOut : access.signOut}
        </button>
      </div>
      <div class="more">
        ${disclosure(access.sessions, this.#sessions.render(this.t, this.format), this.#sessions.read)}
        ${disclosure(
          access.about,
          html`<p>${access.aboutText}</p>
            <p class="muted small">${access.version(version)} · <a href="${this.portalUrl}/a-propos">${access.aboutMore}</a></p>`,
        )}
      </div>
    </div>`;
  }

  #renderErrand(): unknown {
    const { access } = this.t;
    const { handoff } = this.#errand;
    if (!handoff) return nothing;
    if (this.#handedOver === 'refused') return html`<p class="error" role="alert">${icon('alert')}<span>${access.refusedHandoff}</span></p>`;
    const gone = this.#handedOver === 'done' ? access.closeWindow : access.handingOver(new URL(handoff.origin).host);
    return html`<p role="status">${gone}</p>`;
  }

  #renderHelp(): unknown {
    return html`<div class="more">
      ${firstTime(this.t, this.#agency, () => this.#go('forgotten'))}${help(this.t, this.#agency)}
    </div>`;
  }

  #renderFailure(): unknown {
    return html`<div role="alert">
      ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
    </div>`;
  }

  #passwordField(form: SignInForm | NewPasswordForm): unknown {
    const toggle = () => {
      this.#shown = !this.#shown;
      form.password.input.type = this.#shown ? 'text' : 'password';
      if (form instanceof NewPasswordForm) form.again.input.type = form.password.input.type;
      this.requestUpdate();
    };
    return fieldSlots('password', 'password' in this.#errors, reveal(this.t, this.#shown, toggle));
  }

  get #agency() {
    return this.view.bootstrap!.agency; // every screen is drawn after the bootstrap answer
  }
  get #twoSteps(): boolean {
    return this.#agency.signIn === 'two-step';
  }
  #atPortal(view: PageView): boolean {
    return location.origin !== this.page.endpoint && (view.mode !== 'same-site' || this.login === 'redirect');
  }

  /** One form stands in the light DOM, and only while it is on the screen: no field outlives its use. */
  #chooseForm(): void {
    const { view } = this;
    const signsIn = ['identifier', 'password', 'forgotten', 'sent'].includes(this.#screen);
    const wanted =
      view.status !== 'ready' ? undefined
      : this.#screen === 'new-password' ? NewPasswordForm
      : signsIn && !this.page.person && !this.#atPortal(view) ? SignInForm
      : undefined; // prettier-ignore
    if (this.#form && wanted && this.#form instanceof wanted) return;
    this.#form?.own.remove();
    this.#shown = false;
    const on = { submit: () => this.#submit(), edit: (name: string) => this.#edited(name), leave: () => this.#compare() };
    this.#form = wanted && new wanted(this, () => this.t, on);
    if (this.isConnected) this.#form?.own.connect();
  }

  #sayForm(): void {
    if (!this.#form) return;
    const { access } = this.t;
    const [rest, busy] =
      this.#screen === 'new-password' ? [access.keepNew, access.keeping]
      : this.#screen === 'forgotten' ? [access.sendLink, access.sending]
      : this.#screen === 'identifier' && this.#twoSteps ? [access.next, access.next]
      : [access.signIn, access.signingIn]; // prettier-ignore
    this.#form.say(this.t, this.#sending ? busy : rest);
    this.#form.own.submit.setAttribute('aria-disabled', String(this.#sending));
    const sentences = Object.entries(this.#errors).map(([name, key]) => [name, access.field[`${name}.${key}`] ?? access.field.other]);
    this.#form.own.show(Object.fromEntries(sentences) as Record<string, string>);
  }

  #go(screen: Screen): void {
    this.#screen = screen;
    this.#errors = {};
    this.#failure = undefined;
    this.#focusNext = ['sent', 'expired', 'changed'].includes(screen) ? 'title' : 'field';
    this.requestUpdate();
  }

  #edited(name: string): void {
    const { [name]: _gone, ...rest } = this.#errors;
    this.#errors = rest;
    this.requestUpdate();
  }

  #compare(): void {
    const { password, again } = this.#form as NewPasswordForm;
    if (again.input.value && again.input.value !== password.input.value) this.#refuse({ again: 'mismatch' });
  }

  #refuse(errors: Record<string, string>): void {
    this.#errors = errors;
    this.requestUpdate();
  }

  async #submit(): Promise<void> {
    if (this.#sending) return;
    const errors = this.#look();
    if (Object.keys(errors).length > 0) {
      this.#focusNext = 'error';
      return this.#refuse(errors);
    }
    if (this.#screen === 'identifier' && this.#twoSteps) return this.#go('password');
    await this.#send(() => this.#act());
  }

  /** What can be seen to be wrong before asking. */
  #look(): Record<string, string> {
    if (this.#form instanceof NewPasswordForm) {
      const { password, again } = this.#form;
      if (!isAcceptable(password.input.value, this.#agency.passwordPolicy)) return { password: 'too-weak' };
      return again.input.value === password.input.value ? {} : { again: 'mismatch' };
    }
    const { identifier, password } = this.#form as SignInForm;
    const alone = this.#screen === 'forgotten' || (this.#screen === 'identifier' && this.#twoSteps);
    return {
      ...(identifier.input.value.trim() ? {} : { identifier: 'empty' }),
      ...(alone || password.input.value ? {} : { password: 'empty' }),
    };
  }

  async #act(): Promise<void> {
    const { api } = this;
    if (this.#form instanceof NewPasswordForm) {
      const json = { token: this.#errand.token ?? '', password: this.#form.password.input.value };
      await patiently(() => call(api.password.$post({ json })));
      this.#errand = {};
      return this.#go('changed');
    }
    const { identifier, password } = this.#form as SignInForm;
    const json = { identifier: identifier.input.value.trim(), password: password.input.value };
    if (this.#screen === 'forgotten') {
      await call(api.password.forgotten.$post({ json: { identifier: json.identifier } }));
      return this.#go('sent');
    }
    await this.page.signIn(json);
    this.#screen = 'identifier';
    this.#focusNext = 'title';
  }

  /** Sends once, says so on the button, and keeps what was typed when it fails. */
  async #send(act: () => Promise<unknown>): Promise<void> {
    this.#sending = true;
    this.#failure = undefined;
    this.#errors = {};
    this.requestUpdate();
    try {
      await act();
    } catch (error) {
      const { code, fields } = failureOf(error);
      if (fields['token']) this.#go('expired');
      else if (code === 'invalid') this.#errors = fields;
      else this.#failure = code === 'not-allowed' ? this.t.access.cookieRefused : this.t.common.error[code];
      this.#focusNext ??= 'error';
    }
    this.#sending = false;
    this.requestUpdate();
  }

  async #checkLink(token: string): Promise<void> {
    this.#screen = 'new-password';
    const answer = await call(this.api.password.link.$post({ json: { token } })).catch(() => undefined);
    // When the question could not be asked, the form's own answer will tell.
    if (answer && !answer.usable) this.#go('expired');
  }

  readonly #signOut = (): void => {
    if (!this.#sending) void this.#send(async () => {
      await this.page.signOut();
      this.#focusNext = 'title';
    });
  };

  /** At the portal, for an embedding page: as soon as somebody is signed in, the code goes back. */
  #handOver(): void {
    const { handoff } = this.#errand;
    if (!handoff || !this.page.person || this.#handedOver !== 'no') return;
    this.#handedOver = 'asked';
    const { origin, challenge } = handoff;
    call(this.api.handoffs.$post({ json: { origin, challenge } }))
      .then(({ code }) => (giveCode(code, handoff) ? 'done' : 'done'), () => 'refused' as const)
      .then((outcome) => {
        this.#handedOver = outcome as 'done' | 'refused';
        this.requestUpdate();
      });
  }

  /** Before a page cache keeps a picture of the page. */
  readonly #forget = (): void => {
    if (this.#form) this.#form.password.input.value = '';
    if (this.#form instanceof NewPasswordForm) this.#form.again.input.value = '';
  };

  #focusFirst(): void {
    const field = this.#form instanceof SignInForm && this.#screen !== 'password' ? this.#form.identifier : this.#form?.password;
    const target = field?.input ?? this.renderRoot.querySelector<HTMLElement>('.button');
    target?.focus();
    this.scrollIntoView({ block: 'nearest' });
  }

  #focusError(): void {
    for (const name of Object.keys(this.#errors)) {
      const input = this.querySelector<HTMLElement>(`:scope > input[data-palier-own][name="${name}"]`);
      if (input) return input.focus();
    }
  }
}

define('palier-login', PalierLogin);

declare global {
  interface HTMLElementTagNameMap {
    'palier-login': PalierLogin;
  }
}
