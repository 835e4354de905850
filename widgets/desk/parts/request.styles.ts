import { css } from 'lit';

export const requestStyles = css`
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
  .sheet,
  .about {
    display: grid;
    grid-template-columns: minmax(0, 1fr);
    align-content: start;
    align-items: start;
    gap: calc(3 * var(--_space));
  }
  .about > .subtitle {
    margin-block-end: calc(-2 * var(--_space));
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
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 15em), 1fr));
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
  dd .small {
    display: block;
  }
  summary {
    display: flex;
    align-items: center;
    min-block-size: var(--_target);
    color: var(--_ink);
    text-decoration: underline;
    text-underline-offset: 0.2em;
    cursor: pointer;
  }
  /* Tall enough for a thumb. */
  @media (pointer: coarse) {
    dd .tel {
      display: inline-flex;
      align-items: center;
      min-block-size: var(--_target);
    }
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
  @container palier (inline-size >= 56em) {
    .sheet {
      grid-template-columns: minmax(0, 2fr) minmax(0, 1fr);
    }
    .closing {
      position: sticky;
      inset-block-start: calc(2 * var(--_space));
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
    .facts {
      grid-template-columns: 1fr 1fr;
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
