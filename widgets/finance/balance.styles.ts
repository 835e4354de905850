import { css } from 'lit';

export const balanceStyles = css`
  .role + .role {
    border-block-start: thin solid var(--_border);
    margin-block-start: calc(2 * var(--_space));
  }
  .role .title {
    margin-block-end: calc(0.5 * var(--_space));
    font-size: var(--palier-u);
  }
  .standing {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    margin: 0;
    max-inline-size: none;
  }
  .amount {
    font-size: clamp(var(--palier-u), 12cqi - 0.8 * var(--palier-u), 2 * var(--palier-u));
    font-weight: 600;
    line-height: 1.35;
    letter-spacing: -0.01em;
  }
  .amount,
  .figure,
  .sum {
    white-space: nowrap;
  }
  .words {
    display: inline-flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
  }
  .debtor {
    color: var(--_danger);
  }
  .words .icon {
    color: var(--_success);
  }
  .debtor + .words .icon {
    color: var(--_danger);
  }
  .account {
    display: flex;
    flex-wrap: wrap;
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
    padding: 0 var(--_pad) var(--_space);
  }

  :not(.body) + .account {
    padding-block-start: calc(2 * var(--_space));
    border-block-start: thin solid var(--_border);
  }

  /* One line per property. */
  .subtitle {
    margin: 0;
    font-weight: inherit;
  }
  .ledger {
    display: flex;
    align-items: center;
    gap: 0 var(--_space);
    inline-size: 100%;
    min-block-size: calc(1.35 * var(--_target));
    padding: var(--_space) var(--_pad);
    border-block-start: thin solid var(--_border);
  }
  .ledger:hover {
    background: var(--_tint);
  }
  .ledger:focus-visible {
    outline-offset: calc(-0.1875 * var(--palier-u));
  }
  .ledger .icon {
    transition: transform 120ms;
  }
  .ledger[aria-expanded='true'] .icon {
    transform: rotate(90deg);
  }
  .building {
    display: grid;
    padding: calc(1.5 * var(--_space)) var(--_pad) var(--_space);
    border-block-start: thin solid var(--_border);
    font-weight: 500;
  }
  .line {
    display: flex;
    flex: 1;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
    min-inline-size: 0;
  }
  /* A name keeps its line; the sum goes under it when both do not fit. */
  .place {
    display: grid;
    font-weight: 500;
  }
  .building .small,
  .place .small {
    font-weight: 400;
  }
  .figure {
    text-align: end;
  }
  .ledger .figure {
    display: grid;
    margin-inline-start: auto;
  }
  .sum {
    font-weight: 600;
  }

  .foot {
    padding: var(--_space) var(--_pad);
    border-block-start: thin solid var(--_border);
  }
  .panel {
    margin: 0;
    padding: 0 var(--_pad) calc(2 * var(--_space));
  }
  .panel[aria-busy='true'] table {
    opacity: 0.5;
  }
  .years {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin-block-end: var(--_space);
  }
  button.year {
    min-inline-size: calc(1.5 * var(--_target));
    min-block-size: var(--_target);
    border: thin solid var(--_edge);
    border-radius: var(--_radius);
    text-align: center;
  }
  button.year:hover {
    background: var(--_tint);
  }
  button.year[aria-pressed='true'] {
    border-color: var(--_ink);
    box-shadow: inset 0 0 0 1px var(--_ink);
    color: var(--_ink);
    font-weight: 600;
  }

  @container palier (inline-size < 30em) {
    .ledger .figure {
      display: flex;
      flex-wrap: wrap;
      align-items: baseline;
      justify-content: end;
      gap: 0 var(--_space);
      white-space: normal;
    }
  }
  @container palier (inline-size >= 30em) {
    .place {
      flex: 1 1 12em;
    }
    .role .body {
      padding-block-end: calc(1.5 * var(--_space));
    }
  }

  .more {
    inline-size: 100%;
    margin-block-start: var(--_space);
  }
  summary {
    list-style: none;
    cursor: pointer;
  }
  summary::-webkit-details-marker {
    display: none;
  }
  dl {
    margin: 0;
    max-inline-size: 65ch;
  }
  dt {
    font-weight: 600;
  }
  dd {
    margin: 0 0 calc(1.5 * var(--_space));
  }

  .letterhead,
  .print-only {
    display: none;
  }
  @media (forced-colors: active) {
    button.year[aria-pressed='true'] {
      forced-color-adjust: none;
      color: HighlightText;
      background: Highlight;
    }
  }
  @media print {
    .letterhead,
    .print-only {
      display: block;
    }
    .letterhead {
      padding-block-end: calc(2 * var(--_space));
      border-block-end: thin solid #000;
    }
    .debtor,
    .muted {
      color: #000;
    }
    .body,
    .account,
    .ledger,
    .panel {
      padding-inline: 0;
    }
    .ledger .icon,
    .words .icon {
      display: none;
    }
  }
`;
