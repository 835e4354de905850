import { html } from 'lit';
import { call } from '../../shared/api.ts';
import type { PalierElement } from '../../shared/element.ts';
import { icon } from '../../shared/icons.ts';
import { giveCode, requestIn } from './giving.ts';

/** At the portal, for an embedding page that waits: as soon as somebody is signed in, the code goes back. */
export class HandOver {
  readonly #host: PalierElement;
  readonly #request = requestIn(location);
  #outcome: 'asked' | 'given' | 'refused' | 'no-way' = 'asked';

  constructor(host: PalierElement) {
    this.#host = host;
    void this.#ask();
  }

  render(): unknown {
    const { access } = this.#host.t;
    if (this.#outcome === 'refused')
      return html`<p class="error" role="alert">${icon('alert')}<span>${access.refusedHandoff}</span></p>`;
    const site = this.#request ? new URL(this.#request.origin).host : '';
    return html`<p role="status">
      ${this.#outcome === 'asked' ? access.handingOver(site) : access.closeWindow}
    </p>`;
  }

  async #ask(): Promise<void> {
    const request = this.#request;
    if (!request) this.#outcome = 'refused';
    else {
      const { origin, challenge } = request;
      this.#outcome = await call(this.#host.api.handoffs.$post({ json: { origin, challenge } })).then(
        ({ code }) => (giveCode(code, request) ? 'given' : 'no-way'),
        () => 'refused',
      );
    }
    this.#host.requestUpdate();
  }
}
