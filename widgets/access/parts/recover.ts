import { css, html, nothing } from 'lit';
import { call, failureOf, patiently } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { linkKey, remember } from '../../shared/tab-memory.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { Errand } from '../errand.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { Help } from '../help.ts';
import { fr } from '../text/recover.fr.ts';
import { PasswordScreen, passwordStyles, passwordText } from './password-screen.ts';

const words = chunkText(fr, () => import('../text/recover.en.ts').then(({ en }) => en));

export const text = {
  load: (language: 'fr' | 'en') => Promise.all([words.load(language), passwordText.load(language)]),
};

/** A forgotten password: asked for, mailed, chosen anew. The answer is the same whoever asks. */
export const create = (host: FormElement, errand: Errand): Screen => new Recovery(host, errand);

type At = 'ask' | 'sent' | 'choose' | 'changed' | 'expired';

class Recovery implements Screen {
  readonly #host: FormElement;
  readonly #errand: Errand;
  readonly #help: Help;
  readonly #ask: Ask;
  readonly #choose: Choose | undefined;
  #at: At;
  #againFrom = 0;
  /** What became of a mail asked for again. */
  #again: string | undefined;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#errand = errand;
    this.#help = new Help(host, errand);
    this.#ask = new Ask(host, errand, () => this.#send());
    this.#choose = errand.fragment ? new Choose(host, errand.fragment, (at) => this.#go(at)) : undefined;
    this.#at = this.#choose ? 'choose' : 'ask';
  }

  get form(): FormScreen | undefined {
    return { ask: this.#ask, choose: this.#choose, sent: undefined, changed: undefined, expired: undefined }[
      this.#at
    ];
  }

  render(): unknown {
    if (this.#at === 'sent') return this.#renderSent();
    if (this.#at === 'changed' || this.#at === 'expired') return this.#renderOutcome(this.#at);
    return this.#at === 'choose' ? this.#choose?.render() : this.#ask.render(this.#help);
  }

  async #send(): Promise<void> {
    await call(this.#host.api.password.forgotten.$post({ json: { identifier: this.#ask.identifier } }));
    this.#againFrom = Date.now() + 60_000;
    if (this.#at === 'ask') this.#go('sent');
  }

  readonly #sendAgain = async (): Promise<void> => {
    if (this.#host.secondsTo(this.#againFrom) > 0) return;
    const { common } = this.#host.t;
    this.#again = await this.#send().then(
      () => words(this.#host).againDone,
      (error: unknown) => common.error[failureOf(error).code],
    );
    this.#host.requestUpdate();
  };

  /** One screen for everybody, with every way on: nothing of it says whether the identifier is known. */
  #renderSent(): unknown {
    const w = words(this.#host);
    const { phone, waysIn } = this.#host.page.view.bootstrap!.agency;
    const left = this.#host.secondsTo(this.#againFrom);
    const path = waysIn.find((way) => way !== 'tenant-registration');
    return html`<div class="body message">
      <div class="sign">${icon('mail')}</div>
      ${this.#host.renderTitle(w.sentTitle)}
      <p>${w.sent(this.#ask.identifier)}</p>
      ${this.#host.renderTitle(w.nothing, 1)}
      <p>${w.nothingHow}</p>
      <div class="ways">
        <button
          type="button"
          class="button"
          part="button"
          aria-disabled=${left > 0}
          @click=${this.#sendAgain}
        >
          ${left > 0 ? w.againIn(left) : w.again}
        </button>
        <p class="small" role="status">${this.#again ?? nothing}</p>
        <button type="button" class="button" part="button" @click=${() => this.#go('ask')}>${w.other}</button>
        ${
          path
            ? html`<button
                type="button"
                class="button"
                part="button"
                @click=${() => this.#errand.go('ways-in', { path, identifier: this.#ask.identifier })}
              >
                ${w.letter}
              </button>`
            : nothing
        }
        <button
          type="button"
          class="button"
          part="button"
          @click=${() => this.#errand.go('assistance', { identifier: this.#ask.identifier, from: 'recover' })}
        >
          ${w.assistance}
        </button>
        ${
          phone
            ? html`<a class="button" part="button" href="tel:${phone.replaceAll(/[^\d+]/g, '')}"
                >${w.call(phone.replaceAll(' ', '\u00a0'))}</a
              >`
            : nothing
        }
        <button
          type="button"
          class="link"
          @click=${() => this.#errand.go('sign-in', { identifier: this.#ask.identifier })}
        >
          ${w.back}
        </button>
      </div>
    </div>`;
  }

  #renderOutcome(at: 'changed' | 'expired'): unknown {
    const w = words(this.#host);
    const { common } = this.#host.t;
    const expired = at === 'expired';
    return html`<div class="body message">
      <div class="sign ${at}">${icon(expired ? 'alert' : 'check')}</div>
      ${this.#host.renderTitle(expired ? w.expiredTitle : w.changedTitle)}
      <p>${expired ? w.expired : w.changed}</p>
      <button
        type="button"
        class="button primary"
        part="button button-primary"
        @click=${() => (expired ? this.#go('ask') : this.#errand.go('sign-in'))}
      >
        ${expired ? w.askAgain : common.signIn}
      </button>
    </div>`;
  }

  #go(at: At): void {
    // The link has served, or never will.
    remember(linkKey, null);
    this.#at = at;
    this.#again = undefined;
    this.#host.focusTitle();
  }
}

class Ask extends FormScreen {
  readonly #errand: Errand;
  readonly #send: () => Promise<void>;

  constructor(host: FormElement, errand: Errand, send: () => Promise<void>) {
    super(host);
    this.#errand = errand;
    this.#send = send;
    const { identifier } = errand;
    this.addField('identifier', {
      label: () => host.t.access.identifier,
      hint: () => host.page.view.bootstrap?.agency.identifierHint ?? '',
      autocomplete: 'username',
      value: identifier,
    });
  }

  get identifier(): string {
    return this.value('identifier').trim();
  }

  protected look(): Errors {
    return this.identifier ? {} : { identifier: 'empty' };
  }

  protected act(): Promise<void> {
    return this.#send();
  }

  protected words(): [string, string] {
    const w = words(this.host);
    return [w.send, w.sending];
  }

  render(help?: Help): unknown {
    const w = words(this.host);
    return html`<div class="body split">
      <div>
        ${this.host.renderTitle(w.title)}
        <p>${w.how}</p>
        <div class="form">
          ${this.renderField('identifier')} ${this.renderSubmit()}
          <button
            type="button"
            class="link"
            @click=${() => this.#errand.go('sign-in', { identifier: this.identifier })}
          >
            ${w.back}
          </button>
        </div>
      </div>
      <div class="more">${help?.render()}</div>
    </div>`;
  }
}

/** Behind a mailed link. */
class Choose extends PasswordScreen {
  readonly #token: string;
  readonly #done: (outcome: 'changed' | 'expired') => void;

  constructor(host: FormElement, token: string, done: (outcome: 'changed' | 'expired') => void) {
    super(host);
    this.#token = token;
    this.#done = done;
    this.addNewPassword();
    void this.#checkLink();
  }

  protected async act(): Promise<void> {
    const json = { token: this.#token, password: this.value('password') };
    try {
      await patiently(() => call(this.host.api.password.$post({ json })));
      this.#done('changed');
    } catch (error) {
      if (!('token' in failureOf(error).fields)) throw error;
      this.#done('expired');
    }
  }

  protected words(): [string, string] {
    const w = words(this.host);
    return [w.keep, w.keeping];
  }

  render(): unknown {
    return html`<div class="body">
      ${this.host.renderTitle(words(this.host).newTitle)}
      <div class="form">${this.renderNewPassword()} ${this.renderSubmit()}</div>
    </div>`;
  }

  /** Before anyone types: a link that no longer serves is said at once. When it cannot be asked, the answer will tell. */
  async #checkLink(): Promise<void> {
    const json = { token: this.#token };
    const usable = await call(this.host.api.password.link.$post({ json })).then(
      (answer) => answer.usable,
      // A token that was cut on its way is no token.
      (error: unknown) => failureOf(error).code !== 'invalid',
    );
    if (!usable) this.#done('expired');
  }
}

export const styles = [
  passwordStyles,
  css`
    .message {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: start;
      overflow-wrap: anywhere;
    }
    .message p {
      margin-block-end: calc(1.5 * var(--_space));
    }
    .ways {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      justify-items: stretch;
      gap: var(--_space);
      inline-size: 100%;
      max-inline-size: calc(26 * var(--palier-u));
    }
    .ways p {
      margin: 0;
    }
    .ways .link {
      justify-self: start;
    }
    .sign {
      display: grid;
      place-items: center;
      margin-block-end: calc(1.5 * var(--_space));
      inline-size: var(--_target);
      block-size: var(--_target);
      border-radius: 50%;
      color: var(--_ink);
      background: color-mix(in oklab, var(--_ink) 10%, var(--_surface));
    }
    .sign.expired {
      color: var(--_warning);
      background: color-mix(in oklab, var(--_warning) 10%, var(--_surface));
    }
    .sign.changed {
      color: var(--_success);
      background: color-mix(in oklab, var(--_success) 10%, var(--_surface));
    }
  `,
];
