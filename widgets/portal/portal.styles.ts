import { css } from 'lit';

export const portalStyles = css`
  /* A page of its own rather than a card: the widgets inside keep their edges. */
  .root {
    padding-inline: calc(2 * var(--_space));
    border: 0;
    border-radius: 0;
  }
  header {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
    gap: 0 calc(3 * var(--_space));
    padding-block: var(--_space);
  }
  .agency {
    display: grid;
  }
  .agency strong {
    font-size: calc(1.25 * var(--palier-u));
    font-weight: 600;
    line-height: 1.3;
  }
  .person {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 calc(2 * var(--_space));
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
