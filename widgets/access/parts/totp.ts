import { css, html, nothing, svg } from 'lit';
import { encode } from 'uqr';
import type { InferOutput } from 'valibot';
import type { TotpSecret } from '../../../server/access/factors/contract.ts';
import { failureOf } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { print } from '../../ui/print.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/totp.fr.ts';

export const text = chunkText(fr, () => import('../text/totp.en.ts').then(({ en }) => en));

type Secret = InferOutput<typeof TotpSecret>;

export interface TotpErrand {
  /** There already: they are only shown. */
  codes?: readonly string[] | undefined;
  begin(): Promise<Secret>;
  /** The application's first code, against the recovery codes. */
  confirm(code: string): Promise<readonly string[]>;
  /** They are put away. */
  done(): unknown;
}

/** A code application: the secret to take over, its first code, then the recovery codes. */
class Totp implements Screen {
  readonly #host: FormElement;
  readonly #errand: TotpErrand;
  readonly #setUp: FirstCode;
  #secret: Secret | undefined;
  #codes: readonly string[] | undefined;
  #failure: string | undefined;
  #copied: boolean | undefined;

  constructor(host: FormElement, errand: TotpErrand) {
    this.#host = host;
    this.#errand = errand;
    this.#codes = errand.codes;
    this.#setUp = new FirstCode(host, async (code) => {
      this.#codes = await errand.confirm(code);
      host.focusTitle();
    });
    if (!this.#codes) void this.#begin();
  }

  get form(): FormScreen | undefined {
    return this.#secret && !this.#codes ? this.#setUp : undefined;
  }

  render(): unknown {
    if (this.#codes) return this.#renderCodes(this.#codes);
    const { common } = this.#host.t;
    if (this.#failure)
      return html`<p class="error" role="alert" part="error">${icon('alert')}<span>${this.#failure}</span></p>
        <p>
          <button type="button" class="button" part="button" @click=${this.#begin}>${common.retry}</button>
        </p>`;
    if (!this.#secret) return html`<p class="muted" role="status">${common.loading}</p>`;
    return this.#renderSecret(this.#secret);
  }

  #renderSecret({ secret, uri }: Secret): unknown {
    const words = text(this.#host);
    return html`<p>${words.scan}</p>
      ${picture(uri, words.picture)}
      <p class="on-phone"><a class="button" part="button" href=${uri}>${words.open}</a></p>
      <p>${words.orType}<br /><code class="secret">${secret.match(/.{1,4}/g)?.join(' ')}</code></p>
      <div class="form">${this.#setUp.render()}</div>`;
  }

  #renderCodes(codes: readonly string[]): unknown {
    const words = text(this.#host);
    return html`<div class="print-only">
        <strong>${this.#host.page.view.bootstrap?.agency.name}</strong>
      </div>
      ${this.#host.renderTitle(words.codesTitle)}
      <p>${words.codesWhy(codes.length)}</p>
      <ol class="codes">
        ${codes.map((code) => html`<li><code>${code}</code></li>`)}
      </ol>
      <div class="actions no-print">
        <button type="button" class="link" @click=${() => void this.#copy(codes)}>${words.copy}</button>
        <button type="button" class="link" @click=${() => void print(this.#host.renderRoot)}>
          ${icon('print')}${words.print}
        </button>
        <button type="button" class="link" @click=${() => this.#download(codes)}>
          ${icon('download')}${words.download}
        </button>
      </div>
      <p role="status" class="small no-print">
        ${this.#copied === undefined ? nothing : this.#copied ? words.copied : words.notCopied}
      </p>
      <p class="no-print">
        <button
          type="button"
          class="button primary"
          part="button button-primary"
          @click=${() => this.#errand.done()}
        >
          ${words.kept}
        </button>
      </p>`;
  }

  readonly #begin = async (): Promise<void> => {
    this.#failure = undefined;
    await this.#errand.begin().then(
      (secret) => (this.#secret = secret),
      (error: unknown) => (this.#failure = this.#host.t.common.error[failureOf(error).code]),
    );
    this.#host.requestUpdate();
  };

  async #copy(codes: readonly string[]): Promise<void> {
    this.#copied = await (navigator.clipboard?.writeText(codes.join('\n')) ?? Promise.reject()).then(
      () => true,
      () => false,
    );
    this.#host.requestUpdate();
  }

  #download(codes: readonly string[]): void {
    const words = text(this.#host);
    const { name = '' } = this.#host.page.view.bootstrap?.agency ?? {};
    const lines = [words.fileTitle(name), '', ...codes, ''];
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([lines.join('\r\n')], { type: 'text/plain;charset=utf-8' }));
    link.download = words.fileName;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}

/** The square, each row's dark runs as one stroke of the pen. Dark on white in every theme: cameras want it so. */
const picture = (uri: string, name: string) => {
  const { data, size } = encode(uri, { border: 2 });
  const runs = data.flatMap((row, y) =>
    [
      ...row
        .map((dark) => (dark ? '1' : '0'))
        .join('')
        .matchAll(/1+/g),
    ].map(({ index, 0: { length } }) => `M${index} ${y}h${length}v1h-${length}z`),
  );
  return html`<svg class="qr" viewBox="0 0 ${size} ${size}" role="img" aria-label=${name}>
    ${svg`<path class="paper" d="M0 0h${size}v${size}H0z"></path><path d=${runs.join('')}></path>`}
  </svg>`;
};

class FirstCode extends FormScreen {
  readonly #confirm: (code: string) => Promise<void>;

  constructor(host: FormElement, confirm: (code: string) => Promise<void>) {
    super(host);
    this.#confirm = confirm;
    this.addField('code', { label: () => text(host).code, hint: () => text(host).hint, kind: 'code' });
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected look(): Errors {
    const code = this.value('code').trim();
    if (!code) return { code: 'empty' };
    return code.replaceAll(/\D/g, '').length === 6 ? {} : { code: 'not-six-digits' };
  }

  protected act(): Promise<void> {
    return this.#confirm(this.value('code'));
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
    .qr {
      display: block;
      inline-size: min(100%, calc(14 * var(--palier-u)));
      margin-block-end: calc(2 * var(--_space));
      border-radius: var(--_radius);
      fill: #000;
      forced-color-adjust: none;
    }
    .qr .paper {
      fill: #fff;
    }
    .on-phone {
      display: none;
    }
    @media (pointer: coarse) {
      .on-phone {
        display: block;
      }
    }
    .secret,
    .codes {
      font-family: ui-monospace, Menlo, Consolas, monospace;
      overflow-wrap: anywhere;
    }
    /* Copied by hand: a code stays on its line, and columns come where two of them have room. */
    .codes {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(calc(14 * var(--palier-u)), 1fr));
      gap: var(--_space) calc(2 * var(--_space));
      max-inline-size: calc(34 * var(--palier-u));
      margin: 0 0 calc(2 * var(--_space));
      padding-inline-start: calc(2 * var(--palier-u));
    }
    code {
      font: inherit;
    }
    .print-only {
      display: none;
    }
    @media print {
      .print-only {
        display: block;
      }
    }
  `,
];

export const create = (host: FormElement, errand: TotpErrand): Screen => new Totp(host, errand);
