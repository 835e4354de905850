import type { Plugin } from 'vite';

/** Under Trusted Types a policy name is taken once per page, and the agency may have its own Lit. */
export const renamePolicy = (): Plugin => ({
  name: 'rename-policy',
  enforce: 'pre',
  apply: 'build',
  transform(code, id) {
    if (!/lit-html[\\/](?:development[\\/])?lit-html\.js(?:\?|$)/.test(id)) return;
    const renamed = code.replace(/createPolicy\((['"])lit-html\1/, 'createPolicy($1palier-lit$1');
    if (renamed === code) this.error('the policy name of lit-html was not found');
    return { code: renamed, map: null };
  },
});
