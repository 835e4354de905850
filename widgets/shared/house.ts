import type { ContextProvider } from '@lit/context';
import type { pageContext } from './contexts.ts';
import type { Page } from './page.ts';

/** What every core of this major shares on one page, whatever spelling of its address loaded it. */
interface House {
  pages: Map<string, Page>;
  /** Provides the page's state to the whole document. */
  provider?: ContextProvider<typeof pageContext>;
}

const major = Symbol.for('palier/1');
const world = globalThis as unknown as Record<symbol, Partial<House> | undefined>;

export const house = (world[major] ??= {}) as House;
house.pages ??= new Map();

/** Where this module came from: the endpoint, never guessed from a <script> tag. */
export const ownOrigin: string = new URL(import.meta.url).origin;

/** The slug that the page gives for all its widgets; the host name says it otherwise. */
export const agencyOfDocument = (): string | undefined =>
  document.querySelector<HTMLElement>('script[data-agency]')?.dataset['agency'] ??
  document.querySelector<HTMLMetaElement>('meta[name="palier-agency"]')?.content;
