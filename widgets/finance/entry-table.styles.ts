import { css } from 'lit';

export const tableStyles = css`
  table {
    inline-size: 100%;
    border-collapse: collapse;
  }
  th,
  td {
    padding: calc(0.25 * var(--_space)) calc(1.5 * var(--_space));
    text-align: start;
    vertical-align: middle;
  }
  th:first-child,
  td:first-child {
    padding-inline-start: 0;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  th {
    padding-block: var(--_space);
    font-size: var(--_small);
    font-weight: 500;
    color: var(--_muted);
    vertical-align: bottom;
  }
  td {
    block-size: var(--_target);
    border-block-start: thin solid var(--_border);
  }
  th.figure,
  td.figure {
    text-align: end;
  }
  th.figure {
    white-space: normal;
  }
  td.date {
    white-space: nowrap;
    color: var(--_muted);
  }
  td .link {
    color: inherit;
    text-decoration-color: var(--_edge);
  }
  td .link .icon {
    color: var(--_ink);
  }
  tr:focus-visible {
    outline-offset: calc(-0.125 * var(--palier-u));
  }

  /* Too narrow for five columns: each line becomes a small block of named figures. */
  @container palier (inline-size < 30em) {
    thead,
    th {
      position: absolute;
      inline-size: 1px;
      block-size: 1px;
      overflow: hidden;
      clip-path: inset(50%);
      padding: 0;
      white-space: nowrap;
    }
    table,
    tbody,
    tr,
    td {
      display: block;
    }
    tr {
      padding-block: calc(1.5 * var(--_space));
      border-block-start: thin solid var(--_border);
    }
    td {
      block-size: auto;
      padding: 0;
      border: 0;
    }
    td.date {
      font-size: var(--_small);
    }
    td.label {
      font-weight: 500;
    }
    td.figure {
      display: flex;
      flex-wrap: wrap;
      justify-content: space-between;
      gap: 0 var(--_space);
    }
    td.figure::before {
      content: attr(data-name);
      content: attr(data-name) / '';
      color: var(--_muted);
    }
    td.figure:empty {
      display: none;
    }
  }

  @media print {
    td.date,
    th {
      color: #000;
    }
    td .icon {
      display: none;
    }
    tr {
      break-inside: avoid;
    }
    td {
      block-size: auto;
    }
    td .link {
      min-block-size: 0;
      text-decoration: none;
    }
  }
`;
