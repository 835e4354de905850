import { fr } from './text/fr.ts';

/** Editors that strip unknown tags keep `<div data-palier="login">`: it becomes the widget, with what it holds. */
export const replacePlaces = (): void => {
  for (const place of document.querySelectorAll<HTMLElement>('[data-palier]')) {
    const tag = `palier-${place.dataset['palier']}`;
    if (!customElements.get(tag)) continue;
    const widget = document.createElement(tag);
    for (const { name, value } of place.attributes)
      if (name !== 'data-palier') widget.setAttribute(name.replace(/^data-/, ''), value);
    widget.append(...place.childNodes);
    place.replaceWith(widget);
  }
};

/** In a browser below the floor nothing is defined: a sentence joins the link. */
export const explainOldBrowser = (): void => {
  for (const place of document.querySelectorAll(
    'palier-login, palier-activation, palier-access, palier-balance, palier-document-list, palier-portal, palier-home, [data-palier]',
  )) {
    const sentence = document.createElement('p');
    sentence.textContent = fr.common.unsupported;
    place.append(sentence);
  }
};
