import { html, nothing } from 'lit';
import { failureOf } from '../shared/api.ts';
import type { PalierElement } from '../shared/element.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';
import { type Field, OwnForm } from './own-form.ts';

type Errors = Record<string, string>;

/** A form of the sign-in widget: what is wrong with it, whether it travels, and how its fields are drawn. */
export abstract class FormScreen {
  readonly own: OwnForm;
  protected readonly host: PalierElement;
  protected readonly fields: Record<string, Field> = {};
  protected sending = false;
  #labels: [Field, (access: Text['access']) => string][] = [];
  /** Message keys by field, and a sentence for what concerns none of them. */
  #errors: Errors = {};
  #failure: string | undefined;
  #shown = false;

  constructor(host: PalierElement) {
    this.host = host;
    this.own = new OwnForm(host, () => void this.#submit());
  }

  /** What can be seen to be wrong before asking, by field. */
  protected abstract look(): Errors;
  /** Asks the server; throws what it refuses. */
  protected abstract act(): Promise<unknown>;
  /** What the button says, at rest and on its way. */
  protected abstract words(access: Text['access']): [string, string];
  abstract render(): unknown;

  protected value(name: string): string {
    return this.fields[name]?.input.value ?? '';
  }

  protected addField(name: string, label: (access: Text['access']) => string, autocomplete: AutoFill): void {
    const secret = autocomplete !== 'username';
    const field = this.own.addField(name, { type: secret ? 'password' : 'text', autocomplete, required: '' });
    this.fields[name] = field;
    this.#labels.push([field, label]);
    field.input.addEventListener('input', () => {
      const { [name]: _corrected, ...rest } = this.#errors;
      this.refuse(rest);
    });
    if (secret) this.#watchCapsLock(field);
  }

  /** Writes the sentences of the light DOM; called before each drawing. */
  say(): void {
    const { access } = this.host.t;
    for (const [field, label] of this.#labels) this.own.say(field.label, label(access));
    const [rest, busy] = this.words(access);
    this.own.say(this.own.submit, this.sending ? busy : rest);
    this.own.submit.setAttribute('aria-disabled', String(this.sending));
    const sentences = Object.entries(this.#errors).map(([name, key]) => [
      name,
      access.field[`${name}.${key}`] ?? access.field.other,
    ]);
    this.own.show(Object.fromEntries(sentences) as Errors);
  }

  focus(name = Object.keys(this.fields)[0] ?? ''): void {
    this.fields[name]?.input.focus();
  }

  /** No password stays in a picture of the page. */
  forget(): void {
    for (const { input } of Object.values(this.fields))
      if (input.autocomplete !== 'username') input.value = '';
  }

  protected refuse(errors: Errors): void {
    this.#errors = errors;
    this.#failure = undefined;
    this.host.requestUpdate();
  }

  protected renderField(name: string, beside: unknown = nothing): unknown {
    return html`<div class="field" part="field">
      <slot name="${name}-label"></slot>
      <div class="entry"><slot name="${name}-input"></slot>${beside}</div>
      <slot name="${name}-hint"></slot>
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
      for (const { input } of Object.values(this.fields))
        if (input.autocomplete !== 'username') input.type = this.#shown ? 'text' : 'password';
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

  #explain(error: unknown): void {
    const { code, fields } = failureOf(error);
    const { access, common } = this.host.t;
    if (code === 'invalid') this.refuse(fields);
    else
      this.#failure =
        code === 'not-allowed' ? access.cookieRefused
        : code === 'offline' ? access.offline
        : common.error[code]; // prettier-ignore
  }

  #watchCapsLock({ input, hint }: Field): void {
    const say = (on: boolean) => this.own.say(hint, on ? this.host.t.access.capsLock : '');
    hint.setAttribute('role', 'status');
    for (const type of ['keydown', 'keyup'] as const)
      // A manager's synthetic event is no KeyboardEvent.
      input.addEventListener(type, (event) =>
        say(event instanceof KeyboardEvent && event.getModifierState('CapsLock')),
      );
    input.addEventListener('blur', () => say(false));
  }
}
