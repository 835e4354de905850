import { html, nothing } from 'lit';
import { type FormElement, LazyScreen } from '../shared/form-element.ts';
import { disclosure } from '../ui/disclosure.ts';
import type { Errand } from './errand.ts';

/** « Besoin d'aide ? » : what it holds comes when it is opened. */
export class Help {
  readonly #host: FormElement;
  readonly #inside: LazyScreen<Errand>;
  #opened = false;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#inside = new LazyScreen(host, () => import('./parts/help.ts'), errand);
  }

  render(): unknown {
    const { t } = this.#host;
    const waiting = html`<p role="status" class="muted">${t.common.loading}</p>`;
    return disclosure(
      t.access.help,
      this.#opened ? this.#host.renderScreen(this.#inside, waiting) : nothing,
      this.#open,
    );
  }

  readonly #open = (): void => {
    this.#opened = true;
    this.#host.requestUpdate();
  };
}
