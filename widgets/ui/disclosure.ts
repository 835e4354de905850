import { css, html, type TemplateResult } from 'lit';
import { icon } from '../shared/icons.ts';

/** Something to open in place. `onOpen` is called each time it opens. */
export const disclosure = (summary: unknown, body: unknown, onOpen?: () => void): TemplateResult => html`
  <details
    class="disclosure"
    @toggle=${(event: Event) => (event.target as HTMLDetailsElement).open && onOpen?.()}
  >
    <summary>${icon('chevron')}<span>${summary}</span></summary>
    <div class="disclosed">${body}</div>
  </details>
`;

export const disclosureStyles = css`
  .disclosure > summary {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: var(--_target);
    list-style: none;
    cursor: pointer;
  }
  .disclosure > summary::-webkit-details-marker {
    display: none;
  }
  .disclosure > summary:hover span {
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  .disclosure > summary .icon {
    /* The drawing, not its box, stands on the text's edge. */
    margin-inline-start: calc(-0.375 * var(--palier-u));
    color: var(--_muted);
    transition: transform 120ms;
  }
  .disclosure[open] > summary .icon {
    transform: rotate(90deg);
  }
  .disclosure > summary:dir(rtl) .icon {
    transform: scaleX(-1);
  }
  .disclosed {
    padding-block: calc(0.5 * var(--_space)) calc(2 * var(--_space));
    padding-inline-start: calc(0.875 * var(--palier-u) + var(--_space));
  }
`;
