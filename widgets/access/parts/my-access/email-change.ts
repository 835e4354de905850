import { html, nothing } from 'lit';
import { call, failureOf } from '../../../shared/api.ts';
import type { FormElement, Screen } from '../../../shared/form-element.ts';
import { icon } from '../../../shared/icons.ts';
import { chunkText } from '../../../shared/text/chunk-text.ts';
import { fr } from '../../text/email-change.fr.ts';

export const emailChangeText = chunkText(fr, () =>
  import('../../text/email-change.en.ts').then(({ en }) => en),
);

type At = 'looking' | 'asked' | 'signed-out' | 'done' | 'expired';

/** Behind the links of an address change: only the button does anything, since mail scanners open links. */
class EmailChange implements Screen {
  readonly #host: FormElement;
  readonly #undoes: boolean;
  readonly #token: string;
  #at: At = 'looking';
  #email = '';
  #busy = false;
  #failure: string | undefined;

  constructor(host: FormElement) {
    this.#host = host;
    const fragment = location.hash.slice(1);
    this.#undoes = fragment.startsWith('annuler=');
    this.#token = fragment.replace('annuler=', '');
    history.replaceState(history.state, '', location.pathname);
    void this.#look();
  }

  render(): unknown {
    const words = emailChangeText(this.#host);
    const { common } = this.#host.t;
    if (this.#at === 'looking') return html`<p class="body muted" role="status">${common.loading}</p>`;
    if (this.#at !== 'asked') return this.#renderEnd(this.#at);
    const [title, how, act] = this.#undoes
      ? [words.undoTitle, words.undoHow, words.undo]
      : [words.confirmTitle, this.#email && words.confirmHow(this.#email), words.confirm];
    return html`<div class="body">
      ${this.#host.renderTitle(title)}
      <p>${how}</p>
      <div class="alert" role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
      </div>
      <button
        type="button"
        class=${this.#undoes ? 'button danger' : 'button primary'}
        part=${this.#undoes ? 'button' : 'button button-primary'}
        aria-disabled=${this.#busy}
        @click=${this.#act}
      >
        ${this.#busy ? words.sending : act}
      </button>
    </div>`;
  }

  #renderEnd(at: 'signed-out' | 'done' | 'expired'): unknown {
    const words = emailChangeText(this.#host);
    const [title, how] =
      at === 'signed-out' ? [words.confirmTitle, words.signIn(this.#email)]
      : at === 'expired' ? [words.expiredTitle, this.#undoes ? words.undoExpired : words.expired]
      : this.#undoes ? [words.undoneTitle, words.undone]
      : [words.confirmedTitle, words.confirmed]; // prettier-ignore
    return html`<div class="body">
      ${this.#host.renderTitle(title)}
      <p>${how}</p>
      <a
        class="button primary"
        part="button button-primary"
        href="${this.#host.portalUrl}${at === 'signed-out' ? '/mon-acces' : ''}"
      >
        ${at === 'signed-out' ? words.openAccess : words.open}
      </a>
    </div>`;
  }

  /** A link that no longer serves is said at once. When it cannot be asked, the button's answer will tell. */
  async #look(): Promise<void> {
    const json = { token: this.#token };
    this.#at = await call(this.#host.api['email-changes'].link.$post({ json })).then(
      ({ usable, email, asksSession }) => {
        this.#email = email ?? '';
        if (!usable) return 'expired';
        return asksSession ? 'signed-out' : 'asked';
      },
      (error: unknown) => (failureOf(error).code === 'invalid' ? 'expired' : 'asked'),
    );
    this.#host.requestUpdate();
  }

  readonly #act = async (): Promise<void> => {
    if (this.#busy) return;
    this.#show(true);
    const json = { token: this.#token };
    const { confirmation, undo } = this.#host.api['email-changes'];
    try {
      await call(this.#undoes ? undo.$post({ json }) : confirmation.$post({ json }));
      this.#end('done');
      await this.#host.page.refresh();
    } catch (error) {
      const { code } = failureOf(error);
      if (code === 'invalid' || code === 'not-found') this.#end('expired');
      else if (code === 'signed-out') this.#end('signed-out');
      else this.#show(false, this.#host.t.common.error[code]);
    }
  };

  #end(at: 'signed-out' | 'done' | 'expired'): void {
    this.#at = at;
    this.#show(false);
    this.#host.focusTitle();
  }

  #show(busy: boolean, failure?: string): void {
    this.#busy = busy;
    this.#failure = failure;
    this.#host.requestUpdate();
  }
}

const known = new WeakMap<FormElement, EmailChange>();

/** The same for whoever is signed in, and after: an undo signs everybody out, and has something to say. */
export const emailChange = (host: FormElement): Screen => {
  const before = known.get(host);
  // Another link was opened in the same tab.
  const change = before && location.hash.length < 2 ? before : new EmailChange(host);
  known.set(host, change);
  return change;
};
