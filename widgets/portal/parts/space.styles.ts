import { css } from 'lit';

export const spaceStyles = css`
  nav {
    border-block-end: thin solid var(--_border);
  }
  nav ul {
    display: grid;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .place {
    all: unset;
    box-sizing: border-box;
    display: flex;
    align-items: center;
    gap: var(--_space);
    inline-size: 100%;
    min-block-size: calc(1.2 * var(--_target));
    padding-inline: var(--_space);
    border-block: calc(0.1875 * var(--palier-u)) solid transparent;
    color: var(--_muted);
    font-weight: 500;
    cursor: pointer;
  }
  .place:hover {
    color: var(--_text);
    background: var(--_tint);
  }
  .place[aria-current] {
    border-block-end-color: var(--_ink);
    color: var(--_text);
  }
  .place[aria-current] .icon {
    color: var(--_ink);
  }
  .place:focus-visible {
    outline: calc(0.1875 * var(--palier-u)) solid var(--_focus);
    outline-offset: calc(-0.1875 * var(--palier-u));
  }

  section {
    padding-block: calc(4 * var(--_space));
  }
  section > .title,
  .greeting .title {
    margin-block-end: calc(2 * var(--_space));
    font-size: calc(1.5 * var(--palier-u));
  }
  /* A company's whole name, on few lines. */
  .greeting.company .title {
    font-size: calc(1.25 * var(--palier-u));
  }
  [role='heading']:focus-visible {
    outline: none;
  }
  .greeting {
    margin-block-end: calc(3 * var(--_space));
  }
  .greeting .title {
    margin-block-end: var(--_space);
  }
  .badges {
    display: flex;
    flex-wrap: wrap;
    gap: var(--_space);
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .badges li {
    padding: 0 calc(1.25 * var(--_space));
    border: thin solid var(--_border);
    border-radius: var(--_radius);
    color: var(--_muted);
    font-size: var(--_small);
    line-height: 1.9;
  }
  .columns,
  .column {
    display: grid;
    align-content: start;
    gap: calc(2 * var(--_space));
    min-inline-size: 0;
  }
  .card {
    min-inline-size: 0;
    padding: calc(2 * var(--_space));
    border: thin solid var(--_border);
    border-radius: var(--_radius);
  }
  .lines {
    margin: 0 0 var(--_space);
    padding: 0;
    list-style: none;
  }
  .lines li {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
    padding-block: var(--_space);
    border-block-start: thin solid var(--_border);
  }
  .lines li:first-child {
    border-block-start: 0;
  }
  .what {
    display: grid;
    flex: 1 1 10em;
  }
  .amount {
    font-size: calc(1.25 * var(--palier-u));
    font-weight: 600;
    white-space: nowrap;
    margin-inline-start: auto;
  }
  .debtor {
    color: var(--_danger);
  }
  .lines .link {
    flex: 1 1 12em;
    color: var(--_text);
    text-decoration-color: var(--_edge);
  }
  .lines .icon {
    color: var(--_muted);
  }
  .card > .link {
    margin-block: calc(-1 * var(--_space));
  }
  .card > p {
    margin: 0 0 var(--_space);
  }
  .card > p:last-child {
    margin: 0;
  }

  dl,
  dd {
    margin: 0;
  }
  .contact {
    display: grid;
    gap: calc(1.5 * var(--_space));
  }
  dt {
    color: var(--_muted);
    font-size: var(--_small);
  }
  dd span {
    display: block;
  }
  /* Tall enough for a thumb without moving its neighbours. */
  dd .link {
    display: inline;
    padding-block: calc(0.65 * var(--palier-u));
    overflow-wrap: anywhere;
  }

  @container palier (inline-size >= 17em) {
    nav ul {
      grid-template-columns: repeat(2, minmax(0, 1fr));
    }
  }
  @container palier (inline-size >= 26em) {
    nav ul {
      grid-template-columns: repeat(4, minmax(0, 1fr));
    }
    .place {
      flex-direction: column;
      justify-content: center;
      gap: 0;
      padding: var(--_space) 0;
      font-size: var(--_small);
      text-align: center;
    }
  }
  @container palier (inline-size >= 40em) {
    nav ul {
      display: flex;
      gap: calc(2 * var(--_space));
    }
    .place {
      flex-direction: row;
      gap: var(--_space);
      padding: 0 var(--_space);
      font-size: inherit;
    }
    .card {
      padding: calc(3 * var(--_space));
    }
  }
  @container palier (inline-size >= 50em) {
    .columns {
      grid-template-columns: minmax(0, 1.8fr) minmax(0, 1fr);
      gap: calc(3 * var(--_space));
    }
    .column {
      gap: calc(3 * var(--_space));
    }
  }
  @media (forced-colors: active) {
    .place {
      border-color: Canvas;
    }
    .place[aria-current] {
      border-block-end-color: Highlight;
    }
  }
`;
