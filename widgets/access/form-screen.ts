import { html, nothing } from 'lit';
import { type Failure, failureOf } from '../shared/api.ts';
import type { FormElement, Screen } from '../shared/form-element.ts';
import { icon } from '../shared/icons.ts';
import { type Field, OwnForm } from './own-form.ts';

/** What is wrong, as message keys by field. */
export type Errors = Record<string, string>;

/** How a field is asked for. Sentences are functions: the page may change its language. */
export interface Ask {
  label: () => string;
  /** `secret`: a password, hidden, forgotten as soon as the screen is left. `code`: six digits of a message. */
  kind?: keyof typeof kinds;
  /** « given-name », « street-address »…: what browsers fill in. */
  autocomplete?: string;
  /** Stands between the label and the field. */
  hint?: () => string;
  /** Of a `choice`: value and words. */
  options?: () => [value: string, words: string][];
  optional?: boolean;
  /** Good once: forgotten with the passwords. */
  once?: boolean;
  value?: string | undefined;
}

const kinds = {
  text: { type: 'text' },
  secret: { type: 'password' },
  email: { type: 'email', inputmode: 'email', autocomplete: 'email' },
  tel: { type: 'tel', autocomplete: 'tel' },
  code: { type: 'text', inputmode: 'numeric', autocomplete: 'one-time-code' },
  area: { rows: '4' },
  choice: {},
};

/** A screen with a form in the light DOM: what is wrong with it, whether it travels, and how its fields are drawn. */
export abstract class FormScreen implements Screen {
  readonly own: OwnForm;
  protected readonly host: FormElement;
  protected readonly fields: Record<string, Field> = {};
  protected sending = false;
  #asks: Record<string, Ask> = {};
  #errors: Errors = {};
  /** A sentence for what concerns none of the fields. */
  #failure: string | undefined;
  #shown = false;
  #capsLock: string | undefined;

