import { css } from 'lit';

export const fieldStyles = css`
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
`;
