import { ContextConsumer } from '@lit/context';
import { html, LitElement, nothing, type PropertyValues } from 'lit';
import type { Agency } from '../../server/agency/contract.ts';
import type { Need } from '../../server/portal/contract.ts';
import { isColour } from '../../server/values/colour.ts';
import { controls } from '../ui/controls.styles.ts';
import type { Api } from './api.ts';
import { pageContext, provideContexts } from './contexts.ts';
import { emit } from './events.ts';
import { formatIn, type Format, type Language } from './format.ts';
import { languageAround } from './language.ts';
import type { Lazy } from './lazy.ts';
import { pageFor, type Page, type PageView } from './page.ts';
import { loadText, textIn, type Text } from './text/text.ts';
import { fr } from './text/fr.ts';
import { tokens } from './tokens.styles.ts';

export type { PageView } from './page.ts';

provideContexts();

/** Below this floor (Chrome 125, Firefox 128, Safari 17.4) nothing is defined and the link inside the tag stays. */
export const supported: boolean =
  'adoptedStyleSheets' in document &&
  CSS.supports('color', 'light-dark(red, red)') &&
  CSS.supports('selector(:state(x))');

/** Registers only when the name is free: the first core on the page wins. */
export const define = (tag: string, element: CustomElementConstructor): void => {
  if (supported && !customElements.get(tag)) customElements.define(tag, element);
};

const choices: Record<string, readonly string[]> = {
  theme: ['light', 'dark', 'auto'],
  font: ['system', 'host'],
  density: ['comfortable', 'compact'],
};

/**
 * What all widgets are made of: where they belong, in which language, and the states that come before their own.
 * A widget says what it needs (`needs`) and draws it (`renderBody`); the rest happens here.
 *
 * @attr agency - Slug of the agency; by default the host name or the page says it.
 * @attr endpoint - Origin of the server; by default the origin of the script.
 * @attr session - Id of a `<palier-scope>` to belong to.
 * @attr lang - `fr` or `en`; by default the nearest one around.
 * @attr theme - `light`, `dark` or `auto` (the page's own colour scheme).
 * @attr font - `system` or `host`.
 * @attr density - `comfortable` or `compact`.
 * @attr heading-level - 1 to 6; 2 by default.
 * @slot - A link to the portal, shown when the widget cannot be.
 * @csspart root - The widget's box.
 * @fires palier-ready - Its first content is shown.
 */
export abstract class PalierElement extends LitElement {
  static override properties = {
    agency: { type: String },
    endpoint: { type: String },
    session: { type: String },
    theme: { type: String },
    font: { type: String },
    density: { type: String },
    headingLevel: { type: Number, attribute: 'heading-level' },
  };
  static override styles = [tokens, controls];
  /** What the bootstrap request brings for this widget. */
  static needs: readonly Need[] = [];
  /** `resident`: shown to signed-in people only. */
  static audience: 'anyone' | 'resident' = 'resident';

  declare agency: string | undefined;
  declare endpoint: string | undefined;
  declare session: string | undefined;
  declare theme: string | undefined;
  declare font: string | undefined;
  declare density: string | undefined;
  declare headingLevel: number | undefined;

  /** The state it belongs to; set while connected. */
  page!: Page;
  protected readonly internals: ElementInternals = this.attachInternals();
  /** Parts of the page that a self-closed tag took in. */
  protected swallowed = false;
  #nearest: Page | undefined;
  #leave: (() => void) | undefined;
  #announced = false;
  #dressedFor: Agency | undefined;

