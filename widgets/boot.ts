// The classic boot, for pages whose import maps must be read first: fetches the core once the document is parsed.
// A relative import() of a classic script from another origin has no base: the address is made absolute, and its
// query string, which would be another copy of the core, is left out.

export interface Queue {
  queue: unknown[][];
}

const tag = (document.currentScript ??
  document.querySelector('script[src*="palier.boot"]')) as HTMLScriptElement | null;
const world = window as unknown as { Palier?: Partial<Queue & { version: string }> };

// Calls made before the core is here wait for it. By type: an element with that id is no queue.
if (!Array.isArray(world.Palier?.queue) && typeof world.Palier?.version !== 'string') {
  const queue: unknown[][] = [];
  const later =
    (name: string) =>
    (...args: unknown[]) =>
      void queue.push([name, ...args]);
  const value = { queue, on: later('on'), config: later('config'), signOut: later('signOut') };
  Object.defineProperty(window, 'Palier', { value, configurable: true });
}

const start = (): void => {
  // Without the core the link inside each tag is the whole interface.
  if (tag) import(/* @vite-ignore */ new URL('palier.js', tag.src).href).catch(() => undefined);
};
if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', start);
else start();
