import { emit, type PalierEventDetails, type PalierEventName } from './events.ts';
import { house } from './house.ts';
import { pageFor } from './page.ts';
import { version } from './version.ts';

/** The one global, for scripts of the page. */
export interface PalierApi {
  /** Resolves once the widgets are defined. */
  ready: Promise<void>;
  version: string;
  /** Signs out whoever is signed in on this page. */
  signOut(): Promise<void>;
  /** Listens to an event of any widget; the answer stops listening. */
  on<N extends PalierEventName>(
    name: N,
    listener: (event: CustomEvent<PalierEventDetails[N]>) => void,
  ): () => void;
  /** The agency and endpoint of all widgets that do not say their own. */
  config(settings: { agency?: string; endpoint?: string }): void;
}

const api: PalierApi = Object.freeze({
  ready: Promise.resolve(),
  version,
  signOut: async () => {
    await Promise.all([...house.pages.values()].filter(({ person }) => person).map((page) => page.signOut()));
  },
  on: <N extends PalierEventName>(name: N, listener: (event: CustomEvent<PalierEventDetails[N]>) => void) => {
    document.addEventListener(name, listener as EventListener);
    return () => document.removeEventListener(name, listener as EventListener);
  },
  config: ({ agency, endpoint }: { agency?: string; endpoint?: string }) => {
    const now = house.provider?.value;
    if (now) house.provider?.setValue(pageFor(endpoint ?? now.endpoint, agency ?? now.agency));
  },
});

type Queued = ['signOut' | 'on' | 'config', ...unknown[]];
const world = globalThis as unknown as Record<string | symbol, unknown>;

/** Puts `Palier` on the window, once. Looked at by type: `<a id="Palier">` makes a `window.Palier` too. */
export const offerApi = (): void => {
  const there = world['Palier'] as { version?: unknown; queue?: unknown } | undefined;
  if (typeof there?.version === 'string' && Object.isFrozen(there)) return;
  Object.defineProperty(world, 'Palier', { value: api, configurable: true, enumerable: false });
  // What the page asked of the boot before the core was here.
  if (!Array.isArray(there?.queue)) return;
  for (const [name, ...args] of there.queue as Queued[])
    (api[name] as (...args: unknown[]) => unknown)(...args);
};

/** Two majors on one page: the first has the tags, and the page is told. */
export const noticeOtherMajor = (): void => {
  const key = Symbol.for('palier');
  const first = (world[key] ??= 1);
  if (first !== 1) emit(undefined, 'palier-error', { code: 'version-clash', retryable: false });
};
