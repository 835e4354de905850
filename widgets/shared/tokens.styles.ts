import { css } from 'lit';

// The unit of every size: the person's own text size, whatever the page does to its root.
// Registered once per page; a second core finds it there.
try {
  CSS.registerProperty({ name: '--palier-u', syntax: '<length>', inherits: true, initialValue: '16px' });
} catch {
  // Already registered.
}

/** Reset, tokens and the type of every widget. Private names start with `--_`. */
export const tokens = css`
  :host(:not([hidden])) {
    display: block !important;
  }
  :host {
    /* As a flex or grid item a widget may shrink below what it would like. */
    min-inline-size: 0;
  }
  .root {
    all: initial;
    display: block;
    box-sizing: border-box;
    font: var(--palier-font-size, medium) / var(--palier-line-height, 1.5)
      var(--palier-font-family, system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif);
    --palier-u: 1em;
    max-inline-size: var(--palier-max-inline, none);
    /* A container has no width of its own: this one is used where the page gives none. */
    container: palier / inline-size;
    contain-intrinsic-inline-size: calc(22 * var(--palier-u));
    overflow-wrap: break-word;
    color-scheme: light;

    --_space: var(--palier-space, calc(0.5 * var(--palier-u)));
    --_radius: var(--palier-radius, calc(0.5 * var(--palier-u)));
    /* What is filled: the page's colour, else the agency's. On it, black or white, whichever can be read. */
    --_accent: var(--palier-accent, var(--_agency, #1b5faa));
    --_on-accent: var(
      --palier-on-accent,
      var(--_on-agency, oklch(from var(--_accent) clamp(0, (0.58 - l) * 999, 1) 0 0))
    );
    /* What is written or drawn: chosen for white paper, the same hue is as light as text on a dark screen. */
    --_ink: light-dark(var(--_accent), oklch(from var(--_accent) max(l, 0.78) min(c, 0.12) h));
    --_text: var(--palier-text, light-dark(#1d2229, #eceef1));
    --_muted: var(--palier-muted, light-dark(#59616d, #a9b1bc));
    --_surface: var(--palier-surface, light-dark(#fff, #171a1f));
    --_border: var(--palier-border, light-dark(#dde1e6, #363c45));
    /* Edges of what can be acted upon: at least 3 to 1. */
    --_edge: color-mix(in oklab, var(--_text) 55%, var(--_surface));
    --_tint: color-mix(in oklab, var(--_text) 5%, var(--_surface));
    --_danger: var(--palier-danger, light-dark(#b3261e, #ff9d94));
    --_success: var(--palier-success, light-dark(#1b6e3c, #7fd19b));
    --_warning: var(--palier-warning, light-dark(#8a5300, #f0b95c));
    --_focus: var(--palier-focus, var(--_ink));
    --_small: calc(0.875 * var(--palier-u));
    --_target: calc(2.75 * var(--palier-u));

    color: var(--_text);
    background: var(--_surface);
    border: thin solid var(--_border);
    border-radius: var(--_radius);
    font-variant-numeric: tabular-nums;
    -webkit-text-size-adjust: 100%;
    text-size-adjust: 100%;
  }
  :host([theme='dark']) .root {
    color-scheme: dark;
  }
  :host([theme='auto']) .root {
    color-scheme: inherit;
  }
  :host([font='host']) .root {
    font-family: inherit;
  }
  :host([density='compact']) .root {
    --_space: calc(0.75 * var(--palier-space, calc(0.5 * var(--palier-u))));
    --_target: calc(2.25 * var(--palier-u));
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  [hidden] {
    display: none !important;
  }

  /* Every widget keeps the same distance from its edge. */
  .root > * {
    --_pad: min(2 * var(--_space), 6cqi);
  }
  @container palier (inline-size >= 21em) {
    .root > * {
      --_pad: calc(3 * var(--_space));
    }
  }
  .body {
    padding: var(--_pad);
  }
  .title {
    margin: 0 0 calc(2 * var(--_space));
    font-size: calc(1.25 * var(--palier-u));
    font-weight: 600;
    line-height: 1.3;
  }
  p {
    margin: 0 0 calc(2 * var(--_space));
    max-inline-size: 65ch;
  }
  p:last-child {
    margin-block-end: 0;
  }
  .small {
    font-size: var(--_small);
  }
  .muted {
    color: var(--_muted);
  }
  .hidden-but-read {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }

  .skeleton {
    display: grid;
    gap: calc(1.5 * var(--_space));
  }
  .bar {
    block-size: calc(1.25 * var(--palier-u));
    border-radius: calc(0.5 * var(--_radius));
    background: var(--_tint);
    border: thin solid transparent;
  }
  .bar.tall {
    block-size: var(--_target);
  }
  .bar.half {
    inline-size: 50%;
  }

  @media (forced-colors: active) {
    .bar {
      border-color: GrayText;
    }
  }
  @media print {
    .root {
      border: 0;
      color: #000;
      background: #fff;
    }
    .no-print {
      display: none !important;
    }
  }
`;
