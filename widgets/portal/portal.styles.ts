import { css } from 'lit';

export const portalStyles = css`
  /* A page of its own rather than a card: the widgets inside keep their edges. */
  .root {
    border: 0;
    border-radius: 0;
  }
  /* Who is here and how to leave: above the places, beside them where there is room. */
  .top {
    display: flex;
    flex-direction: column-reverse;
  }
  .person {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(2 * var(--_space));
    min-inline-size: 0;
    padding-block: var(--_space);
  }
  @container palier (inline-size >= 50em) {
    .top {
      flex-direction: row;
      align-items: end;
      justify-content: space-between;
      gap: calc(3 * var(--_space));
      border-block-end: thin solid var(--_border);
    }
    .top nav {
      flex: none;
      border: 0;
    }
    .person {
      flex-wrap: nowrap;
      padding-block: 0;
    }
    .person .link {
      flex: none;
    }
  }

  .entrance {
    max-inline-size: calc(28 * var(--palier-u));
    margin-inline: auto;
    padding-block: calc(4 * var(--_space));
  }
  .entrance:focus {
    outline: none;
  }
  footer {
    border-block-start: thin solid var(--_border);
  }
  footer .link {
    color: var(--_muted);
  }
`;
