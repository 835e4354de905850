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

  .field {
    display: grid;
    gap: calc(0.5 * var(--_space));
    max-inline-size: calc(34 * var(--palier-u));
  }
  .field p {
    margin: 0;
  }
  label {
    font-weight: 500;
  }
  input:not([type='checkbox']),
  textarea {
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
  }
  textarea {
    resize: vertical;
  }
  input[aria-invalid] {
    border-color: var(--_danger);
  }
  .error {
    color: var(--_danger);
  }
  .error:empty {
    display: none;
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
    padding-inline-start: calc(2 * var(--_space) + 1.25 * var(--palier-u));
  }
  .check {
    display: inline-flex;
    align-items: center;
    gap: var(--_space);
    min-block-size: var(--_target);
    min-inline-size: var(--_target);
    cursor: pointer;
  }
  .check input {
    flex: none;
    inline-size: calc(1.125 * var(--palier-u));
    block-size: calc(1.125 * var(--palier-u));
    margin: 0;
    accent-color: var(--_accent);
  }

  .ways {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(3 * var(--_space));
  }
  .ways span {
    display: flex;
    flex-wrap: wrap;
    gap: 0 calc(3 * var(--_space));
  }
  .back .icon {
    rotate: 180deg;
  }
  .letterhead {
    display: none;
  }
  .kind {
    margin: 0;
    font-weight: 500;
  }
  p.kind {
    color: var(--_muted);
    font-size: var(--_small);
  }
  section > p {
    margin: 0;
  }
  .message {
    white-space: pre-line;
    overflow-wrap: anywhere;
  }
  dl,
  dd {
    margin: 0;
  }
  .facts {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 13em), 1fr));
    gap: calc(1.5 * var(--_space)) calc(3 * var(--_space));
  }
  .facts > div:has(.message) {
    grid-column: 1 / -1;
    max-inline-size: 65ch;
  }
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  dd,
  td {
    overflow-wrap: anywhere;
  }
  .tel {
    color: var(--_ink);
    white-space: nowrap;
  }
  dd .tel {
    display: inline-flex;
    align-items: center;
    min-block-size: var(--_target);
  }
  .panel {
    display: grid;
    justify-items: start;
    gap: calc(1.5 * var(--_space));
    padding: calc(2 * var(--_space));
    border: thin solid var(--_border);
    border-radius: var(--_radius);
  }
  .panel > p {
    margin: 0;
  }
  .panel .field {
    inline-size: 100%;
  }
  .panel .trouble {
    margin: 0;
  }
  .closing {
    display: grid;
    gap: var(--_space);
  }
  .closing p {
    margin: 0;
  }
  #closed .icon {
    vertical-align: text-bottom;
    color: var(--_success);
  }
  .matches,
  .list {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(2 * var(--_space));
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .matches > * {
    margin: 0;
  }
  .match,
  .deeds {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    gap: calc(1.5 * var(--_space));
  }
  .match {
    padding-block-start: calc(2 * var(--_space));
    border-block-start: thin solid var(--_border);
  }
  .match .subtitle {
    margin: 0;
  }
  .reasons {
    display: flex;
    flex-wrap: wrap;
    gap: calc(0.5 * var(--_space)) var(--_space);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .reasons li {
    padding-inline: var(--_space);
    border-radius: var(--_radius);
    background: var(--_tint);
    font-size: var(--_small);
  }
  .access,
  .refused {
    display: inline-flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
  }
  .access .icon {
    color: var(--_muted);
  }
  .access.active .icon {
    color: var(--_success);
  }
  .refused {
    color: var(--_warning);
  }
  .chosen {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: var(--_space);
    padding-block: calc(1.5 * var(--_space));
    border-block-start: thin solid var(--_edge);
    background: var(--_surface);
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
  @media print {
    .letterhead {
      display: block;
      padding-block-end: calc(2 * var(--_space));
      border-block-end: thin solid #000;
    }
    .muted,
    dt {
      color: #000;
    }
    .match {
      break-inside: avoid;
    }
    .panel {
      border: 0;
      padding: 0;
    }
    .tel {
      color: inherit;
      text-decoration: none;
    }
  }
`;
