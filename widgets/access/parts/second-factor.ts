import { html, nothing } from 'lit';
import type { SecondFactorNeed } from '../../../server/access/contract.ts';
import { call, failureOf, patiently } from '../../shared/api.ts';
import { type FormElement, LazyScreen, type Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { Errand } from '../errand.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/factor.fr.ts';
import type { TotpErrand } from './totp.ts';

export const text = chunkText(fr, () => import('../text/factor.en.ts').then(({ en }) => en));
export const styles = [];

type Way = SecondFactorNeed['ways'][number];
/** One at a time, the easiest first. */
const order: readonly Way[] = ['totp', 'passkey', 'recovery-code'];

/** A password was right; a second factor is to be proved, or set up by an agent who has none. */
class SecondFactor implements Screen {
  readonly #host: FormElement;
  readonly #errand: Errand;
  readonly #codes: Record<'totp' | 'recovery-code', FactorCode>;
  readonly #enrolment: LazyScreen<TotpErrand>;
  #chosen: Way | undefined;
  #enrolling = false;
  #busy = false;
  #failure: string | undefined;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#errand = errand;
    this.#codes = {
      totp: new FactorCode(host, errand, 'totp'),
      'recovery-code': new FactorCode(host, errand, 'recovery-code'),
    };
    this.#enrolment = new LazyScreen(host, () => import('./totp.ts'), {
      codes: errand.recoveryCodes,
      begin: () => call(host.api.session.factor.enrolment.$post()),
      confirm: (code) => this.#confirm(code),
      done: () => errand.entered(),
    });
  }

  get form() {
    const way = this.#way;
    if (this.#enrols) return this.#host.atPortal ? this.#enrolment.screen?.form : undefined;
    return way === 'passkey' ? undefined : this.#codes[way];
  }

  render(): unknown {
    const words = text(this.#host);
    const leave = html`<button type="button" class="link" @click=${this.#leave}>
      ${icon('sign-out')}${words.leave}
    </button>`;
    // The session is open already, and so is the way out elsewhere.
    if (this.#errand.recoveryCodes)
      return html`<div class="body">${this.#host.renderScreen(this.#enrolment)}</div>`;
    if (this.#enrols)
      return html`<div class="body">${this.#renderEnrolment()}${this.#renderFailure()}${leave}</div>`;
    const way = this.#way;
    return html`<div class="body">
      ${this.#host.renderTitle(words.title)}
      <p>${words.why}</p>
      <div class="form">
        ${way === 'passkey' ? this.#renderPasskey() : this.#codes[way].render()}
        ${way === 'recovery-code' || !this.#ways.includes('recovery-code') ? this.#renderNoMore() : nothing}
        <div>
          ${this.#ways
            .filter((other) => other !== way)
            .map(
              (other) =>
                html`<div>
                  <button type="button" class="link" @click=${() => this.#choose(other)}>
                    ${words.way[other]}
                  </button>
                </div>`,
            )}
          ${leave}
        </div>
      </div>
    </div>`;
  }

  #renderEnrolment(): unknown {
    const words = text(this.#host);
    return html`${this.#host.renderTitle(words.enrolTitle)}
      <p>${words.enrolWhy}</p>
      ${
        this.#host.atPortal
          ? this.#host.renderScreen(this.#enrolment)
          : html`<p>${words.enrolAtPortal}</p>
              ${this.#renderPortalLink()}`
      }`;
  }

  #renderPasskey(): unknown {
    const words = text(this.#host);
    if (!this.#host.atPortal)
      return html`<p>${words.passkeyAtPortal}</p>
        ${this.#renderPortalLink()}`;
    return html`<p>${words.passkeyHow}</p>
      ${this.#renderFailure()}
      <button
        type="button"
        class="button primary wide"
        part="button button-primary"
        aria-disabled=${this.#busy}
        @click=${this.#prove}
      >
        ${this.#busy ? words.checking : words.passkeyAct}
      </button>`;
  }

  #renderNoMore(): unknown {
    const words = text(this.#host);
    const phone = this.#host.page.view.bootstrap?.agency.phone;
    return html`<p class="small">
      <span class="muted">${words.noMore}</span>
      <button type="button" class="link" @click=${() => this.#errand.go('assistance', { from: 'factor' })}>
        ${words.ask}
      </button>
      ${
        phone
          ? html`<a class="link" href="tel:${phone.replaceAll(/[^\d+]/g, '')}"
              >${words.call(phone.replaceAll(' ', '\u00a0'))}</a
            >`
          : nothing
      }
    </p>`;
  }

  #renderPortalLink(): unknown {
    return html`<p>
      <a class="button primary" part="button button-primary" href="${this.#host.portalUrl}/connexion"
        >${text(this.#host).openPortal}</a
      >
    </p>`;
  }

  #renderFailure(): unknown {
    return html`<div class="alert" role="alert">
      ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
    </div>`;
  }

  get #need(): SecondFactorNeed | undefined {
    return this.#host.page.view.bootstrap?.awaits;
  }

  get #enrols(): boolean {
    return !!this.#errand.recoveryCodes || this.#enrolling || this.#need?.kind === 'enrol';
  }

  get #ways(): Way[] {
    return order.filter((way) => this.#need?.ways.includes(way));
  }

  get #way(): Way {
    return this.#chosen ?? this.#ways[0] ?? 'totp';
  }

  #choose(way: Way): void {
    this.#chosen = way;
    this.#failure = undefined;
    if (way === 'passkey') this.#host.focusTitle();
    else this.#host.focusField();
  }

  /** The first code opens the session: from now on the recovery codes hold the screen, until they are put away. */
  async #confirm(code: string): Promise<readonly string[]> {
    const { confirmation } = this.#host.api.session.factor.enrolment;
    const { codes } = await patiently(() => call(confirmation.$post({ json: { code } })));
    this.#errand.go('factor', { recoveryCodes: codes });
    return codes;
  }

  readonly #prove = async (): Promise<void> => {
    if (this.#busy) return;
    this.#show(true);
    const { passkey } = this.#host.api.session.factor;
    const { authenticate, sentenceFor } = await import('./passkey.ts');
    try {
      const { options } = await call(passkey.options.$post());
      const response = await authenticate(options);
      await call(passkey.$post({ json: { response } }));
      await this.#errand.entered();
      this.#show(false);
    } catch (error) {
      this.#show(false, sentenceFor(error, this.#host, 'prove'));
    }
  };

  readonly #leave = async (): Promise<void> => {
    const { common } = this.#host.t;
    await this.#host.page.signOut().then(
      () => this.#errand.go(),
      (error: unknown) => this.#show(false, common.error[failureOf(error).code]),
    );
  };

  #show(busy: boolean, failure?: string): void {
    this.#busy = busy;
    this.#failure = failure;
    this.#host.requestUpdate();
  }
}

