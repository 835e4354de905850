import { css, html, nothing } from 'lit';
import type {
  StepUp as Asked,
  StepUpAction,
  StepUpChannel,
} from '../../../server/access/step-up/contract.ts';
import { call, failureOf, patiently } from '../../shared/api.ts';
import { type FormElement, LazyScreen, type Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { Errand } from '../errand.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/step-up.fr.ts';

export const text = chunkText(fr, () => import('../text/step-up.en.ts').then(({ en }) => en));

/** A fresh proof for one action. Whoever asks shows this screen instead of their own until it is `done`. */
export interface StepUpErrand {
  action: StepUpAction;
  /** How it may be proved, the strongest first: « Mon accès » knows (`GET /access`). */
  channels: readonly { channel: StepUpChannel; to: string | null }[];
  /** The id of what was proved, to be sent with the action; undefined: they changed their mind. */
  done(proved: string | undefined): unknown;
  /** The server does not take the content: said where it was typed. */
  refused(error: unknown): unknown;
}

/** « Confirmez » : by which way, what exactly is confirmed, then the code or the passkey. */
class StepUp implements Screen {
  readonly #host: FormElement;
  readonly #errand: StepUpErrand;
  #asked: Asked | undefined;
  #code: StepUpCode | undefined;
  /** The channel whose request travels. */
  #busy: StepUpChannel | undefined;
  /** The address or the telephone is no longer theirs: help is asked for right here. */
  #help: LazyScreen<Errand> | undefined;
  #failure: string | undefined;

  constructor(host: FormElement, errand: StepUpErrand) {
    this.#host = host;
    this.#errand = errand;
    const [only, ...others] = errand.channels;
    if (only && others.length === 0) void this.#ask(only.channel);
  }

  get form(): Screen['form'] {
    if (this.#help) return this.#help.screen?.form;
    return this.#asked && this.#asked.channel !== 'passkey' ? this.#code : undefined;
  }

  render(): unknown {
    const words = text(this.#host);
    if (this.#help) return html`<div class="step-up">${this.#host.renderScreen(this.#help)}</div>`;
    return html`<div class="step-up" role="group" aria-label=${words.title}>
      ${this.#host.renderTitle(words.title, 1)}
      ${this.#asked ? this.#renderAsked(this.#asked) : this.#renderChannels()}
      <div class="alert" role="alert">
        ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
      </div>
      <div class="actions">
        ${this.#asked ? this.#renderOthers(this.#asked) : nothing}
        <button type="button" class="link" @click=${() => this.#errand.done(undefined)}>
          ${words.cancel}
        </button>
      </div>
      ${this.#renderNoMore()}
    </div>`;
  }

  #renderNoMore(): unknown {
    const words = text(this.#host);
    const phone = this.#host.page.view.bootstrap?.agency.phone;
    return html`<p class="small no-more">
      <span class="muted">${words.noMore}</span>
      <button type="button" class="link" @click=${this.#askHelp}>${words.ask}</button>
      ${
        phone
          ? html`<a class="link" href="tel:${phone.replaceAll(/[^\d+]/g, '')}"
              >${words.call(phone.replaceAll(' ', '\u00a0'))}</a
            >`
          : nothing
      }
    </p>`;
  }

  readonly #askHelp = (): void => {
    const back = () => {
      this.#help = undefined;
      this.#host.focusTitle();
    };
    const errand: Errand = { go: back, entered: async () => back() };
    this.#help = new LazyScreen(this.#host, () => import('./assistance.ts'), errand);
    this.#host.focusTitle();
  };

  #renderChannels(): unknown {
    const words = text(this.#host);
    const { channels } = this.#errand;
    return html`<p>${words.how}</p>
      ${channels.map(
        ({ channel, to }, index) =>
          html`<p>
            <button
              type="button"
              class=${index === 0 ? 'button primary wide' : 'button wide'}
              part=${index === 0 ? 'button button-primary' : 'button'}
              aria-disabled=${this.#busy !== undefined}
              @click=${() => void this.#ask(channel)}
            >
              ${this.#busy === channel ? this.#host.t.common.loading : words.channel[channel](whole(to))}
            </button>
          </p>`,
      )}`;
  }

  #renderAsked({ channel, to, says }: Asked): unknown {
    const words = text(this.#host);
    const message = channel === 'sms' || channel === 'email';
    return html`<blockquote>${words.says(says)}</blockquote>
      <p role="status">${words.sentTo[channel](whole(to))}</p>
      ${message ? html`<p class="muted small">${words.notRight}</p>` : nothing}
      ${
        channel === 'passkey'
          ? html`<p>
              <button
                type="button"
                class="button primary wide"
                part="button button-primary"
                aria-disabled=${this.#busy !== undefined}
                @click=${this.#unlock}
              >
                ${this.#busy ? words.confirming : words.unlock}
              </button>
            </p>`
          : html`<div class="form">${this.#code?.render()}</div>`
      }`;
  }

  #renderOthers({ channel }: Asked): unknown {
    const words = text(this.#host);
    const again = channel === 'sms' || channel === 'email' ? words.again : words.restart;
    return html`<button
        type="button"
        class="link"
        aria-disabled=${this.#busy !== undefined}
        @click=${() => void this.#ask(channel)}
      >
        ${again}
      </button>
      ${
        this.#errand.channels.length > 1
          ? html`<button type="button" class="link" @click=${this.#other}>${words.other}</button>`
          : nothing
      }`;
  }

  readonly #other = (): void => {
    this.#asked = this.#code = undefined;
    this.#show();
    this.#host.focusTitle();
  };

  /** Each request makes those before it worthless. */
  async #ask(channel: StepUpChannel): Promise<void> {
    if (this.#busy) return;
    this.#show(undefined, channel);
    const json = { action: this.#errand.action, channel };
    try {
      this.#asked = await patiently(() => call(this.#host.api['step-ups'].$post({ json })));
      const { id } = this.#asked;
      this.#code = new StepUpCode(this.#host, id, () => this.#errand.done(id));
      this.#show();
      if (channel === 'passkey') this.#host.focusTitle();
      else this.#host.focusField();
    } catch (error) {
      const { code, fields } = failureOf(error);
      const { common } = this.#host.t;
      if (code === 'invalid' && !('channel' in fields)) return void this.#errand.refused(error);
      this.#show(code === 'too-many' ? text(this.#host).enough : common.error[code]);
    }
  }

  readonly #unlock = async (): Promise<void> => {
    const { id, passkey } = this.#asked ?? {};
    if (!id || !passkey || this.#busy) return;
    this.#show(undefined, 'passkey');
    const { authenticate, sentenceFor } = await import('./passkey.ts');
    try {
      const response = await authenticate(passkey);
      await call(this.#host.api['step-ups'][':id'].passkey.$post({ param: { id }, json: { response } }));
      this.#show();
      this.#errand.done(id);
    } catch (error) {
      const dead = failureOf(error).fields['passkey'] === 'expired';
      this.#show(dead ? text(this.#host).field['code.expired'] : sentenceFor(error, this.#host, 'prove'));
    }
  };

  #show(failure?: string, busy?: StepUpChannel): void {
    this.#failure = failure;
    this.#busy = busy;
    this.#host.requestUpdate();
  }
}

/** A number stays on one line, and so does a masked address. */
const whole = (to: string | null): string =>
  (to ?? '').replaceAll(' ', '\u00a0').replaceAll('…@', '…\u2060@');

class StepUpCode extends FormScreen {
  readonly #id: string;
  readonly #proved: () => unknown;

  constructor(host: FormElement, id: string, proved: () => unknown) {
    super(host);
    this.#id = id;
    this.#proved = proved;
    this.addField('code', {
      label: () => text(host).code,
      hint: () => text(host).codeHint,
      kind: 'code',
    });
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected look(): Errors {
    const code = this.value('code').trim();
    if (!code) return { code: 'empty' };
    return code.replaceAll(/\D/g, '').length === 6 ? {} : { code: 'not-six-digits' };
  }

  protected async act(): Promise<void> {
    const asked = { param: { id: this.#id }, json: { code: this.value('code') } };
    await patiently(() => call(this.host.api['step-ups'][':id'].code.$post(asked)));
    await this.#proved();
  }

  protected words(): [string, string] {
    const { confirm, confirming } = text(this.host);
    return [confirm, confirming];
  }

  render(): unknown {
    return html`${this.renderField('code')} ${this.renderSubmit()}`;
  }
}

export const styles = [
  css`
    .step-up {
      padding: calc(2 * var(--_space));
      border: thin solid var(--_border);
      border-radius: var(--_radius);
      background: var(--_tint);
    }
    .no-more {
      margin-block: var(--_space) 0;
    }
    blockquote {
      margin: 0 0 calc(2 * var(--_space));
      font-weight: 600;
      overflow-wrap: anywhere;
    }
  `,
];

export const create = (host: FormElement, errand: StepUpErrand): Screen => new StepUp(host, errand);
