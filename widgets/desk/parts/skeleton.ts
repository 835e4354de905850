import { html } from 'lit';
import type { PalierElement } from '../../shared/element.ts';

/** The height of a list that is on its way. */
export const rowsToCome = ({ t }: PalierElement) =>
  html`<p class="hidden-but-read" role="status">${t.common.loading}</p>
    <div class="skeleton" aria-hidden="true">
      ${[1, 2, 3, 4, 5, 6, 7, 8].map(() => html`<div class="bar tall"></div>`)}
    </div>`;
