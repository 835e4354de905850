import { css, html, nothing } from 'lit';
import { call, patiently } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { Errand } from '../errand.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/assistance.fr.ts';

const words = chunkText(fr, () => import('../text/assistance.en.ts').then(({ en }) => en));
export const text = words;

/** « Je n'y arrive pas » : asked without signing in. The answer is the same whoever asks. */
export const create = (host: FormElement, errand: Errand): Screen => new Assistance(host, errand);

class Assistance implements Screen {
  readonly #host: FormElement;
  readonly #errand: Errand;
  readonly #request: Request;
  #sent = false;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#errand = errand;
    this.#request = new Request(host, errand, () => {
      this.#sent = true;
      host.focusTitle();
    });
  }

  get form(): FormScreen | undefined {
    return this.#sent ? undefined : this.#request;
  }

  render(): unknown {
    if (!this.#sent) return this.#request.render();
    const w = words(this.#host);
    const { name, hours } = this.#host.page.view.bootstrap!.agency; // drawn after the bootstrap answer
    return html`<div class="body message">
      <div class="sign done">${icon('check')}</div>
      ${this.#host.renderTitle(w.sentTitle)}
      <p role="status">${w.sent(name)}</p>
      ${
        hours.length > 0
          ? html`<p class="muted">
              ${w.hours}${hours.map((line) => html`<span class="line">${line}</span>`)}
            </p>`
          : nothing
      }
      <button type="button" class="button" part="button" @click=${() => this.#errand.go('sign-in')}>
        ${w.finish}
      </button>
    </div>`;
  }
}

const looksLikePhone = /^[+\d][\d\s().-]{5,}$/;

class Request extends FormScreen {
  readonly #errand: Errand;
  readonly #done: () => void;

  constructor(host: FormElement, errand: Errand, done: () => void) {
    super(host);
    this.#errand = errand;
    this.#done = done;
    const w = () => words(host);
    // What was typed at the door stands where it belongs: in « Courriel », or as what the agency knows them by.
    const { identifier = '' } = errand;
    const isEmail = identifier.includes('@');
    this.addField('name', { label: () => w().name, autocomplete: 'name' });
    this.addField('reference', {
      label: () => w().reference,
      hint: () => w().referenceHint,
      optional: true,
      value: isEmail ? '' : identifier,
    });
    this.addField('phone', { label: () => w().phone, hint: () => w().phoneHint, kind: 'tel' });
    this.addField('email', {
      label: () => w().email,
      kind: 'email',
      optional: true,
      value: isEmail ? identifier : '',
    });
    this.addField('message', {
      label: () => w().message,
      hint: () => w().messageHint,
      kind: 'area',
      optional: true,
    });
  }

  protected look(): Errors {
    const phone = this.value('phone').trim();
    const email = this.value('email').trim();
    return {
      ...(!this.value('name').trim() && { name: 'empty' }),
      ...(!looksLikePhone.test(phone) && { phone: phone ? 'not-a-phone' : 'empty' }),
      ...(email && !/^\S+@\S+\.\S+$/.test(email) && { email: 'not-an-email' }),
    };
  }

  protected async act(): Promise<void> {
    const json = {
      name: this.value('name').trim(),
      reference: this.value('reference').trim(),
      phone: this.value('phone').trim(),
      email: this.value('email').trim(),
      message: this.value('message').trim(),
    };
    await patiently(() => call(this.host.api.assistance.$post({ json })));
    this.#done();
  }

  protected words(): [string, string] {
    const w = words(this.host);
    return [w.send, w.sending];
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...words(this.host).field };
  }

  render(): unknown {
    const w = words(this.host);
    const { from = 'sign-in' } = this.#errand;
    return html`<div class="body">
      ${this.host.renderTitle(w.title)}
      <p>${w.how}</p>
      <div class="form">
        ${Object.keys(this.fields).map((name) => this.renderField(name))} ${this.renderSubmit()}
        <button type="button" class="link" @click=${() => this.#errand.go(from)}>${w.back}</button>
      </div>
    </div>`;
  }
}

export const styles = [
  css`
    .message {
      display: grid;
      justify-items: start;
    }
    .message p {
      margin-block-end: calc(1.5 * var(--_space));
    }
    .line {
      display: block;
    }
    .sign {
      display: grid;
      place-items: center;
      margin-block-end: calc(1.5 * var(--_space));
      inline-size: var(--_target);
      block-size: var(--_target);
      border-radius: 50%;
      color: var(--_success);
      background: color-mix(in oklab, var(--_success) 10%, var(--_surface));
    }
  `,
];
