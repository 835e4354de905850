import type { Language } from './format.ts';

/** The nearest `lang` around an element, through shadow roots; French when it is neither language of ours. */
export const languageAround = (element: Element): Language => {
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const { lang } = at as Partial<HTMLElement>; // a property just set is not in the attribute yet
    if (lang) return lang.toLowerCase().startsWith('en') ? 'en' : 'fr';
  }
  return 'fr';
};

const parentOf = (element: Element): Element | null => {
  if (element.parentElement) return element.parentElement;
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? root.host : null;
};
