import { css } from 'lit';

export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: calc(0.75 * var(--_space)) calc(1.5 * var(--_space)) calc(0.75 * var(--_space)) 0;
    text-align: start;
    vertical-align: top;
  }
  thead th {
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 500;
  }
  tbody th {
    font-weight: 500;
  }
  tbody tr {
    border-block-start: thin solid var(--_border);
  }
  tbody tr:hover {
    background: var(--_tint);
  }
  tr.inside,
  tr.inside:hover {
    border: 0;
    background: none;
  }
  tr.inside > td {
    display: table-cell;
    padding: var(--_space) 0 calc(2 * var(--_space));
  }
  .inside .deeds {
    margin-block-start: calc(1.5 * var(--_space));
  }
  [aria-busy='true'] tbody {
    opacity: 0.5;
  }
  td > span,
  td > time {
    display: block;
  }
  td .access,
  td .refused {
    display: flex;
  }
  .access > span {
    white-space: nowrap;
  }
  .open {
    display: inline-flex;
    align-items: center;
    gap: calc(0.5 * var(--_space));
    min-block-size: var(--_target);
    color: var(--_text);
    font-weight: 500;
    text-decoration: underline;
    text-decoration-color: var(--_edge);
    text-underline-offset: 0.2em;
    cursor: pointer;
    overflow-wrap: anywhere;
  }
  .open .icon {
    margin-inline-start: calc(-0.375 * var(--palier-u));
    color: var(--_muted);
  }
  .open[aria-expanded='true'] .icon {
    rotate: 90deg;
  }
  .excerpt {
    display: -webkit-box;
    overflow: hidden;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 1;
  }
  .chosen {
    position: sticky;
    inset-block-end: 0;
    display: grid;
    gap: var(--_space);
    max-block-size: 75vh;
    overflow-y: auto;
    padding-block: calc(1.5 * var(--_space));
    border-block-start: thin solid var(--_edge);
    background: var(--_surface);
  }
  section > .button {
    justify-self: start;
  }
  .tick {
    inline-size: var(--_target);
  }
  .more {
    inline-size: 100%;
    margin-block-start: calc(1.5 * var(--_space));
  }
  @container palier (inline-size >= 40em) {
    /* All columns begin on the line of the name's link. */
    .requests td:not(.who),
    .people td:not(.who, .tick) {
      padding-block-start: calc(0.75 * var(--_space) + (var(--_target) - 1.5em) / 2);
    }
    .requests .who {
      inline-size: 33%;
    }
    /* An address reads badly in three lines: the kind of request gives way first. */
    .requests .reach {
      inline-size: 37%;
    }
    .when {
      white-space: nowrap;
    }
  }
  @container palier (inline-size >= 56em) {
    .requests .who {
      inline-size: 40%;
    }
    .requests .reach {
      inline-size: auto;
    }
    .kind {
      white-space: nowrap;
    }
  }
  /* Too narrow for columns: each line becomes a small block. */
  @container palier (inline-size < 40em) {
    thead {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
    table,
    tbody,
    tr.inside > td,
    .requests td,
    .changes th,
    .changes td,
    .people td {
      display: block;
      padding: 0;
    }
    tbody tr {
      padding-block: var(--_space);
    }
    /* Who, what and when, how to reach them. */
    .requests tr {
      display: flex;
      flex-wrap: wrap;
      gap: 0 calc(1.5 * var(--_space));
    }
    .requests :is(.who, .reach) {
      flex: 1 0 100%;
      min-inline-size: 0;
    }
    .requests .when {
      order: 1;
    }
    .requests .reach {
      display: flex;
      flex-wrap: wrap;
      order: 2;
      align-items: center;
      gap: 0 calc(1.5 * var(--_space));
    }
    .reach .tel {
      display: inline-flex;
      align-items: center;
      min-block-size: var(--_target);
    }
    .people tr {
      display: grid;
      grid-template-columns: var(--_target) minmax(0, 1fr);
      gap: 0 var(--_space);
    }
    .people td:not(.tick) {
      grid-column: 2;
    }
    .people .inside > td {
      grid-column: 1 / -1;
    }
    .people .tick {
      grid-row: 1 / span 3;
    }
    .changes tr {
      display: block;
    }
    .changes td::before {
      display: block;
      content: attr(data-name);
      content: attr(data-name) / '';
      color: var(--_muted);
      font-size: var(--_small);
    }
    .when,
    .requests .kind {
      font-size: var(--_small);
    }
    .when {
      color: var(--_muted);
    }
    .when > * {
      display: inline;
      font-size: inherit;
    }
  }
  @media print {
    thead th {
      color: #000;
    }
    tr {
      break-inside: avoid;
    }
  }
`;
