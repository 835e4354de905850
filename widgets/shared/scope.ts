import { ContextConsumer, ContextProvider } from '@lit/context';
import { css, html, LitElement, type PropertyValues } from 'lit';
import { pageContext } from './contexts.ts';
import { define } from './element.ts';
import { pageFor, type Page } from './page.ts';

/**
 * `<palier-scope>`: the widgets inside belong to another agency than the rest of the page.
 * A widget elsewhere joins it by `session="its-id"`.
 * @attr agency - Slug of the agency.
 * @attr endpoint - Origin of the server.
 */
export class PalierScope extends LitElement {
  static override properties = { agency: { type: String }, endpoint: { type: String } };
  static override styles = css`
    :host(:not([hidden])) {
      display: contents;
    }
  `;
  declare agency: string | undefined;
  declare endpoint: string | undefined;

  #outer: Page | undefined;
  #provider = new ContextProvider(this, { context: pageContext });

  constructor() {
    super();
    void new ContextConsumer(this, {
      context: pageContext,
      subscribe: true,
      callback: (page) => {
        this.#outer = page;
        this.#provide();
      },
    });
  }

  /** The state of its subtree. */
  get page(): Page | undefined {
    return this.#provider.value;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#provide();
  }

  protected override willUpdate(_changed: PropertyValues): void {
    this.#provide();
  }

  protected override render(): unknown {
    return html`<slot></slot>`;
  }

  #provide(): void {
    if (!this.#outer) return;
    this.#provider.setValue(
      pageFor(this.endpoint ?? this.#outer.endpoint, this.agency ?? this.#outer.agency),
    );
  }
}

define('palier-scope', PalierScope);

declare global {
  interface HTMLElementTagNameMap {
    'palier-scope': PalierScope;
  }
}
