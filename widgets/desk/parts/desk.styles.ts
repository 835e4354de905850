import { css } from 'lit';

export const deskStyles = css`
  /* A page of its own rather than a card. */
  .root {
    border: 0;
    border-radius: 0;
  }
  /* Two hundred requests: dense, where a mouse points. Fingers keep their targets. */
  @media (pointer: fine) {
    :host(:not([density='comfortable'])) .root {
      --_space: calc(0.75 * var(--palier-space, calc(0.5 * var(--palier-u))));
      --_target: calc(2.25 * var(--palier-u));
    }
  }
  .top {
    display: flex;
    flex-direction: column-reverse;
    border-block-end: thin solid var(--_border);
  }
  .who-is-here {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    min-inline-size: 0;
  }
  .who-is-here .small {
    flex: 1 1 auto;
  }
  nav ul {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(2 * var(--_space));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .place {
    display: flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: calc(1.2 * var(--_target));
    padding-inline: var(--_space);
    border-block: calc(0.1875 * var(--palier-u)) solid transparent;
    color: var(--_muted);
    font-weight: 500;
    text-decoration: none;
  }
  .place:hover {
    color: var(--_text);
    background: var(--_tint);
  }
  .place[aria-current] {
    border-block-end-color: var(--_ink);
    color: var(--_text);
  }
  .count {
    padding: 0 calc(0.75 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_tint);
    color: var(--_text);
    font-size: var(--_small);
    font-weight: 500;
  }
  section {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2 * var(--_space));
    padding-block: calc(3 * var(--_space));
  }
  section .title {
    margin: 0;
    font-size: calc(1.5 * var(--palier-u));
  }
  [data-title]:focus,
  [tabindex='-1']:focus {
    outline: none;
  }
  .panel[tabindex='-1']:focus-visible {
    outline: calc(0.125 * var(--palier-u)) solid var(--_focus);
  }
  .strong {
    font-weight: 600;
  }
  .head {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: var(--_space) calc(3 * var(--_space));
  }
  .switch {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
  }
  .switch button {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: var(--_target);
    padding-inline: calc(1.5 * var(--_space));
    border: thin solid var(--_edge);
    border-radius: var(--_radius);
    color: var(--_muted);
  }
  .switch [aria-pressed='true'] {
    border-color: var(--_ink);
    box-shadow: inset 0 0 0 thin var(--_ink);
    color: var(--_text);
    font-weight: 600;
  }
  .empty {
    padding-block: calc(4 * var(--_space));
  }
  @container palier (inline-size >= 40em) {
    .top {
      flex-direction: row;
      align-items: end;
      justify-content: space-between;
      gap: calc(3 * var(--_space));
    }
    .who-is-here {
      flex: 0 1 auto;
    }
  }
  @media (forced-colors: active) {
    .place {
      border-color: Canvas;
    }
    .place[aria-current],
    .switch [aria-pressed='true'] {
      border-color: Highlight;
    }
  }
`;
