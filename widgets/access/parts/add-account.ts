import { css, html, nothing } from 'lit';
import type {
  FirstConnection,
  FirstConnectionAnswer,
} from '../../../server/access/first-connection/contract.ts';
import { call, patiently } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/join.fr.ts';

export const text = chunkText(fr, () => import('../text/join.en.ts').then(({ en }) => en));

/** Back to where one came from. */
export interface JoinErrand {
  go(): unknown;
}

/** « Ajouter un compte » : its identifier and code, a second proof where the code is weak, then both are there. */
class AddAccount implements Screen {
  readonly #host: FormElement;
  readonly #errand: JoinErrand;
  #form: FormScreen | undefined;
  /** A step that only the whole first connection can take. */
  #stuck = false;

  constructor(host: FormElement, errand: JoinErrand) {
    this.#host = host;
    this.#errand = errand;
    this.#form = new Begin(host, (answer) => this.#go(answer));
  }

  get form(): FormScreen | undefined {
    return this.#form;
  }

  render(): unknown {
    const words = text(this.#host);
    const { access, common } = this.#host.t;
    if (this.#stuck)
      return html`<div class="body">
        ${this.#host.renderTitle(words.title)}
        <p>${words.finish}</p>
        <a
          class="button primary"
          part="button button-primary"
          href="${this.#host.portalUrl}/premiere-connexion"
          >${words.finishThere}</a
        >
      </div>`;
    if (!this.#form)
      return html`<div class="body">
        ${this.#host.renderTitle(html`${icon('check')} ${words.done}`)}
        <p>${words.doneHow}</p>
        <ul class="joined">
          ${this.#host.page.person?.accounts.map(
            ({ role, label, identifier }) =>
              html`<li>
                ${common.role[role]}
                <div class="muted small">${label} · ${access.account(identifier)}</div>
              </li>`,
          )}
        </ul>
        <button
          type="button"
          class="button primary"
          part="button button-primary"
          @click=${() => this.#errand.go()}
        >
          ${words.close}
        </button>
      </div>`;
    return html`<div class="body">
      ${this.#host.renderTitle(words.title)} ${this.#form.render()}
      <button type="button" class="link" @click=${this.#cancel}>${words.cancel}</button>
    </div>`;
  }

  async #go({ connection, person }: FirstConnectionAnswer): Promise<void> {
    const proof = connection?.step === 'second-proof' ? connection.secondProof : null;
    this.#stuck = connection !== null && !proof;
    this.#form = proof ? new Proof(this.#host, proof, (answer) => this.#go(answer)) : undefined;
    if (person) await this.#host.page.refresh();
    if (this.#form) this.#host.focusField();
    else this.#host.focusTitle();
  }

  readonly #cancel = (): void => {
    // Whether the server heard it or not: it forgets by itself.
    if (this.#form instanceof Proof)
      void call(this.#host.api['first-connection'].$delete()).catch(() => undefined);
    this.#errand.go();
  };
}

abstract class JoinForm extends FormScreen {
  protected readonly next: (answer: FirstConnectionAnswer) => Promise<void>;

  constructor(host: FormElement, next: (answer: FirstConnectionAnswer) => Promise<void>) {
    super(host);
    this.next = next;
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected look(): Errors {
    return Object.fromEntries(
      Object.keys(this.fields).flatMap((name) => (this.value(name).trim() ? [] : [[name, 'empty']])),
    );
  }
}

class Begin extends JoinForm {
  constructor(host: FormElement, next: (answer: FirstConnectionAnswer) => Promise<void>) {
    super(host, next);
    const words = () => text(host);
    this.addField('identifier', {
      label: () => words().identifier,
      hint: () => host.page.view.bootstrap?.agency.identifierHint ?? '',
      autocomplete: 'off',
    });
    this.addField('secret', {
      label: () => words().secret,
      hint: () => words().secretHint,
      autocomplete: 'off',
    });
  }

  protected async act(): Promise<void> {
    const json = {
      path: 'first-connection' as const,
      identifier: this.value('identifier').trim(),
      secret: this.value('secret').trim(),
      join: true,
    };
    await this.next(await patiently(() => call(this.host.api['first-connection'].$post({ json }))));
  }

  protected words(): [string, string] {
    const { next, checking } = text(this.host);
    return [next, checking];
  }

  render(): unknown {
    return html`<p>${text(this.host).how}</p>
      <div class="form">
        ${this.renderField('identifier')} ${this.renderField('secret')} ${this.renderSubmit()}
      </div>`;
  }
}

class Proof extends JoinForm {
  readonly #proof: NonNullable<FirstConnection['secondProof']>;

  constructor(
    host: FormElement,
    proof: NonNullable<FirstConnection['secondProof']>,
    next: (answer: FirstConnectionAnswer) => Promise<void>,
  ) {
    super(host, next);
    this.#proof = proof;
    const words = () => text(host);
    if (proof.kind === 'mailed-code') this.addField('code', { label: () => words().code, kind: 'code' });
    else {
      this.addField('lastName', { label: () => words().lastName, autocomplete: 'off' });
      this.addField('postcode', { label: () => words().postcode, autocomplete: 'off' });
    }
  }

  protected override look(): Errors {
    const empty = super.look();
    const digits = this.value('code').replaceAll(/\D/g, '').length;
    return this.#proof.kind === 'mailed-code' && !empty['code'] && digits !== 6
      ? { code: 'not-six-digits' }
      : empty;
  }

  protected async act(): Promise<void> {
    const json =
      this.#proof.kind === 'mailed-code'
        ? { code: this.value('code') }
        : { lastName: this.value('lastName').trim(), postcode: this.value('postcode').trim() };
    const { proof } = this.host.api['first-connection'];
    await this.next(await patiently(() => call(proof.$post({ json }))));
  }

  protected words(): [string, string] {
    const { add, adding } = text(this.host);
    return [add, adding];
  }

  render(): unknown {
    const words = text(this.host);
    return html`<p role="status">
        ${this.#proof.kind === 'mailed-code' ? words.mailed(this.#proof.to) : words.paper}
      </p>
      <div class="form">
        ${Object.keys(this.fields).map((name) => this.renderField(name))} ${this.renderSubmit()}
      </div>`;
  }
}

export const styles = [
  css`
    .joined {
      display: grid;
      gap: var(--_space);
      margin-block-end: calc(3 * var(--_space));
    }
    .title > .icon {
      vertical-align: text-bottom;
      color: var(--_success);
    }
  `,
];

export const create = (host: FormElement, errand: JoinErrand): Screen => new AddAccount(host, errand);
