import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider as OidcProvider } from 'oidc-provider';
import { createSocialProviders, type SocialProviders } from '../../server/access/social/providers.ts';
import { demoStyles } from '../page.ts';
import { choicePage, lostPage } from './page.ts';
import { identities } from './people.ts';

export interface DemoProvider {
  /** What its own host name answers. */
  handle: (request: Request) => Promise<Response>;
  /** What Palier knows of it: for `start`. */
  social: SocialProviders;
  close: () => Promise<void>;
}

const hour = 3600;

/**
 * A real OpenID Connect provider that stands in for Google and the others. It listens on a port of its own, and its
 * origin is answered by passing requests on: names under `localhost` are known to browsers, not to every system.
 */
export const openDemoProvider = async (
  origin: string,
  portals: { origin: string; name: string }[],
): Promise<DemoProvider> => {
  const { Provider, interactionPolicy } = await quietly(() => import('oidc-provider'));
  const { Check, base } = interactionPolicy;
  const policy = base();
  // Asked each time: one person plays several here.
  policy
    .get('login')
    ?.checks.add(
      new Check('every_time', 'choose who to be', 'login_required', ({ oidc }) =>
        oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );
  const client = { id: 'palier', secret: randomBytes(32).toString('base64url') };
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const make = (): OidcProvider =>
    new Provider(origin, {
      clients: [
        {
          client_id: client.id,
          client_secret: client.secret,
          redirect_uris: portals.map((portal) => `${portal.origin}/retour/oidc`),
          id_token_signed_response_alg: 'ES256',
        },
      ],
      jwks: { keys: [{ ...key, alg: 'ES256', use: 'sig' }] },
      cookies: { keys: [randomBytes(32).toString('base64url')] },
      claims: { openid: ['sub'], email: ['email'] },
      conformIdTokenClaims: false,
      features: { devInteractions: { enabled: false } },
      interactions: { policy, url: (_context, { uid }) => `/choix/${uid}` },
      ttl: {
        AccessToken: 300,
        AuthorizationCode: 60,
        Grant: hour,
        IdToken: 300,
        Interaction: hour,
        Session: hour,
      },
      findAccount: (_context, accountId) => {
        const found = identities.find(({ subject }) => subject === accountId);
        return found && { accountId, claims: () => ({ sub: accountId, email: found.email }) };
      },
      // Choosing who to be is consent enough.
      loadExistingGrant: async ({ oidc }) => {
        const { clientId } = oidc.client ?? {};
        const { accountId } = oidc.session ?? {};
        if (!clientId || !accountId) return undefined;
        const grant = new provider.Grant({ clientId, accountId });
        grant.addOIDCScope('openid email');
        await grant.save();
        return grant;
      },
      renderError: async (context) => {
        context.type = 'html';
        context.body = await lostPage().text();
      },
    });
  const provider: OidcProvider = await quietly(make);
  provider.proxy = true;
  const standard = provider.callback();

  const choose = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      if (request.method !== 'POST') {
        const { params } = await provider.interactionDetails(request, response);
        const back = String(params.redirect_uri);
        const portal = portals.find((each) => back.startsWith(`${each.origin}/`));
        return await send(response, choicePage(request.url ?? '', portal?.name ?? ''));
      }
      const who = new URLSearchParams((await bodyOf(request)).toString()).get('who');
      const known = identities.some(({ subject }) => subject === who);
      const result = known ? { login: { accountId: who ?? '' } } : { error: 'access_denied' };
      await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    } catch {
      await send(response, lostPage());
    }
  };
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/choix/')) void choose(request, response);
    else void standard(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const inside = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const { host, protocol } = new URL(origin);
  const passOn = (path: string, headers: Headers, rest: RequestInit): Promise<Response> => {
    headers.delete('host');
    headers.delete('connection');
    headers.set('X-Forwarded-Host', host);
    headers.set('X-Forwarded-Proto', protocol.slice(0, -1));
    return fetch(inside + path, { ...rest, headers, redirect: 'manual' });
  };
  return {
    async handle(request) {
      const { pathname, search } = new URL(request.url);
      if (pathname === '/demo.css') return demoStyles();
      const isRead = request.method === 'GET' || request.method === 'HEAD';
      const body = isRead ? null : await request.arrayBuffer();
      return passOn(pathname + search, new Headers(request.headers), { method: request.method, body });
    },
    social: createSocialProviders(
      {
        OIDC_ISSUER: origin,
        OIDC_CLIENT_ID: client.id,
        OIDC_CLIENT_SECRET: client.secret,
        OIDC_NAME: 'Fournisseur de démonstration',
      },
      {
        fetch: (url, { headers, method, body, signal }) =>
          passOn(url.slice(origin.length), new Headers(headers), {
            method,
            body: body as BodyInit,
            signal: signal ?? null,
          }),
      },
    ),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** It warns of each Node that is newer than it, and of a memory that a restart empties. */
const quietly = async <T>(work: () => T | Promise<T>): Promise<T> => {
  const { warn } = console;
  console.warn = () => {};
  try {
    return await work();
  } finally {
    console.warn = warn;
  }
};

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const send = async (response: ServerResponse, page: Response): Promise<void> => {
  response.writeHead(page.status, Object.fromEntries(page.headers));
  response.end(await page.text());
};
