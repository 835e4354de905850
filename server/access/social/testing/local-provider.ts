import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import { clientOf } from './doubles.ts';

export interface LocalProvider {
  issuer: string;
  /** Whoever the next person is: a subject, or nobody, who refuses. */
  who: string | undefined;
  /** Claims by subject. */
  claims: Record<string, Record<string, unknown>>;
  /** As a browser goes through it: answers where it is sent at the end, or the provider's refusal. */
  walk: (url: string) => Promise<URL>;
  close: () => Promise<void>;
}

/** A real OpenID Connect provider on this machine, which asks nothing. */
export const openLocalProvider = async (redirectUris: string[]): Promise<LocalProvider> => {
  const server = createServer((request, response) => void answer(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { id, secret } = clientOf('oidc');
  const quiet = console.warn;
  console.warn = () => {}; // it warns of this Node, and of keys made for one day
  const provider = new Provider(issuer, {
    clients: [{ client_id: id, client_secret: secret, redirect_uris: redirectUris }],
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...local.claims[accountId] }),
    }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
  });
  console.warn = quiet;
  const ask = provider.callback();
  const answer: typeof ask = async (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return ask(request, response);
    const result = local.who ? { login: { accountId: local.who } } : { error: 'access_denied' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  };
  const local: LocalProvider = {
    issuer,
    who: undefined,
    claims: {},
    async walk(url) {
      const jar = new Map<string, string>();
      for (let next = new URL(url); ;) {
        if (next.origin !== issuer) return next;
        const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
        const response = await fetch(next, { redirect: 'manual', headers: { cookie } });
        for (const line of response.headers.getSetCookie()) {
          const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
          jar.set(name, value);
        }
        const location = response.headers.get('location');
        if (!location) throw new Error(`the provider answered ${response.status}`);
        next = new URL(location, next);
      }
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return local;
};