  constructor(host: FormElement) {
    this.host = host;
    this.own = new OwnForm(host, () => void this.#submit());
  }

  get form(): this {
    return this;
  }

  /** What can be seen to be wrong before asking, by field. */
  protected abstract look(): Errors;
  /** Asks the server; throws what it refuses. */
  protected abstract act(): Promise<unknown>;
  /** What the button says, at rest and on its way. */
  protected abstract words(): [rest: string, busy: string];
  abstract render(): unknown;

  /** Sentences by `field.key`, then by `key` alone. A chunk adds its own. */
  protected get fieldWords(): Record<string, string> {
    return this.host.t.access.field;
  }

  protected value(name: string): string {
    return this.fields[name]?.input.value ?? '';
  }

  protected addField(name: string, ask: Ask): void {
    const { kind = 'text', autocomplete, optional, value } = ask;
    const attributes = {
      ...kinds[kind],
      ...(autocomplete && { autocomplete }),
      ...(!optional && { required: '' }),
    };
    const tag = kind === 'choice' ? 'select' : kind === 'area' ? 'textarea' : 'input';
    const field = this.own.addField(name, attributes, tag);
    this.fields[name] = field;
    this.#asks[name] = ask;
    this.#fillOptions(name);
    if (value) field.input.value = value;
    field.input.addEventListener('input', () => {
      const { [name]: _corrected, ...rest } = this.#errors;
      this.refuse(rest);
    });
    // Said on leaving the field; not before what was pressed has been pressed, or it would move from under the finger.
    field.input.addEventListener('blur', () => setTimeout(() => this.#check(name), 200));
    if (kind === 'secret') this.#watchCapsLock(name, field);
  }

  /** Writes the sentences of the light DOM; called before each drawing. */
  say(): void {
    for (const [name, { label, hint }] of Object.entries(this.fields)) {
      const ask = this.#asks[name];
      this.own.say(label, ask?.label() ?? '');
      this.own.say(hint, this.#capsLock === name ? this.host.t.access.capsLock : (ask?.hint?.() ?? ''));
      this.#fillOptions(name);
    }
    const [rest, busy] = this.words();
    this.own.say(this.own.submit, this.sending ? busy : rest);
    this.own.submit.setAttribute('aria-disabled', String(this.sending));
    const words = this.fieldWords;
    const sentences = Object.entries(this.#errors).map(([name, key]) => [
      name,
      words[`${name}.${key}`] ?? words[key] ?? words['other'],
    ]);
    this.own.show(Object.fromEntries(sentences) as Errors);
  }

  focus(name = Object.keys(this.fields)[0] ?? ''): void {
    this.fields[name]?.input.focus();
  }

  /** No password stays in a picture of the page. */
  forget(): void {
    for (const [name, { input }] of Object.entries(this.fields))
      if (this.#asks[name]?.kind === 'secret' || this.#asks[name]?.once) input.value = '';
  }

  protected refuse(errors: Errors): void {
    this.#errors = errors;
    this.#failure = undefined;
    this.host.requestUpdate();
  }

  protected renderField(name: string, beside: unknown = nothing): unknown {
    const hint = html`<slot name="${name}-hint"></slot>`;
    const above = this.#asks[name]?.hint;
    return html`<div class="field" part="field">
      <slot name="${name}-label"></slot>
      ${above ? hint : nothing}
      <div class="entry"><slot name="${name}-input"></slot>${beside}</div>
      ${above ? nothing : hint}
      <div class="error" part="error">
        ${name in this.#errors ? icon('alert') : nothing}<slot name="${name}-error"></slot>
      </div>
    </div>`;
  }

  /** A password with « Afficher » beside it. */
  protected renderPassword(name: string): unknown {
    const { access } = this.host.t;
    const toggle = () => {
      this.#shown = !this.#shown;
      for (const input of this.#secrets) input.setAttribute('type', this.#shown ? 'text' : 'password');
      this.host.requestUpdate();
    };
    return this.renderField(
      name,
      html`<button
        type="button"
        class="reveal"
        aria-pressed=${this.#shown}
        aria-label=${this.#shown ? access.hidePassword : access.showPassword}
        @click=${toggle}
      >
        ${icon(this.#shown ? 'eye-off' : 'eye')}<span>${this.#shown ? access.hide : access.show}</span>
      </button>`,
    );
  }

  protected renderSubmit(): unknown {
    return html`<div>
      <div class="alert" role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
      </div>
      <slot name="submit"></slot>
    </div>`;
  }

  get #secrets() {
    return Object.entries(this.fields).flatMap(([name, { input }]) =>
      this.#asks[name]?.kind === 'secret' ? input : [],
    );
  }

  #fillOptions(name: string): void {
    const { input } = this.fields[name] ?? {};
    if (!(input instanceof HTMLSelectElement)) return;
    for (const [index, [value, words]] of (this.#asks[name]?.options?.() ?? []).entries()) {
      const option = input.options[index] ?? document.createElement('option');
      option.value = value;
      this.own.say(option, words);
      if (!option.parentNode) input.append(option);
    }
  }

  #check(name: string): void {
    const { input } = this.fields[name] ?? {};
    const wrong = input?.value && input.isConnected && !this.sending && this.look()[name];
    if (wrong && document.activeElement !== input) this.refuse({ ...this.#errors, [name]: wrong });
  }

  /** Sends once, says so on the button, and keeps what was typed when it fails. */
  async #submit(): Promise<void> {
    if (this.sending) return;
    this.refuse(this.look());
    if (Object.keys(this.#errors).length === 0) {
      this.sending = true;
      await this.act().catch((error: unknown) => this.#explain(error));
      this.sending = false;
      this.host.requestUpdate();
    }
    await this.host.updateComplete;
    const [first] = Object.keys(this.#errors);
    if (first) this.focus(first);
  }

  /** For what concerns no field. */
  protected sentence({ code }: Failure): string {
    const { access, common } = this.host.t;
    return (
      code === 'not-allowed' ? access.cookieRefused
      : code === 'offline' ? access.offline
      : common.error[code]
    ); // prettier-ignore
  }

  #explain(error: unknown): void {
    const failure = failureOf(error);
    const { code, fields } = failure;
    if (code === 'invalid') this.refuse(fields);
    // What the server refuses may be no field of this screen.
    if (Object.keys(this.#errors).some((name) => name in this.fields)) return;
    this.#failure = this.sentence(failure);
  }

  #watchCapsLock(name: string, { input, hint }: Field): void {
    const say = (on: boolean) => {
      const locked = on ? name : undefined;
      if (this.#capsLock === locked) return;
      this.#capsLock = locked;
      this.say();
    };
    hint.setAttribute('role', 'status');
    for (const type of ['keydown', 'keyup'] as const)
      // A manager's synthetic event is no KeyboardEvent.
      input.addEventListener(type, (event) =>
        say(event instanceof KeyboardEvent && event.getModifierState('CapsLock')),
      );
    input.addEventListener('blur', () => say(false));
  }
}