/** Six digits of an application, or a recovery code. */
class FactorCode extends FormScreen {
  readonly #errand: Errand;
  readonly #way: 'totp' | 'recovery-code';

  constructor(host: FormElement, errand: Errand, way: 'totp' | 'recovery-code') {
    super(host);
    this.#errand = errand;
    this.#way = way;
    this.addField('code', {
      label: () => (way === 'totp' ? text(host).totp : text(host).recovery),
      hint: () => (way === 'totp' ? text(host).totpHint : text(host).recoveryHint),
      ...(way === 'totp' ? { kind: 'code' } : { autocomplete: 'off' }),
    });
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected look(): Errors {
    const code = this.value('code').trim();
    if (!code) return { code: 'empty' };
    return this.#way === 'totp' && code.replaceAll(/\D/g, '').length !== 6 ? { code: 'not-six-digits' } : {};
  }

  protected async act(): Promise<void> {
    const json = { code: this.value('code').trim() };
    const { factor } = this.host.api.session;
    await patiently(() => call(factor[this.#way].$post({ json })));
    await this.#errand.entered();
  }

  protected words(): [string, string] {
    const { check, checking } = text(this.host);
    return [check, checking];
  }

  render(): unknown {
    return html`${this.renderField('code')} ${this.renderSubmit()}`;
  }
}

export const create = (host: FormElement, errand: Errand): Screen => new SecondFactor(host, errand);
