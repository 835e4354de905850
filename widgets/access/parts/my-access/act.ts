import { html, nothing } from 'lit';
import { failureOf } from '../../../shared/api.ts';
import { icon } from '../../../shared/icons.ts';
import { type Access, text } from './access.ts';

/** What is done by one button, and what became of it when it failed. */
export class Acts {
  readonly #access: Access;
  #busy = false;
  #failure: string | undefined;

  constructor(access: Access) {
    this.#access = access;
  }

  /** `say` finds better words for what went wrong. */
  async run(act: () => Promise<unknown>, say?: (error: unknown) => string | undefined): Promise<void> {
    if (this.#busy) return;
    this.#show(true);
    try {
      await act();
      this.#show(false);
    } catch (error) {
      const { code, fields } = failureOf(error);
      const { host } = this.#access;
      const words = text(host);
      const known: Record<string, string> = { conflict: words.conflict, 'step-up': words.retryStepUp };
      const last = 'way' in fields ? words.conflict : undefined;
      this.#show(false, say?.(error) ?? last ?? known[code] ?? host.t.common.error[code]);
    }
  }

  button(words: unknown, act: () => Promise<unknown>, look = 'button', name?: string): unknown {
    return html`<button
      type="button"
      class=${look}
      part=${look === 'button primary' ? 'button button-primary' : 'button'}
      aria-label=${name ?? nothing}
      aria-disabled=${this.#busy}
      @click=${() => void this.run(act)}
    >
      ${words}
    </button>`;
  }

  render(): unknown {
    return html`<div class="alert" role="alert">
      ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
    </div>`;
  }

  #show(busy: boolean, failure?: string): void {
    this.#busy = busy;
    this.#failure = failure;
    this.#access.host.requestUpdate();
  }
}
