import { css } from 'lit';

/** Buttons, links, icons, notices: what every widget has. */
export const controls = css`
  button,
  .button,
  .link {
    all: unset;
    box-sizing: border-box;
    cursor: pointer;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: var(--_space);
    min-inline-size: 0;
    max-inline-size: 100%;
    min-block-size: var(--_target);
    padding: var(--_space) calc(2 * var(--_space));
    border: thin solid var(--_edge);
    border-radius: var(--_radius);
    font-weight: 500;
    line-height: 1.25;
    text-align: center;
    overflow-wrap: anywhere;
    color: var(--_text);
    background: var(--_surface);
    transition: background-color 120ms;
  }
  .button:hover {
    background: var(--_tint);
  }
  .button.primary {
    font-weight: 600;
    color: var(--_on-accent);
    background: var(--_accent);
    /* A dark fill has no edge of its own on a dark screen. */
    border-color: light-dark(transparent, var(--_ink));
  }
  .button.primary:hover {
    background: color-mix(in oklab, var(--_accent) 88%, var(--_text));
  }
  .button.danger {
    color: var(--_danger);
    border-color: var(--_danger);
  }
  .button[aria-disabled='true'],
  .button:disabled {
    cursor: default;
    opacity: 0.65;
  }
  .link {
    display: inline-flex;
    align-items: center;
    gap: calc(0.75 * var(--_space));
    min-block-size: var(--_target);
    color: var(--_ink);
    text-decoration: underline;
    text-decoration-thickness: from-font;
    text-underline-offset: 0.2em;
  }
  .link:hover {
    text-decoration-thickness: 2px;
  }
  p a,
  p button.inline,
  dd a {
    color: var(--_ink);
    text-decoration: underline;
    text-underline-offset: 0.2em;
  }
  :focus-visible {
    outline: calc(0.1875 * var(--palier-u)) solid var(--_focus);
    outline-offset: calc(0.125 * var(--palier-u));
    border-radius: calc(0.5 * var(--_radius));
  }
  .button:focus-visible {
    border-radius: var(--_radius);
  }
  .icon {
    flex: none;
    inline-size: calc(1.25 * var(--palier-u));
    block-size: calc(1.25 * var(--palier-u));
    fill: none;
    stroke: currentColor;
    stroke-width: 1.75;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  .actions {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: var(--_space) calc(2 * var(--_space));
  }
  .notice {
    display: grid;
    justify-items: start;
    gap: calc(2 * var(--_space));
  }
  .notice p {
    margin: 0;
  }
  /* The agency's own link, unless it says how it looks. */
  ::slotted(a) {
    color: var(--_ink);
  }
  .subtitle {
    margin: 0 0 var(--_space);
    font-weight: 600;
  }
  @container palier (inline-size < 17em) {
    .button .icon {
      display: none;
    }
  }
  @media (prefers-reduced-motion: reduce) {
    * {
      transition: none !important;
    }
  }
  @media (forced-colors: active) {
    .icon {
      color: inherit !important;
    }
    .button.primary {
      border-color: ButtonText;
    }
  }
`;
