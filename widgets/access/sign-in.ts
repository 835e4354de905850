import { html, nothing } from 'lit';
import { call } from '../shared/api.ts';
import type { PalierElement } from '../shared/element.ts';
import type { Text } from '../shared/text/text.ts';
import { FormScreen } from './form-screen.ts';
import { firstTime, help } from './help.ts';

type Step = 'both' | 'identifier' | 'password' | 'forgotten';

/** Identifier and password, in one step or two; the same identifier serves a forgotten password, so it is typed once. */
export class SignIn extends FormScreen {
  #step: Step = 'both';
  readonly #on: { entered(): void; sent(): void };

  constructor(host: PalierElement, on: { entered(): void; sent(): void }) {
    super(host);
    this.#on = on;
    this.addField('identifier', (access) => access.identifier, 'username');
    this.addField('password', (access) => access.password, 'current-password');
    this.#step = this.#first;
  }

  /** From the first step again, with what was typed. */
  restart(): void {
    this.#go(this.#first);
  }

  /** A new password has to be asked for. */
  forgot(): void {
    this.#go('forgotten');
  }

  protected look(): Record<string, string> {
    const asks = {
      identifier: this.#step !== 'password',
      password: this.#step === 'both' || this.#step === 'password',
    };
    return {
      ...(asks.identifier && !this.value('identifier').trim() && { identifier: 'empty' }),
      ...(asks.password && !this.value('password') && { password: 'empty' }),
    };
  }

  protected async act(): Promise<void> {
    const [identifier, password] = [this.value('identifier').trim(), this.value('password')];
    if (this.#step === 'identifier') return this.#go('password');
    if (this.#step === 'forgotten') {
      await call(this.host.api.password.forgotten.$post({ json: { identifier } }));
      return this.#on.sent();
    }
    await this.host.page.signIn({ identifier, password });
    this.#on.entered();
  }

  protected words(access: Text['access']): [string, string] {
    if (this.#step === 'identifier') return [access.next, access.next];
    return this.#step === 'forgotten' ? [access.sendLink, access.sending] : [access.signIn, access.signingIn];
  }

  override focus(name = this.#step === 'password' ? 'password' : 'identifier'): void {
    super.focus(name);
  }

  render(): unknown {
    return this.#step === 'forgotten' ? this.#renderForgotten() : this.#renderSignIn();
  }

  #renderSignIn(): unknown {
    const { access } = this.host.t;
    return html`<div class="body split">
      <div>
        ${this.host.heading(access.title)}
        <div class="form">
          ${this.#step === 'password' ? this.#renderChosen() : this.renderField('identifier')}
          ${this.#step === 'identifier' ? nothing : this.renderPassword('password')} ${this.renderSubmit()}
          <button type="button" class="link" @click=${() => this.#go('forgotten')}>
            ${access.forgotten}
          </button>
        </div>
      </div>
      <div class="more">
        ${firstTime(this.host.t, this.#agency, () => this.#go('forgotten'))}${help(this.host.t, this.#agency)}
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

  #renderForgotten(): unknown {
    const { access } = this.host.t;
    return html`<div class="body split">
      <div>
        ${this.host.heading(access.forgottenTitle)}
        <p>${access.forgottenHow}</p>
        <div class="form">
          ${this.renderField('identifier')} ${this.renderSubmit()}
          <button type="button" class="link" @click=${() => this.restart()}>${access.backToSignIn}</button>
        </div>
      </div>
      <div class="more">${help(this.host.t, this.#agency)}</div>
    </div>`;
  }

  #go(step: Step): void {
    this.#step = step;
    this.refuse({});
    void this.host.updateComplete.then(() => this.focus());
  }

  get #first(): Step {
    return this.#agency.signIn === 'two-step' ? 'identifier' : 'both';
  }

  get #agency() {
    return this.host.page.view.bootstrap!.agency; // this form is made after the bootstrap answer
  }
}
