import type { Plugin } from 'vite';

/** "a as b, c" → [['a', 'b'], ['c', 'c']] */
const namesIn = (list: string): [string, string][] =>
  list
    .split(',')
    .filter((item) => item.trim() !== '')
    .map((item) => {
      const [from = '', to = from] = item.trim().split(/\s+as\s+/);
      return [from, to];
    });

/**
 * A lazy chunk takes what it shares from the core that runs on the page, never from the core's address:
 * a page may have loaded the core under another spelling (`?ver=6.5`, a pinned version), and naming
 * `palier.js` would run it a second time.
 */
export const shareThroughPage = (version: string): Plugin => {
  const shelf = `(globalThis[Symbol.for("palier/1")]??={})["${version}"]`;

  const shareExports = (code: string) =>
    code.replace(
      /export\s*\{([^}]*)\};?(?=\s*(?:\/\/# sourceMappingURL=\S+\s*)?$)/,
      (_, list: string) =>
        `${shelf}??={${namesIn(list)
          .map(([local, name]) => `${name}:${local}`)
          .join(',')}};`,
    );

  const takeImports = (code: string) =>
    code
      .replace(
        /import\s*\{([^}]*)\}\s*from\s*["'`][^"'`]*\/palier\.js["'`];?/g,
        (_, list: string) =>
          `const{${namesIn(list)
            .map(([name, local]) => `${name}:${local}`)
            .join(',')}}=${shelf};`,
      )
      // A chunk that shares nothing may still ask that the core has run: it has.
      .replace(/import\s*["'`][^"'`]*\/palier\.js["'`];?/g, '');

  return {
    name: 'share-through-page',
    apply: 'build',
    applyToEnvironment: (environment) => environment.name === 'client',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle)) {
        if (chunk.type !== 'chunk') continue;
        chunk.code = chunk.isEntry ? shareExports(chunk.code) : takeImports(chunk.code);
        const left = chunk.isEntry ? /\bexport\s*[{*]/ : /["'`][^"'`]*\/palier\.js["'`]/;
        if (left.test(chunk.code)) this.error(`${chunk.fileName}: core and chunk still speak by address`);
      }
    },
  };
};
