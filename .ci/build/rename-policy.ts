import type { Plugin } from 'vite';

/**
 * What Lit would leave on an agency's page under its own names. Under Trusted Types a policy name is taken once per
 * page, and the agency may have its own Lit; and the page gets one global of ours, not four more.
 */
const changes: [file: RegExp, text: RegExp, instead: string][] = [
  [/lit-html\.js$/, /createPolicy\((['"])lit-html\1/, 'createPolicy($1palier-lit$1'],
  [/lit-html\.js$/, /\(\w+\.litHtmlVersions\?\?=\[\]\)\.push\("[^"]+"\)/, '0'],
  [/lit-element\.js$/, /\(\w+\.litElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/, '0'],
  [/reactive-element\.js$/, /\(\w+\.reactiveElementVersions\?\?=\[\]\)\.push\("[^"]+"\)/, '0'],
  // Only decorators would fill it from elsewhere, and there are none.
  [/reactive-element\.js$/, /\w+\.litPropertyMetadata\?\?=new WeakMap/, '0'],
  [/reactive-element\.js$/, /litPropertyMetadata\.get\(\w+\)/, 'void 0'],
];

export const renamePolicy = (): Plugin => ({
  name: 'rename-policy',
  enforce: 'pre',
  apply: 'build',
  transform(code, id) {
    const path = id.replace(/\?.*/, '');
    if (!/(lit-html|lit-element|reactive-element)[\\/](development[\\/])?\1\.js$/.test(path)) return;
    let changed = code;
    for (const [file, text, instead] of changes) {
      if (!file.test(path)) continue;
      if (!text.test(changed)) this.error(`${text} was not found in ${path}`);
      changed = changed.replace(text, instead);
    }
    return { code: changed, map: null };
  },
});
