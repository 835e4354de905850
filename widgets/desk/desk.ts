import { define } from '../shared/element.ts';
import { LazyScreen, PartElement } from '../shared/form-element.ts';
import { disclosureStyles } from '../ui/disclosure.ts';

/** The agency's desk, for its staff: who asks for something, and what to do about it. At the portal only. */
export class PalierDesk extends PartElement {
  static override styles = [...PartElement.styles, disclosureStyles];

  protected readonly inside = new LazyScreen(this, () => import('./parts/desk.ts'), undefined);
}

define('palier-desk', PalierDesk);

declare global {
  interface HTMLElementTagNameMap {
    'palier-desk': PalierDesk;
  }
}
