import { css } from 'lit';

export const documentStyles = css`
  .letterhead {
    display: none;
  }
  .tabs {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--_space);
    padding-inline: calc(var(--_pad) - var(--_space));
    border-block-end: thin solid var(--_border);
  }
  [role='tab'] {
    min-block-size: calc(1.2 * var(--_target));
    padding-inline: var(--_space);
    border-block: calc(0.1875 * var(--palier-u)) solid transparent;
    color: var(--_muted);
    font-weight: 500;
  }
  [role='tab']:hover {
    color: var(--_text);
  }
  [role='tab'][aria-selected='true'] {
    border-block-end-color: var(--_ink);
    color: var(--_text);
  }
  .count {
    display: inline-block;
    margin-inline-start: calc(0.25 * var(--_space));
    padding: 0 calc(0.5 * var(--_space));
    border-radius: var(--_radius);
    background: var(--_tint);
    font-size: var(--_small);
  }
  [role='tabpanel'][aria-busy='true'] .rows {
    opacity: 0.5;
  }

  .filters {
    display: grid;
    gap: calc(1.5 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_pad) 0;
  }
  .field {
    display: grid;
    gap: calc(0.5 * var(--_space));
    min-inline-size: 0;
  }
  label {
    font-weight: 500;
  }
  input,
  select {
    box-sizing: border-box;
    inline-size: 100%;
    min-inline-size: 0;
    min-block-size: var(--_target);
    margin: 0;
    padding: var(--_space);
    border: thin solid var(--_edge);
    border-radius: var(--_radius);
    color: inherit;
    background: var(--_surface);
    font: inherit;
    text-overflow: ellipsis;
  }
  /* Drawn in the colour of the text, the same in every browser. */
  select {
    appearance: none;
    padding-inline-end: calc(4 * var(--_space));
    background:
      linear-gradient(45deg, transparent 50%, currentColor 50%) calc(100% - 1.125em) 55% / 0.375em 0.375em
        no-repeat,
      linear-gradient(-45deg, transparent 50%, currentColor 50%) calc(100% - 0.75em) 55% / 0.375em 0.375em
        no-repeat,
      var(--_surface);
  }
  select option {
    background: var(--_surface);
  }
  ::-webkit-search-cancel-button {
    appearance: none;
    inline-size: 0.75em;
    block-size: 0.75em;
    background:
      linear-gradient(45deg, transparent 45%, currentColor 45% 55%, transparent 55%),
      linear-gradient(-45deg, transparent 45%, currentColor 45% 55%, transparent 55%);
    opacity: 0.7;
    cursor: pointer;
  }
  .with-icon {
    position: relative;
  }
  .with-icon .icon {
    position: absolute;
    inset-block-start: 50%;
    inset-inline-start: calc(1.25 * var(--_space));
    translate: 0 -50%;
    color: var(--_muted);
    pointer-events: none;
  }
  .with-icon input {
    appearance: none;
    padding-inline-start: calc(2 * var(--_space) + 1.25 * var(--palier-u));
  }
  .toggle {
    justify-self: start;
  }
  .lists {
    display: none;
    align-items: end;
    gap: calc(1.5 * var(--_space));
  }
  .lists.open {
    display: grid;
  }
  .result {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
    padding: var(--_space) var(--_pad) 0;
  }
  .result p {
    margin: 0;
  }
  .result.none {
    display: grid;
    justify-items: start;
    gap: calc(1.5 * var(--_space));
    padding-block-start: calc(2 * var(--_space));
    overflow-wrap: anywhere;
  }
  .result:last-child {
    padding-block-end: calc(2 * var(--_space));
  }

  .rows {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .row {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    gap: 0 calc(1.5 * var(--_space));
    padding: calc(2 * var(--_space)) var(--_pad) var(--_space);
    border-block-start: thin solid var(--_border);
  }
  .row:first-child {
    border-block-start: 0;
  }
  .row:focus-visible {
    outline-offset: calc(-0.1875 * var(--palier-u));
  }
  .row > .icon {
    margin-block-start: 0.15em;
    color: var(--_muted);
  }
  .name {
    font-weight: 500;
  }
  .new {
    display: inline-block;
    margin-inline-start: calc(0.5 * var(--_space));
    padding-inline: calc(0.75 * var(--_space));
    border: thin solid currentColor;
    border-radius: var(--_radius);
    color: var(--_success);
    font-size: var(--_small);
    font-weight: 500;
  }
  .what .muted {
    display: block;
  }
  .acts {
    display: flex;
    flex-wrap: wrap;
    grid-column: 2;
    gap: 0 var(--_space);
    margin-inline-start: calc(-1 * var(--_space));
  }
  /* Two per row: words without a box, so that the titles lead. */
  .quiet {
    display: inline-flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
    min-block-size: var(--_target);
    padding-inline: var(--_space);
    border-radius: var(--_radius);
    color: var(--_ink);
    font-weight: 500;
  }
  .quiet:hover {
    background: var(--_tint);
  }
  .quiet[aria-disabled='true'] {
    opacity: 0.65;
  }
  [role='tabpanel'] > .trouble {
    margin: calc(2 * var(--_space)) var(--_pad);
  }
  .row .trouble {
    grid-column: 2 / -1;
    margin-block: 0 var(--_space);
  }
  .foot {
    padding: calc(2 * var(--_space)) var(--_pad);
    border-block-start: thin solid var(--_border);
  }
  .more {
    inline-size: 100%;
  }
  .as-of {
    padding: 0 var(--_pad) calc(2 * var(--_space));
  }

  @container palier (inline-size < 22em) {
    .tabs {
      column-gap: 0;
    }
    [role='tab'] {
      padding-inline: calc(0.25 * var(--_space));
      font-size: var(--_small);
    }
    .acts {
      grid-column: 1 / -1;
    }
  }
  @container palier (inline-size >= 30em) {
    .toggle {
      display: none;
    }
    .lists,
    .lists.open {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(10em, 1fr));
    }
  }
  @container palier (inline-size >= 42em) {
    .row {
      grid-template-columns: auto minmax(0, 1fr) auto;
      align-items: center;
      padding-block: calc(1.5 * var(--_space));
    }
    .row > .icon {
      align-self: start;
    }
    .acts {
      grid-column: 3;
      flex-wrap: nowrap;
      margin-inline: 0 calc(-1 * var(--_space));
    }
  }
  @media (forced-colors: active) {
    [role='tab'] {
      border-color: Canvas;
    }
    [role='tab'][aria-selected='true'] {
      border-block-end-color: Highlight;
    }
  }
  @media print {
    .letterhead {
      display: block;
      padding-block-end: calc(2 * var(--_space));
      border-block-end: thin solid #000;
    }
    .tabs [aria-selected='false'],
    .acts {
      display: none;
    }
    .tabs,
    .result,
    .row {
      padding-inline: 0;
    }
    .row {
      break-inside: avoid;
    }
    .muted {
      color: #000;
    }
  }
`;
