import { css, html, nothing } from 'lit';
import type { SocialOffer, SocialOutcome } from '../../../server/access/social/contract.ts';
import { call, failureOf } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import type { SocialErrand } from '../errand.ts';
import { fr } from '../text/social.fr.ts';

export const text = chunkText(fr, () => import('../text/social.en.ts').then(({ en }) => en));

const outcomes: Record<SocialOutcome, true> = {
  'signed-in': true,
  linked: true,
  unknown: true,
  taken: true,
  refused: true,
  failed: true,
};

/** What came of going to a provider, out of the address and its bar at once: whoever asks first says it. */
export const takeOutcome = (): SocialOutcome | undefined => {
  const word = /^#palier-social=([\w-]+)$/.exec(location.hash)?.[1];
  if (!word) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return Object.hasOwn(outcomes, word) ? (word as SocialOutcome) : 'failed';
};

/** To the provider and back to this very page, at top level. Throws what the server refuses. */
export const depart = async (
  host: FormElement,
  provider: SocialOffer['provider'],
  flow: { purpose: 'sign-in' | 'first-connection' | 'link'; stepUp?: string },
): Promise<void> => {
  const json = { ...flow, returnTo: location.href.replace(/#.*/, '') };
  const { departures } = host.api.social[':provider'];
  const { url } = await call(departures.$post({ param: { provider }, json }));
  location.assign(url);
};

/** A letter instead of a picture: no brand's file, no request to anyone. */
export const mark = (name: string) =>
  html`<span class="mark" aria-hidden="true">${name.trim().slice(0, 1).toLocaleUpperCase()}</span>`;

/** « Continuer avec … », and what came of the last departure. */
class SocialDoors implements Screen {
  readonly #host: FormElement;
  readonly #errand: SocialErrand;
  #outcome: SocialOutcome | undefined = takeOutcome();
  #busy: string | undefined;
  #failure: string | undefined;

  constructor(host: FormElement, errand: SocialErrand) {
    this.#host = host;
    this.#errand = errand;
    // Below the form, where somebody who comes back may not look.
    if (this.#outcome)
      void host.updateComplete.then(() =>
        host.renderRoot.querySelector('.doors')?.scrollIntoView({ block: 'nearest' }),
      );
  }

  render(): unknown {
    const words = text(this.#host);
    const outcome = this.#outcome === 'signed-in' ? undefined : this.#outcome;
    const said = this.#failure ?? (outcome && words.outcome[outcome]);
    return html`<div class="doors">
      <div class="alert" role="alert">
        ${said ? html`<p class="error" part="error">${icon('alert')}<span>${said}</span></p>` : nothing}
      </div>
      ${this.#host.page.view.bootstrap?.social.map(
        ({ provider, name }) =>
          html`<button
            type="button"
            class="button wide"
            part="button"
            aria-disabled=${this.#busy !== undefined}
            @click=${() => void this.#leave(provider)}
          >
            ${mark(name)}${this.#busy === provider ? words.leaving : words.with(name)}
          </button>`,
      )}
    </div>`;
  }

  async #leave(provider: SocialOffer['provider']): Promise<void> {
    if (this.#busy) return;
    this.#outcome = undefined;
    this.#show(undefined, provider);
    try {
      await depart(this.#host, provider, this.#errand);
      // A page that comes back out of the browser's memory is ready for another try.
      addEventListener('pageshow', () => this.#show(), { once: true });
    } catch (error) {
      this.#show(this.#host.t.common.error[failureOf(error).code]);
    }
  }

  #show(failure?: string, busy?: string): void {
    this.#failure = failure;
    this.#busy = busy;
    this.#host.requestUpdate();
  }
}

export const styles = [
  css`
    .doors {
      display: grid;
      gap: var(--_space);
    }
    .doors .error {
      margin-block: var(--_space);
    }
    .mark {
      display: inline-grid;
      flex: none;
      place-items: center;
      inline-size: calc(1.5 * var(--palier-u));
      block-size: calc(1.5 * var(--palier-u));
      border: thin solid currentColor;
      border-radius: 50%;
      font-size: var(--_small);
      font-weight: 600;
      line-height: 1;
    }
  `,
];

export const create = (host: FormElement, errand: SocialErrand): Screen => new SocialDoors(host, errand);
