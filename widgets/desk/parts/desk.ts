import type { ReactiveController } from 'lit';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { troubleStyles } from '../../ui/trouble.ts';
import { deskStyles } from './desk.styles.ts';
import { fieldStyles } from './field.styles.ts';
import { requestStyles } from './request.styles.ts';
import { Desk } from './room.ts';
import { tableStyles } from './table.styles.ts';
import { words } from './words.ts';

export const styles = [troubleStyles, deskStyles, fieldStyles, requestStyles, tableStyles];
export const text = words;

const watches = new WeakMap<FormElement, Watch>();

/** One desk for each agent who comes. */
export const create = (host: FormElement): Screen => {
  const watch = watches.get(host) ?? new Watch(host);
  watches.set(host, watch);
  // The form that had the focus gives way to the desk; on a page just opened nobody has touched anything yet.
  const { activeElement, body } = document;
  if ((activeElement === body || host.contains(activeElement)) && navigator.userActivation.hasBeenActive)
    host.focusTitle();
  return (watch.desk = new Desk(host));
};

/** Follows the address, and ends the desk of who left. */
class Watch implements ReactiveController {
  desk: Desk | undefined;
  readonly #host: FormElement;

  constructor(host: FormElement) {
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('hashchange', this.#follow);
    this.#follow();
  }

  hostDisconnected(): void {
    removeEventListener('hashchange', this.#follow);
  }

  hostUpdated(): void {
    if (this.#host.page.person) return;
    this.desk?.end();
    this.desk = undefined;
  }

  readonly #follow = (): void => this.desk?.follow();
}
