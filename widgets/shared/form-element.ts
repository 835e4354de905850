import { type CSSResult, html, type PropertyValues } from 'lit';
import type { FormScreen } from '../access/form-screen.ts';
import { Entrance } from './entrance.ts';
import { PalierElement, type PageView } from './element.ts';
import type { Language } from './format.ts';
import { Lazy } from './lazy.ts';

/** What stands in an element at one time. Made anew for whoever comes next: it may hold what a person typed. */
export interface Screen {
  /** Its form, which is in the light DOM exactly while this screen is shown. One per element at a time. */
  readonly form?: FormScreen | undefined;
  render(view: PageView): unknown;
  /** It is not shown any more, and will not be again. */
  leave?(): void;
}

/** What the chunk of a screen exports. It may import from the core; what two chunks share belongs in the core. */
export interface Part<With = undefined> {
  styles: readonly CSSResult[];
  /** Its sentences (`chunkText`): drawn once they are there in the page's language. */
  text?: { load(language: Language): Promise<unknown> };
  create(host: FormElement, given: With): Screen;
}

/** A screen out of a chunk, fetched when it is first drawn. */
export class LazyScreen<With = undefined> {
  readonly lazy: Lazy<Part<With>>;
  readonly #host: FormElement;
  #given: With;
  #screen: Screen | undefined;

  constructor(host: FormElement, load: () => Promise<Part<With>>, given: With) {
    this.#host = host;
    this.#given = given;
    this.lazy = new Lazy(host, async () => {
      const part = await load();
      await part.text?.load(host.language);
      host.wear(part.styles);
      return part;
    });
  }

  /** Undefined until the chunk is there. */
  get screen(): Screen | undefined {
    return (this.#screen ??= this.lazy.value?.create(this.#host, this.#given));
  }

  /** From the beginning again, for somebody or something else. */
  renew(given: With): void {
    this.#given = given;
    this.#screen?.leave?.();
    this.#screen = undefined;
  }
}

/** An element whose screens may have a form in the light DOM, where password managers and autofill look. */
export abstract class FormElement extends PalierElement {
  #form: FormScreen | undefined;
  #wantsTitle = false;
  #wantsField = false;
  #tick: ReturnType<typeof setTimeout> | undefined;

  /** What `renderBody` is about to draw; asked before each drawing that is no waiting, error or sign-in notice. */
  protected abstract get screen(): Screen | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#form?.own.connect();
    addEventListener('pagehide', this.#forget);
    document.addEventListener('turbo:before-cache', this.#forget);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#form?.own.disconnect();
    removeEventListener('pagehide', this.#forget);
    document.removeEventListener('turbo:before-cache', this.#forget);
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const form = this.showsBody ? this.screen?.form : undefined;
    if (form !== this.#form) {
      this.#form?.forget();
      this.#form?.own.remove();
      this.#form = form;
      if (this.isConnected) form?.own.connect();
    }
    form?.say();
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    if (this.#wantsField && this.#form) {
      this.#wantsField = this.#wantsTitle = false;
      this.#form.focus();
    }
    const title = this.#wantsTitle && this.renderRoot.querySelector<HTMLElement>('[data-title]');
    if (!title) return;
    this.#wantsTitle = false;
    title.focus();
  }

  /** Draws again; the title of what comes (`renderTitle`) takes the focus once it is there. */
  readonly focusTitle = (): void => {
    this.#wantsTitle = true;
    this.requestUpdate();
  };

  /** The same for the first field of what comes. */
  readonly focusField = (): void => {
    this.#wantsField = true;
    this.requestUpdate();
  };

  /** A title that can take the focus: the first thing of each screen. */
  renderTitle(text: unknown, deeper?: number): unknown {
    return html`<div data-title tabindex="-1">${this.heading(text, deeper)}</div>`;
  }

  renderScreen<With>(part: LazyScreen<With>, waiting?: unknown): unknown {
    return this.renderLazy(part.lazy, () => part.screen?.render(this.view), waiting);
  }

  /** A chunk brings its own style, once. */
  wear(styles: readonly CSSResult[]): void {
    const root = this.renderRoot as ShadowRoot;
    const worn = new Set([...root.adoptedStyleSheets, ...styles.flatMap((s) => s.styleSheet ?? [])]);
    root.adoptedStyleSheets = [...worn];
  }

  /** Seconds left until an instant, for « Renvoyer (dans 45 s) » : drawn again each second while there are some. */
  secondsTo(instant: number): number {
    const left = Math.max(0, Math.ceil((instant - Date.now()) / 1000));
    if (left > 0 && this.#tick === undefined)
      this.#tick = setTimeout(() => {
        this.#tick = undefined;
        this.requestUpdate();
      }, 1000);
    return left;
  }

  /** The portal's own pages: nothing of another origin around, and addresses that are ours to read. */
  get atPortal(): boolean {
    return location.origin === this.page.endpoint;
  }

  protected get form(): FormScreen | undefined {
    return this.#form;
  }

  readonly #forget = (): void => this.#form?.forget();
}

/** A light element: the core holds its tag, its place and its skeleton, a chunk the rest. */
export abstract class PartElement extends FormElement {
  protected abstract readonly inside: LazyScreen;
  #of: string | undefined;
  /** On a page of the portal that holds nothing else, one signs in right here. */
  readonly #entrance = new Entrance(this);

  protected override get screen(): Screen | undefined {
    return this.inside.screen;
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Nothing of a person's outlasts them.
    const { email } = this.page.person ?? {};
    if (email !== this.#of) this.inside.renew(undefined);
    this.#of = email;
    super.willUpdate(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    this.#entrance.keep(this.atPortal && this.view.status === 'ready' && !this.showsBody);
  }

  protected override renderBody(): unknown {
    return this.renderScreen(this.inside);
  }

  protected override renderSignedOut(): unknown {
    return this.atPortal ? html`<slot name="entrance"></slot>` : super.renderSignedOut();
  }
}
