import { html, nothing } from 'lit';
import { call, patiently } from '../shared/api.ts';
import { type FormElement, LazyScreen } from '../shared/form-element.ts';
import type { Errand, Given, SocialErrand, Where } from './errand.ts';
import { type Errors, FormScreen } from './form-screen.ts';
import { Help } from './help.ts';

type Step = 'both' | 'identifier' | 'password';

/** Identifier and password, in one step or two, and beside them every other way in. */
export class SignIn extends FormScreen {
  readonly #errand: Errand;
  readonly #help: Help;
  readonly #social: LazyScreen<SocialErrand>;
  readonly #passkey: LazyScreen<Errand>;
  #step: Step;

  constructor(host: FormElement, errand: Errand) {
    super(host);
    this.#errand = errand;
    this.#help = new Help(host, errand);
    this.#social = new LazyScreen(host, () => import('./parts/social.ts'), { purpose: 'sign-in' });
    this.#passkey = new LazyScreen(host, () => import('./parts/passkey.ts'), errand);
    this.addField('identifier', {
      label: () => host.t.access.identifier,
      hint: () => this.#agency.identifierHint ?? '',
      autocomplete: 'username',
      value: errand.identifier,
    });
    this.addField('password', {
      label: () => host.t.access.password,
      kind: 'secret',
      autocomplete: 'current-password',
    });
    this.#step = this.#first;
  }

  protected look(): Errors {
    return {
      ...(this.#step !== 'password' && !this.value('identifier').trim() && { identifier: 'empty' }),
      ...(this.#step !== 'identifier' && !this.value('password') && { password: 'empty' }),
    };
  }

  protected async act(): Promise<void> {
    if (this.#step === 'identifier') return this.#go('password');
    const json = { identifier: this.#identifier, password: this.value('password') };
    await patiently(() => call(this.host.api.session.$post({ json })));
    await this.#errand.entered();
  }

  protected words(): [string, string] {
    const { access } = this.host.t;
    return this.#step === 'identifier' ? [access.next, access.next] : [access.signIn, access.signingIn];
  }

  override focus(name: string = this.#step === 'password' ? 'password' : 'identifier'): void {
    super.focus(name);
  }

  render(): unknown {
    const { t, page, atPortal } = this.host;
    return html`<div class="body split">
      <div>
        ${this.host.renderTitle(t.access.title)}
        ${page.ended ? html`<p class="ended" role="status">${t.common.error['signed-out']}</p>` : nothing}
        <div class="form">
          ${this.#step === 'password' ? this.#renderChosen() : this.renderField('identifier')}
          ${this.#step === 'identifier' ? nothing : this.renderPassword('password')} ${this.renderSubmit()}
          <button type="button" class="link" @click=${() => this.#leave('recover')}>
            ${t.access.forgotten}
          </button>
        </div>
      </div>
      <div class="more">
        ${
          this.#agency.waysIn.length > 0
            ? html`<p class="small muted">${t.access.firstTime}</p>
                ${this.#agency.waysIn.map(
                  (path) =>
                    html`<button
                      type="button"
                      class="button wide strong"
                      part="button"
                      @click=${() => this.#leave('ways-in', { path })}
                    >
                      ${t.access.wayIn[path]}
                    </button>`,
                )}`
            : nothing
        }
        ${this.#help.render()}
        <div class="others">
          ${
            page.view.bootstrap?.social.length
              ? this.host.renderScreen(
                  this.#social,
                  page.view.bootstrap.social.map(() => html`<div class="bar tall"></div>`),
                )
              : nothing
          }
          ${
            atPortal && 'PublicKeyCredential' in window
              ? this.host.renderScreen(this.#passkey, html`<div class="bar tall"></div>`)
              : nothing
          }
        </div>
      </div>
    </div>`;
  }

  #renderChosen(): unknown {
    return html`<div class="chosen">
      <span>${this.value('identifier')}</span>
      <button type="button" class="link" @click=${() => this.#go('identifier')}>
        ${this.host.t.access.change}
      </button>
    </div>`;
  }

  #leave(where: Where, given?: Given): void {
    this.#errand.go(where, { identifier: this.#identifier, ...given });
  }

  #go(step: Step): void {
    this.#step = step;
    this.refuse({});
    this.host.focusField();
  }

  get #identifier(): string {
    return this.value('identifier').trim();
  }

  get #first(): Step {
    return this.#agency.signIn === 'two-step' ? 'identifier' : 'both';
  }

  get #agency() {
    return this.host.page.view.bootstrap!.agency; // this form is made after the bootstrap answer
  }
}
