import type { Plugin } from 'vite';

const helper = '\0vite/preload-helper.js';

/**
 * The bundler's own helper around `import()` is near a kilobyte, puts links into the agency's <head>, which its policy
 * may refuse, and fires events of its own on its window. This one asks for the files that a chunk shares with others
 * at the same time as the chunk: one hop.
 */
export const lightPreload = (): Plugin => ({
  name: 'light-preload',
  enforce: 'pre',
  apply: 'build',
  load(id) {
    if (id !== helper) return;
    return `export const __vitePreload = (load, files, base) => {
      for (const file of files ?? []) import(/* @vite-ignore */ new URL(file, base).href).catch(() => 0);
      return load();
    };`;
  },
  generateBundle(_options, bundle) {
    for (const chunk of Object.values(bundle))
      if (chunk.type === 'chunk' && chunk.code.includes('vite:preloadError'))
        this.error(`${chunk.fileName}: the bundler's own preload helper is back`);
  },
});
