import { ContextProvider, ContextRoot, createContext } from '@lit/context';
import { agencyOfDocument, house, ownOrigin } from './house.ts';
import { pageFor, type Page } from './page.ts';

// Symbol.for: two builds of the core on one page must meet under the same key.

/** The page's one state: who is signed in, of which agency, and what the widgets need. */
export const pageContext = createContext<Page>(Symbol.for('palier/page@1'));

/** Once per page, before any definition: late consumers and late providers find each other. */
export const provideContexts = (): void => {
  if (house.provider) return;
  new ContextRoot().attach(document as unknown as HTMLElement);
  const initialValue = pageFor(ownOrigin, agencyOfDocument());
  const root: HTMLElement = document.documentElement;
  house.provider = new ContextProvider(root, { context: pageContext, initialValue });
  // <html> is no Lit host: its provider is told by hand that it is connected.
  house.provider.hostConnected();
};
