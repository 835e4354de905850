import { html, nothing } from 'lit';
import { call, type Failure, failureOf, patiently } from '../../shared/api.ts';
import type { PalierElement } from '../../shared/element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { fr } from '../text/hand-over.fr.ts';
import { giveCode, requestIn } from './giving.ts';

const words = chunkText(fr, () => import('../text/hand-over.en.ts').then(({ en }) => en));

/** At the portal, for an embedding page that waits: as soon as somebody is signed in, the code goes back. */
export class HandOver {
  readonly #host: PalierElement;
  readonly #request = requestIn(location);
  #outcome: 'asked' | 'given' | 'no-way' = 'asked';
  #failure: Failure['code'] | undefined;

  constructor(host: PalierElement) {
    this.#host = host;
    void this.#ask();
  }

  render(): unknown {
    const w = words(this.#host);
    if (this.#failure) return this.#renderFailure(this.#failure);
    const site = this.#request ? new URL(this.#request.origin).host : '';
    return html`<p role="status">${this.#outcome === 'asked' ? w.handingOver(site) : w.closeWindow}</p>`;
  }

  /** A site that the agency does not know stays refused; anything else may pass. */
  #renderFailure(failure: Failure['code']): unknown {
    const { common } = this.#host.t;
    const final = failure === 'not-allowed' || failure === 'invalid';
    const says = final ? words(this.#host).refusedHandoff : common.error[failure];
    return html`<p class="error" role="alert">${icon('alert')}<span>${says}</span></p>
      ${
        final
          ? nothing
          : html`<p>
              <button type="button" class="button" part="button" @click=${this.#ask}>${common.retry}</button>
            </p>`
      }`;
  }

  readonly #ask = async (): Promise<void> => {
    const { page, api } = this.#host;
    const request = this.#request;
    const whose = page.person?.email;
    this.#failure = undefined;
    this.#host.requestUpdate();
    try {
      if (!request) this.#failure = 'invalid';
      else {
        const { origin, challenge } = request;
        const { code } = await patiently(() => call(api.handoffs.$post({ json: { origin, challenge } })));
        // Who asked may have left meanwhile: their code is for nobody else.
        if (page.person?.email !== whose) return;
        this.#outcome = giveCode(code, request) ? 'given' : 'no-way';
      }
    } catch (error) {
      this.#failure = failureOf(error).code;
    }
    this.#host.requestUpdate();
  };
}
