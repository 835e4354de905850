import { svg, type SVGTemplateResult } from 'lit';

// Drawn on a 24 × 24 grid with a stroke of 1.75; the style sheet gives size and colour.
const paths = {
  alert: 'M12 4 2.8 19.5h18.4ZM12 10v4.5M12 17.2v.3',
  check: 'm5 12.5 4.5 4.5L19 7.5',
  chevron: 'm9 6 6 6-6 6',
  circle: 'M12 12m-7.5 0a7.5 7.5 0 1 0 15 0 7.5 7.5 0 1 0-15 0',
  close: 'M6 6l12 12M18 6 6 18',
  device: 'M4 5h16v11H4zM9 20h6M12 16v4',
  document: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6M9 16h6',
  download: 'M12 4v11M7.5 10.5 12 15l4.5-4.5M5 20h14',
  external: 'M14 4h6v6M20 4l-9 9M18 14v6H4V6h6',
  eye: 'M2.5 12C5 7.7 8.3 5.5 12 5.5s7 2.2 9.5 6.5c-2.5 4.3-5.8 6.5-9.5 6.5S5 16.3 2.5 12ZM12 12m-3 0a3 3 0 1 0 6 0 3 3 0 1 0-6 0',
  'eye-off':
    'M4 4l16 16M9.9 5.7A9 9 0 0 1 12 5.5c3.7 0 7 2.2 9.5 6.5a17 17 0 0 1-2.7 3.5M6.3 7.2A15 15 0 0 0 2.5 12c2.5 4.3 5.8 6.5 9.5 6.5 1.5 0 2.9-.4 4.3-1.1M9.9 10a3 3 0 0 0 4.1 4.1',
  mail: 'M3.5 5.5h17v13h-17zM4 6l8 7 8-7',
  print: 'M7 9V3.5h10V9M7 17H4V9h16v8h-3M7 14h10v6.5H7z',
  search: 'M11 11m-6.5 0a6.5 6.5 0 1 0 13 0 6.5 6.5 0 1 0-13 0M16 16l4.5 4.5',
  'sign-out': 'M10 4H5v16h5M15 8l4 4-4 4M19 12H9.5',
  building: 'M5 21V4h9v17M14 9h5v12M3 21h18M8 8h3M8 12h3M8 16h3',
  funnel: 'M4 6h16M7 12h10M10 18h4',
  help: 'M12 12m-8.5 0a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M9.6 9.5a2.4 2.4 0 1 1 3.6 2.1c-.8.5-1.2 1-1.2 1.9M12 16.3v.3',
  image: 'M4 5h16v14H4zM4 16l4.5-4.5L13 16l2.5-2.5L20 18M15.5 9.2v.3',
  sheet: 'M6 3h8l4.5 4.5V21H6zM14 3v4.5h4.5M9 12h6v5.5H9zM9 14.7h6M12 12v5.5',
  wallet: 'M4 7.5V18c0 .8.7 1.5 1.5 1.5h14V8H5.5A1.5 1.5 0 0 1 4 6.5C4 5.7 4.7 5 5.5 5H17v3M16 13.5v.3',
  home: 'M4 11l8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6',
};

export type IconName = keyof typeof paths;

/** Always beside a visible word; the drawing itself says nothing to a screen reader. */
export const icon = (name: IconName): SVGTemplateResult =>
  svg`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${paths[name]}></path></svg>`;
