import { define } from '../shared/element.ts';
import { LazyScreen, PartElement } from '../shared/form-element.ts';
import { disclosureStyles } from '../ui/disclosure.ts';
import { loginStyles } from './login.styles.ts';

/**
 * « Mon accès »: what one signs in with, changed after a confirmation. At the portal only; elsewhere it leads there.
 */
export class PalierAccess extends PartElement {
  static override styles = [...PartElement.styles, disclosureStyles, loginStyles];

  protected readonly inside = new LazyScreen(this, () => import('./parts/my-access.ts'), undefined);

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.#follow);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.#follow);
  }

  /** Another link, opened in the same tab. */
  readonly #follow = (): void => {
    if (!linked || !this.atPortal || location.hash.length < 2) return;
    this.inside.renew(undefined);
    this.requestUpdate();
  };

  /** The links of an address change serve whoever holds them, signed in or not. */
  protected override get showsBody(): boolean {
    return super.showsBody || (this.view.status === 'ready' && this.atPortal && linked);
  }
}

const linked = location.pathname === '/changement-adresse';

define('palier-access', PalierAccess);

declare global {
  interface HTMLElementTagNameMap {
    'palier-access': PalierAccess;
  }
}
