import { css, html, nothing, svg } from 'lit';
import { call } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import type { Errand } from '../errand.ts';
import { authenticate, sentenceFor, text } from './webauthn.ts';

export { authenticate, register, sentenceFor, text } from './webauthn.ts';
export const styles = [
  css`
    .by-passkey {
      margin-block: var(--_space);
    }
    .by-passkey .alert {
      margin-block-start: var(--_space);
    }
  `,
];

const key = svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="M8 15.5m-4 0a4 4 0 1 0 8 0 4 4 0 1 0-8 0M11 12.5 19.5 4M16 7.5l3 3M14 9.5l2 2"></path></svg>`;

/** « Se connecter avec une clé d'accès » : at the portal alone, whose name the passkey bears. */
class PasskeyDoor implements Screen {
  readonly #host: FormElement;
  readonly #errand: Errand;
  #busy = false;
  #failure: string | undefined;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#errand = errand;
  }

  render(): unknown {
    const words = text(this.#host);
    return html`<div class="by-passkey">
      <button
        type="button"
        class="button wide"
        part="button"
        aria-disabled=${this.#busy}
        @click=${this.#enter}
      >
        ${key}${this.#busy ? words.waiting : words.signIn}
      </button>
      <div class="alert" role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
      </div>
    </div>`;
  }

  readonly #enter = async (): Promise<void> => {
    if (this.#busy) return;
    this.#show(true);
    const { passkey } = this.#host.api.session;
    try {
      const { options } = await call(passkey.options.$post());
      const response = await authenticate(options);
      await call(passkey.$post({ json: { response } }));
      await this.#errand.entered();
      this.#show(false);
    } catch (error) {
      this.#show(false, sentenceFor(error, this.#host, 'sign-in'));
    }
  };

  #show(busy: boolean, failure?: string): void {
    this.#busy = busy;
    this.#failure = failure;
    this.#host.requestUpdate();
  }
}

export const create = (host: FormElement, errand: Errand): Screen => new PasskeyDoor(host, errand);
