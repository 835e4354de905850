import { html, nothing, type PropertyValues } from 'lit';
import { define, type PageView } from '../shared/element.ts';
import { FormElement, LazyScreen, type Screen } from '../shared/form-element.ts';
import { entryKey, linkKey, recall, remember } from '../shared/tab-memory.ts';
import { disclosureStyles } from '../ui/disclosure.ts';
import type { Errand, Given, Where } from './errand.ts';
import { loginStyles } from './login.styles.ts';
import { SignIn } from './sign-in.ts';

/** What mailed links and QR codes open, by the path of the portal's page; the rest stands in the fragment. */
const linked: Record<string, Where> = {
  '/nouveau-mot-de-passe': 'recover',
  '/premiere-connexion': 'ways-in',
  '/confirmation': 'ways-in',
};

/** The portal's pages of coming in: once in, there is nothing more to see there. */
const doors = ['/connexion', ...Object.keys(linked)];

/**
 * Sign-in, every other way in, and who is signed in. The fields are slotted from the light DOM for password managers.
 * On a page of another site it opens the portal in a small window instead; at the portal it is the other end of that.
 *
 * @attr login - `inline`, or `redirect` to sign in at the portal always.
 * @fires palier-signed-in - On the document: somebody signed in on this page.
 * @fires palier-signed-out - On the document.
 * @csspart field - An input and what belongs to it.
 * @csspart error - What went wrong.
 * @csspart button - A button; `button-primary` for the main one.
 */
export class PalierLogin extends FormElement {
  static override properties = { ...FormElement.properties, login: { type: String } };
  static override styles = [...FormElement.styles, disclosureStyles, loginStyles];
  static override audience = 'anyone' as const;
  /** What is shown to who asked for nothing yet. */
  static first: Where = 'sign-in';

  declare login: string | undefined;

