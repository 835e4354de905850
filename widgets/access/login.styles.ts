import { css } from 'lit';

/**
 * Slotted fields stand in the page's own tree, where any of its rules reach them: each property we rely on is said
 * again, important, which wins over the page's important ones.
 */
export const loginStyles = css`
  .form {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2 * var(--_space));
    max-inline-size: calc(26 * var(--palier-u));
  }
  .form > .link {
    justify-self: start;
    margin-block: calc(-0.5 * var(--_space));
  }
  .entry {
    position: relative;
    display: grid;
    margin-block-start: calc(0.5 * var(--_space));
  }
  .field .error {
    margin-block-start: calc(0.5 * var(--_space));
  }
  .error:not(:has(.icon)) {
    display: none;
  }
  .alert .error {
    margin-block-end: calc(1.5 * var(--_space));
  }

  ::slotted(label),
  ::slotted(:is(input, select, textarea)),
  ::slotted(span),
  ::slotted(button) {
    all: unset !important;
    box-sizing: border-box !important;
    display: block !important;
  }
  ::slotted([hidden]) {
    display: none !important;
  }
  ::slotted(label) {
    font-weight: 500 !important;
  }
  ::slotted(:is(input, select, textarea)) {
    min-inline-size: 0 !important;
    min-block-size: var(--_target) !important;
    padding: var(--_space) calc(1.5 * var(--_space)) !important;
    border: thin solid var(--_edge) !important;
    border-radius: var(--_radius) !important;
    color: var(--_text) !important;
    background: var(--_surface) !important;
    cursor: text !important;
  }
  ::slotted(select) {
    appearance: auto !important;
    cursor: pointer !important;
  }
  ::slotted(textarea) {
    resize: vertical !important;
    white-space: pre-wrap !important;
    overflow-wrap: break-word !important;
  }
  ::slotted([aria-invalid='true']) {
    border-color: var(--_danger) !important;
    box-shadow: inset 0 0 0 calc(0.0625 * var(--palier-u)) var(--_danger) !important;
  }
  ::slotted(:focus-visible) {
    outline: calc(0.1875 * var(--palier-u)) solid var(--_focus) !important;
    outline-offset: calc(0.125 * var(--palier-u)) !important;
  }
  ::slotted(button) {
    inline-size: 100% !important;
    min-block-size: var(--_target) !important;
    padding: var(--_space) calc(2 * var(--_space)) !important;
    border: thin solid light-dark(transparent, var(--_ink)) !important;
    overflow-wrap: anywhere !important;
    border-radius: var(--_radius) !important;
    font-weight: 600 !important;
    line-height: 1.25 !important;
    text-align: center !important;
    cursor: pointer !important;
    color: var(--_on-accent) !important;
    background: var(--_accent) !important;
  }
  ::slotted(button:hover) {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text)) !important;
  }
  ::slotted(button[aria-disabled='true']) {
    cursor: default !important;
    opacity: 0.65 !important;
  }
  ::slotted(span) {
    font-size: var(--_small) !important;
    color: inherit !important;
  }
  ::slotted([slot$='-hint']) {
    color: var(--_muted) !important;
  }

  .error {
    display: flex;
    gap: calc(0.75 * var(--_space));
    align-items: flex-start;
    margin: 0;
    font-size: var(--_small);
    color: var(--_danger);
  }
  .reveal {
    display: inline-flex;
    flex: none;
    align-items: center;
    gap: calc(0.75 * var(--_space));
    min-block-size: var(--_target);
    padding-inline: calc(1.5 * var(--_space));
    font-size: var(--_small);
    color: var(--_muted);
  }
  /* Inside the field, at its end; under it where letters leave no room. */
  @container palier (inline-size >= 17em) {
    .reveal {
      position: absolute;
      inset-inline-end: 0;
    }
    .entry:has(.reveal) ::slotted(input) {
      padding-inline-end: calc(6.75 * var(--palier-u)) !important;
    }
  }
  .reveal:hover {
    color: var(--_text);
  }
  .chosen {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
    padding: calc(0.25 * var(--_space)) calc(1.5 * var(--_space));
    border: thin solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_tint);
  }
  .chosen span {
    padding-block: calc(0.5 * var(--_space));
    overflow-wrap: anywhere;
  }
  .more {
    margin-block-start: calc(2 * var(--_space));
    padding-block-start: var(--_space);
    border-block-start: thin solid var(--_border);
  }
  /* As high as the form it stands for. */
  .skeleton {
    align-content: start;
    min-block-size: calc(36.5 * var(--palier-u));
  }
  @container palier (inline-size >= 38em) {
    .skeleton {
      max-inline-size: calc(26 * var(--palier-u));
      min-block-size: calc(24.5 * var(--palier-u));
    }
    .split {
      display: grid;
      grid-template-columns: minmax(0, 5fr) minmax(0, 4fr);
      gap: calc(4 * var(--_space));
    }
    .split .more {
      margin: 0;
      padding-block: 0;
      padding-inline-start: calc(3 * var(--_space));
      border: 0;
      border-inline-start: thin solid var(--_border);
    }
  }
  .more > p {
    margin-block-end: calc(0.5 * var(--_space));
  }
  .more > .button {
    margin-block-end: var(--_space);
  }
  .strong {
    font-weight: 600;
    color: var(--_ink);
    border-color: var(--_ink);
  }
  .others {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: var(--_space);
    max-inline-size: calc(26 * var(--palier-u));
  }
  .wide {
    inline-size: 100%;
    max-inline-size: calc(26 * var(--palier-u));
  }

  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  [data-title]:focus {
    outline: none;
  }

  .brief > .actions {
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
  }
  .brief .title {
    margin: 0;
    font-size: inherit;
  }
  .who {
    margin-block-end: 0;
  }
  @container palier (inline-size < 30em) {
    .body:not(.notice) > .actions > .button {
      flex: 1 1 100%;
    }
  }
  .card {
    display: grid;
    gap: 0 calc(2 * var(--_space));
    margin: 0;
  }
  .card-name {
    margin-block-end: calc(0.5 * var(--_space));
  }
  .card dt {
    font-size: var(--_small);
    color: var(--_muted);
  }
  .card dd {
    margin: 0 0 var(--_space);
    overflow-wrap: anywhere;
  }
  .card dd span {
    display: block;
  }
  .card a {
    display: inline-block;
    padding-block: calc(0.5 * var(--_space));
  }
  @media print {
    .actions,
    .more,
    .reveal,
    ::slotted(button) {
      display: none !important;
    }
  }
`;
