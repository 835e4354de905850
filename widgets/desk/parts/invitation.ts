import { html, nothing } from 'lit';
import type { Resident } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { trouble } from '../../ui/trouble.ts';
import type { Tools } from './tools.ts';

let count = 0;

/** A link of first connection to an address that the agent answers for. What is typed stays until it is sent. */
export class Invitation {
  isOpen = false;
  readonly #desk: Tools;
  readonly #personId: string;
  readonly #id = `email-${++count}`;
  #email: string;
  #sending = false;
  #failure: Failure | undefined;
  #wrong: string | undefined;
  #sentTo: string | undefined;

  constructor(desk: Tools, personId: string, email: string) {
    this.#desk = desk;
    this.#personId = personId;
    this.#email = email;
  }

  toggle(): void {
    this.isOpen = !this.isOpen;
    if (this.isOpen) void this.#desk.focus(`#${this.#id}`, `#${this.#id}-sent`);
    else this.#desk.host.requestUpdate();
  }

  render({ name, access }: Resident): unknown {
    const { invitation } = this.#desk.words;
    if (!this.isOpen) return nothing;
    if (this.#sentTo !== undefined)
      return html`<div class="panel">
        <p id="${this.#id}-sent" tabindex="-1">${invitation.sent(this.#sentTo)}</p>
        <button type="button" class="button" @click=${this.#again}>${invitation.again}</button>
      </div>`;
    const wrong = this.#wrong && (invitation.field[this.#wrong] ?? invitation.field['other']);
    return html`<form class="panel" novalidate @submit=${this.#submit}>
      <p class="strong">${invitation.title(name)}</p>
      ${access === 'active' ? html`<p>${invitation.alreadyIn}</p>` : nothing}
      <div class="field">
        <label for=${this.#id}>${invitation.email}</label>
        <input
          id=${this.#id}
          type="email"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          maxlength="200"
          aria-invalid=${wrong ? 'true' : nothing}
          aria-describedby="${this.#id}-error ${this.#id}-how"
          .value=${this.#email}
          @input=${({ target }: Event) => this.#type((target as HTMLInputElement).value)}
        />
        <p class="error" id="${this.#id}-error">${wrong}</p>
      </div>
      <p id="${this.#id}-how"><strong>${invitation.answer}</strong> ${invitation.how}</p>
      ${this.#failure ? trouble(`${invitation.trouble} ${this.#desk.host.t.common.error[this.#failure.code]}`) : nothing}
      <button type="submit" class="button primary" aria-disabled=${this.#sending}>
        ${this.#sending ? invitation.sending : invitation.send}
      </button>
    </form>`;
  }

  #type(email: string): void {
    this.#email = email;
    this.#wrong = undefined;
    this.#desk.host.requestUpdate();
  }

  readonly #again = (): void => {
    this.#sentTo = undefined;
    void this.#desk.focus(`#${this.#id}`);
  };

  readonly #submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    if (this.#sending) return;
    const { host, say, words } = this.#desk;
    const email = this.#email.trim();
    const input = (event.currentTarget as HTMLFormElement).querySelector('input');
    this.#failure = undefined;
    this.#wrong = email === '' ? 'empty' : input?.validity.valid ? undefined : 'not-an-email';
    if (!this.#wrong) {
      this.#sending = true;
      host.requestUpdate();
      try {
        await call(host.api.desk.invitations.$post({ json: { personId: this.#personId, email } }));
        this.#sentTo = email;
        say(words.invitation.sent(email));
      } catch (error) {
        const failure = failureOf(error);
        if (failure.code === 'invalid' && failure.fields['email']) this.#wrong = failure.fields['email'];
        else this.#failure = failure;
      }
      this.#sending = false;
    }
    if (this.#sentTo !== undefined) await this.#desk.focus(`#${this.#id}-sent`);
    else if (this.#wrong) await this.#desk.focus(`#${this.#id}`);
    else host.requestUpdate();
  };
}