  /** Where somebody asked to go, and with what; nothing: `first`, or who is signed in. */
  #at: Where | undefined;
  #errand: Errand = { go: (...to) => this.#go(...to), entered: (stays) => this.#entered(stays) };
  #signIn: SignIn | undefined;
  #screens = {
    recover: new LazyScreen(this, () => import('./parts/recover.ts'), this.#errand),
    'ways-in': new LazyScreen(this, () => import('./parts/ways-in.ts'), this.#errand),
    assistance: new LazyScreen(this, () => import('./parts/assistance.ts'), this.#errand),
    factor: new LazyScreen(this, () => import('./parts/second-factor.ts'), this.#errand),
    person: new LazyScreen(this, () => import('./parts/person.ts'), this.#errand),
    door: new LazyScreen(this, () => import('./parts/portal-door.ts'), this.#errand),
  };
  /** Whose screens these are. */
  #of: string | undefined;
  readonly #entrance = { focus: () => this.#enter(true) };

  override connectedCallback(): void {
    super.connectedCallback();
    this.#followLink();
    addEventListener('hashchange', this.#followLink);
    if (recall(entryKey)) this.#at ??= 'ways-in';
    this.page.entrance ??= this.#entrance;
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#followLink);
    if (this.page.entrance === this.#entrance) this.page.entrance = undefined;
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { email } = this.page.person ?? {};
    if (email !== this.#of) {
      this.#signIn = undefined;
      this.#screens.person.renew(this.#errand);
      // What was typed before is not offered to the next person.
      if (email) this.#errand.identifier = undefined;
    }
    this.#of = email;
    super.willUpdate(changed);
  }

  protected override get screen(): Screen | undefined {
    const shown = this.#shown;
    return shown === 'sign-in'
      ? (this.#signIn ??= new SignIn(this, this.#errand))
      : this.#screens[shown].screen;
  }

  get #shown(): Where | 'factor' | 'door' | 'person' {
    const { bootstrap, mode } = this.view;
    const first = (this.constructor as typeof PalierLogin).first;
    if (this.#errand.fragment) return this.#at ?? first;
    // Whoever has no second proof left asks for help from there.
    if (bootstrap?.awaits && this.#at !== 'assistance') return 'factor';
    // Whoever came back to the form, and signed in here or in another tab, is done with it.
    if (this.page.person && (!this.#at || this.#at === 'sign-in')) return 'person';
    // One signs in at the portal rather than here.
    const elsewhere = !this.atPortal && (mode !== 'same-site' || this.login === 'redirect');
    return elsewhere && this.#at !== 'assistance' ? 'door' : (this.#at ?? first);
  }

  protected override renderSkeleton(): unknown {
    return html`<div class="body skeleton">
      <div class="bar half"></div>
      <div class="bar half"></div>
      <div class="bar tall"></div>
      <div class="bar half"></div>
      <div class="bar tall"></div>
      <div class="bar tall"></div>
      <div class="bar half"></div>
    </div>`;
  }

  protected override renderBody(view: PageView): unknown {
    const shown = this.#shown;
    // Among other widgets it is one line: no more place than that is kept for it.
    const waiting =
      shown === 'person' && this.page.accompanied
        ? html`<div class="body brief">
            <div class="bar tall"></div>
            <div class="bar tall"></div>
            ${(this.page.person?.accounts.length ?? 0) > 1 ? html`<div class="bar tall"></div>` : nothing}
          </div>`
        : undefined;
    return shown === 'sign-in' ? this.screen?.render(view) : this.renderScreen(this.#screens[shown], waiting);
  }

  #go(where?: Where, given: Given = {}): void {
    const { go, entered } = this.#errand;
    this.#at = where;
    this.#errand = { ...given, go, entered };
    this.#signIn = undefined;
    for (const screen of Object.values(this.#screens)) screen.renew(this.#errand);
    this.focusTitle();
  }

  /** Home from there, unless a page of the agency's waits for the session. */
  async #entered(stays = false): Promise<void> {
    await this.page.entered();
    this.#go();
    const { person } = this.page;
    const atDoor = this.atPortal && doors.includes(location.pathname);
    if (person && atDoor && !stays && !location.search.includes('challenge='))
      location.assign(this.portalUrl + (person.isAgent ? '/bureau' : ''));
  }

  /** To the first field; or to the portal's door, which somebody who asked to sign in finds open. */
  #enter(asked = false): void {
    const door = this.renderRoot.querySelector<HTMLElement>('.button');
    this.scrollIntoView({ block: 'nearest' });
    if (this.form) return this.form.focus();
    door?.focus();
    if (asked && this.#shown === 'door' && door?.matches('.primary')) door.click();
  }

  /**
   * Out of the address bar, the history and the next Referer with it. Another link may be opened in the same tab; that
   * of a new password stays with the tab until it has served, for a reload.
   */
  readonly #followLink = (event?: Event): void => {
    const where = this.atPortal ? linked[location.pathname] : undefined;
    const kept = where === 'recover' && !event ? recall(linkKey) : null;
    const fragment = location.hash.slice(1) || kept;
    // Back from a provider, who is shown says enough; any other outcome is read where it is said.
    const said = fragment === 'palier-social=signed-in';
    if (!said && (!where || !fragment || fragment.startsWith('palier-'))) return;
    history.replaceState(history.state, '', location.pathname + location.search);
    if (said) return;
    if (where === 'recover') remember(linkKey, fragment);
    if (event) return this.#go(where, { fragment });
    this.#at = where;
    this.#errand.fragment = fragment;
  };
}

define('palier-login', PalierLogin);

/**
 * The first connection: the paths that the agency opens, from the code of its letter to the first session.
 * The same element as `<palier-login>`, opened at another place.
 */
export class PalierActivation extends PalierLogin {
  static override first: Where = 'ways-in';
}

define('palier-activation', PalierActivation);

declare global {
  interface HTMLElementTagNameMap {
    'palier-login': PalierLogin;
    'palier-activation': PalierActivation;
  }
}
