import { ContextProvider } from '@lit/context';
import { html, nothing, type PropertyValues } from 'lit';
import '../documents/document-list.ts';
import { isViewable, saveDocument, showDocument } from '../documents/open-document.ts';
import '../finance/balance.ts';
import { failureOf, type Failure } from '../shared/api.ts';
import { pageContext } from '../shared/contexts.ts';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { Entrance } from '../shared/entrance.ts';
import { Lazy } from '../shared/lazy.ts';
import { disclosure, disclosureStyles } from '../ui/disclosure.ts';
import { trouble, troubleStyles } from '../ui/trouble.ts';
import { fragmentOf, type Place, placeOf } from './place.ts';
import { portalStyles } from './portal.styles.ts';

type Part = typeof import('./parts/space.ts');

/**
 * The whole space, with its own navigation: home, finances, documents, agency.
 * Where one is stands in the page's fragment (`#/finances`); other fragments are left alone.
 * Signed out, it holds a `<palier-login>` among its children, where password managers look for one.
 */
export class PalierPortal extends PalierElement {
  static override styles = [...PalierElement.styles, troubleStyles, disclosureStyles, portalStyles];
  static override needs = ['balance', 'documents'] as const;
  static override audience = 'anyone' as const;

  /** What stands inside belongs where the portal belongs, whatever the page around says. */
  #context = new ContextProvider(this, { context: pageContext });
  /** Asked for with the page's data, so that it costs no time of its own. */
  #part = new Lazy<Part>(this, async () => {
    const part = await import('./parts/space.ts');
    const root = this.renderRoot as ShadowRoot;
    for (const { styleSheet } of part.styles)
      if (styleSheet) root.adoptedStyleSheets = [...root.adoptedStyleSheets, styleSheet];
    return part;
  });
  #place: Place = 'home';
  /** Places keep what was opened and filtered in them. */
  #visited = new Set<Place>();
  #entrance = new Entrance(this);
  #wasOut = false;
  #focus: string | undefined;
  #refused: Failure['code'] | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#place = placeOf(location.hash) ?? 'home';
    window.addEventListener('hashchange', this.#follow);
    void this.#part.value;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#follow);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#context.setValue(this.page);
    const { person } = this.page;
    // The form that had the focus gives way to the space, or the other way round.
    if (person && this.#wasOut) this.#focus = 'section:not([hidden]) [role=heading]';
    if (!person) this.#visited.clear();
    this.#wasOut = this.view.status === 'ready' && !person;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#entrance.keep(this.view.status === 'ready' && !this.page.person);
    if (!this.#focus) return;
    const target = this.renderRoot.querySelector<HTMLElement>(this.#focus);
    if (!target) return;
    this.#focus = undefined;
    target.tabIndex = -1;
    target.focus();
  }

  protected override renderBody({ bootstrap }: PageView): unknown {
    if (!bootstrap) return this.renderSkeleton();
    const { agency, person } = bootstrap;
    const { portal, common } = this.t;
    // The page around says whose space it is: the agency's own, or the portal's.
    return html`${person ? this.#part.value?.top(this.#tools()) : nothing}
      ${this.#refused ? trouble(common.error[this.#refused]) : nothing}
      ${
        person
          ? this.renderLazy(this.#part, (part) => {
              this.#visited.add(this.#place);
              return part.space(bootstrap, this.#tools());
            })
          : html`<div class="entrance"><slot name="entrance"></slot></div>`
      }
      <footer class="small no-print">
        ${person ? this.#part.value?.foot(this.#tools()) : nothing}
        <a class="link" href=${`${agency.portalUrl}/a-propos`}>${portal.about}</a>
      </footer>`;
  }

  protected override renderSkeleton(): unknown {
    return html`<div class="skeleton">
      <div class="bar tall"></div>
      <div class="bar tall"></div>
      <div class="bar half"></div>
      ${[1, 2, 3, 4, 5].map(() => html`<div class="bar tall"></div>`)}
    </div>`;
  }

  #tools(): Parameters<Part['space']>[1] {
    return {
      host: this,
      disclosure,
      signOut: () => void this.#signOut(),
      t: this.t,
      format: this.format,
      place: this.#place,
      visited: this.#visited,
      density: this.density,
      level: (this.headingLevel ?? 2) + 1,
      heading: (text, deeper) => this.heading(text, deeper),
      link: (place, text, look) => this.#link(place, text, look),
      show: ({ id, mediaType }) => {
        const shown = isViewable(mediaType) ? showDocument(this, this.page, id) : saveDocument(this.page, id);
        shown.then(
          () => this.#tell(),
          (error: unknown) => this.#tell(error),
        );
      },
    };
  }

  /** The whole address, since a `<base>` of the page would lead `#/…` elsewhere. */
  #link(place: Place, text: unknown, look: string): unknown {
    const here = location.href.split('#', 1)[0] ?? '';
    const current = look === 'place' && place === this.#place ? 'page' : nothing;
    return html`<a
      class=${look}
      href=${here + fragmentOf(place)}
      aria-current=${current}
      @click=${(event: MouseEvent) => this.#go(event, place)}
    >
      ${text}
    </a>`;
  }

  #go(event: MouseEvent, place: Place): void {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (location.hash === fragmentOf(place)) this.#arrive(place);
    else location.hash = fragmentOf(place);
  }

  #follow = (): void => {
    const place = placeOf(location.hash);
    if (place && place !== this.#place) this.#arrive(place);
  };

  #arrive(place: Place): void {
    this.#place = place;
    if (this.page.person) this.#focus = 'section:not([hidden]) [role=heading]';
    this.requestUpdate();
  }

  #tell(error?: unknown): void {
    this.#refused = error === undefined ? undefined : failureOf(error).code;
    this.requestUpdate();
  }

  async #signOut(): Promise<void> {
    this.#focus = undefined;
    await this.page.signOut().then(
      () => this.#tell(),
      (error: unknown) => this.#tell(error),
    );
    if (this.page.person) return;
    this.#focus = '.entrance';
    this.requestUpdate();
  }
}

define('palier-portal', PalierPortal);

declare global {
  interface HTMLElementTagNameMap {
    'palier-portal': PalierPortal;
  }
}