  constructor() {
    super();
    void new ContextConsumer(this, {
      context: pageContext,
      subscribe: true,
      callback: (page) => {
        this.#nearest = page;
        if (this.isConnected) this.#join();
      },
    });
  }

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, 'lang'];
  }

  override attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    super.attributeChangedCallback(name, before, after);
    if (name === 'lang') this.requestUpdate();
  }

  get language(): Language {
    return languageAround(this);
  }
  /** The sentences of the page's language. */
  get t(): Text {
    return textIn(this.language) ?? fr;
  }
  get format(): Format {
    return formatIn(this.language);
  }
  get api(): Api {
    return this.page.api;
  }
  protected get view(): PageView {
    return this.page.view;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#join();
    this.#rescue();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#leave?.();
    this.#leave = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    if (['agency', 'endpoint', 'session'].some((name) => changed.has(name))) this.#join();
    for (const name of Object.keys(choices)) {
      const value = this.getAttribute(name);
      if (changed.has(name) && value && !choices[name]?.includes(value))
        console.warn(`palier: ${name}="${value}" is not known; expected ${choices[name]?.join(', ')}`);
    }
    if (!textIn(this.language)) void loadText(this.language).then(() => this.requestUpdate());
  }

  protected override updated(_changed: PropertyValues): void {
    const { status } = this.view;
    for (const state of ['loading', 'ready', 'unreachable', 'unlisted', 'signed-in'])
      this.internals.states.delete(state);
    this.internals.states.add(status);
    if (this.page.person) this.internals.states.add('signed-in');
    this.#dress();
    if (this.#announced || status !== 'ready') return;
    this.#announced = true;
    emit(this, 'palier-ready', {});
  }

  protected override render(): unknown {
    return html`<div class="root" part="root" lang=${this.language}>${this.#content()}</div>
      ${this.swallowed ? html`<slot></slot>` : nothing}`;
  }

  /** The widget itself, once the page's data are there (and somebody is signed in, for residents' widgets). */
  protected abstract renderBody(view: PageView): unknown;

  /** The widget's own height, without its content. */
  protected renderSkeleton(): unknown {
    return html`<div class="body skeleton">
      <div class="bar half"></div>
      <div class="bar"></div>
      <div class="bar"></div>
    </div>`;
  }

  /** The widget's title, at the level that the page asks for; `deeper` for what stands inside. */
  heading(text: unknown, deeper = 0): unknown {
    const asked = this.headingLevel ?? 2;
    const level = Math.min(6, (asked >= 1 && asked <= 6 ? asked : 2) + deeper);
    return html`<div part="title" class=${deeper ? 'subtitle' : 'title'} role="heading" aria-level=${level}>
      ${text}
    </div>`;
  }

  /** Whether what is drawn is the widget's own: no waiting, no error, no notice that one has to sign in. */
  protected get showsBody(): boolean {
    const { audience } = this.constructor as typeof PalierElement;
    return (
      this.view.status === 'ready' &&
      !!textIn(this.language) &&
      (audience === 'anyone' || this.page.person !== null)
    );
  }

  #content(): unknown {
    const { view } = this;
    if (this.showsBody) return this.renderBody(view);
    if (view.status === 'unlisted') return this.#renderWayOut();
    if (view.status === 'unreachable') return this.#renderWayOut(() => this.page.retry());
    return view.status === 'loading' || !textIn(this.language)
      ? this.#renderLoading()
      : this.renderSignedOut();
  }

  /** The agency's colours, where the page gives none. A style sheet of ours knows them as `--_agency`. */
  #dress(): void {
    const { agency } = this.view.bootstrap ?? {};
    if (!agency || agency === this.#dressedFor) return;
    this.#dressedFor = agency;
    const set = (name: string, colour: string | null) =>
      this.renderRoot
        .querySelector<HTMLElement>('.root')
        ?.style.setProperty(
          name,
          colour && isColour(colour) && CSS.supports('color', colour) ? colour : null,
        );
    set('--_agency', agency.accent);
    // Made for the agency's accent: on another one of the page it could not be read.
    const own = getComputedStyle(this).getPropertyValue('--palier-accent');
    set('--_on-agency', own ? null : agency.onAccent);
  }

  protected renderSignedOut(): unknown {
    const { common } = this.t;
    const { needs } = this.constructor as typeof PalierElement;
    return html`<div class="body notice">
      <p>${common.needsSignIn[needs[0] ?? 'other']}</p>
      ${
        this.page.entrance
          ? html`<button type="button" class="link" @click=${() => this.page.entrance?.focus()}>
              ${common.signIn}
            </button>`
          : html`<a class="button" part="button" href=${this.portalUrl}>${common.signIn}</a>`
      }
    </div>`;
  }

  #renderWayOut(retry?: () => unknown): unknown {
    const { common } = this.t;
    return html`<div class="body notice">
      <p part="error" role=${retry ? 'alert' : 'status'}>${retry ? common.unreachable : common.unlisted}</p>
      <div class="actions">
        ${
          retry
            ? html`<button type="button" class="button" part="button" @click=${retry}>
                ${common.retry}
              </button>`
            : nothing
        }
        ${this.renderPortalLink()}
      </div>
    </div>`;
  }

  /** A part that comes later: its place is kept, and a chunk that does not come can be asked for again. */
  renderLazy<M>(part: Lazy<M>, draw: (module: M) => unknown, waiting?: unknown): unknown {
    if (part.value) return draw(part.value);
    return part.failed ? this.#renderWayOut(part.fetch) : (waiting ?? this.#renderLoading());
  }

  #renderLoading(): unknown {
    return html`<p class="hidden-but-read" role="status">${this.t.common.loading}</p>
      <div aria-hidden="true">${this.renderSkeleton()}</div>`;
  }

  /** The agency's own link when it gave one. */
  protected renderPortalLink(): unknown {
    const link = html`<a class="link" href=${this.portalUrl}>${this.t.common.openPortal}</a>`;
    return this.swallowed ? link : html`<slot>${link}</slot>`;
  }

  get portalUrl(): string {
    return this.view.bootstrap?.agency.portalUrl ?? this.page.endpoint;
  }

  /** Own attributes first, then the scope they name, then the nearest provider. */
  #join(): void {
    const scope = this.session
      ? (document.getElementById(this.session) as { page?: Page } | null)?.page
      : undefined;
    const base = scope ?? this.#nearest;
    if (!base) return;
    const page =
      this.agency || this.endpoint
        ? pageFor(this.endpoint ?? base.endpoint, this.agency ?? base.agency)
        : base;
    const { needs } = this.constructor as typeof PalierElement;
    const left = this.#leave;
    this.page = page;
    this.#leave = page.subscribe(() => this.requestUpdate());
    left?.();
    page.need(...needs);
    this.requestUpdate();
  }

  /** `<palier-login />` is an opening tag to a browser: what follows would vanish into it. */
  #rescue(): void {
    const own = [...this.children].filter((child) => !child.hasAttribute('data-palier-own'));
    // One link or paragraph first is the way in for pages without scripts.
    this.swallowed = own.length > (own[0]?.matches('a, p') ? 1 : 0);
    if (!this.swallowed) return;
    console.error(
      `palier: <${this.localName}> was not closed; write <${this.localName}></${this.localName}>`,
    );
  }
}
