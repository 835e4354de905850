/** A widget on paper, as a sheet of its own. */
export const print = async (shadow: HTMLElement | DocumentFragment): Promise<void> => {
  const { printSheet } = await import('./print-sheet.ts');
  const root = shadow.querySelector('.root');
  if (root) printSheet(root, (shadow as ShadowRoot).adoptedStyleSheets);
};
