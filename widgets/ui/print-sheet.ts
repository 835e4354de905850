/**
 * Prints one widget alone, as a clean page of its own: the page around it (menus, banners, footers) stays out.
 * A frame without address takes a copy of what is shown and the same style sheets, which a strict policy allows.
 */
export const printSheet = (
  root: Element,
  sheets: readonly CSSStyleSheet[],
  print = (view: Window) => view.print(),
): void => {
  const frame = document.createElement('iframe');
  // Out of sight but laid out: some browsers print nothing of a frame that is not displayed.
  Object.assign(frame.style, {
    position: 'fixed',
    insetBlockStart: '-200vh',
    inlineSize: '210mm',
    border: '0',
  });
  frame.ariaHidden = 'true';
  frame.tabIndex = -1;
  frame.dataset['palierOwn'] = '';
  document.body.append(frame);
  const view = frame.contentWindow as (Window & typeof globalThis) | null;
  if (!view) return frame.remove();
  view.CSS.registerProperty({ name: '--palier-u', syntax: '<length>', inherits: true, initialValue: '16px' });
  view.document.documentElement.lang = root.getAttribute('lang') ?? 'fr';
  view.document.title = document.title;
  // A sheet serves the document that made it only.
  view.document.adoptedStyleSheets = sheets.map((sheet) => {
    const copy = new view.CSSStyleSheet();
    copy.replaceSync([...sheet.cssRules].map(({ cssText }) => cssText).join('\n'));
    return copy;
  });
  view.document.body.append(view.document.importNode(root, true));
  view.addEventListener('afterprint', () => frame.remove());
  print(view);
};
