import * as client from 'openid-client';
import { AppError } from '../../values/error.ts';
import { maskEmail } from '../../values/mask.ts';
import { socialProviders, type SocialProvider } from '../../values/ways-in.ts';
import type { SocialOffer } from './contract.ts';
import { knownProviders, standard, type Quirks } from './quirks.ts';

/** Made at departure, expected at the return: neither is of use without the others. */
export interface Expected {
  state: string;
  nonce: string;
  verifier: string;
}

/** Who the provider says this is. Never an e-mail address: whoever holds one today is not who held it yesterday. */
export interface ProvenIdentity {
  issuer: string;
  subject: string;
  label: string;
}

/** What this server knows of each provider. */
export interface SocialProviders {
  /** Of those the agency wants, those that are configured, in its order. */
  offers(wanted: readonly SocialProvider[]): SocialOffer[];
  /** Where to send the browser. Throws `not-found`, or `busy` when the provider does not answer. */
  depart(provider: SocialProvider, redirectUri: string, expected: Expected): Promise<string>;
  /** Throws `NoIdentity`. */
  comeBack(provider: SocialProvider, returned: URL, expected: Expected): Promise<ProvenIdentity>;
}

/** `reason` is a code for the log: nothing of the person, nothing that the provider wrote. */
export class NoIdentity extends Error {
  readonly outcome: 'refused' | 'failed';
  readonly reason: string;

  constructor(outcome: 'refused' | 'failed', reason: string) {
    super(outcome);
    this.outcome = outcome;
    this.reason = reason;
  }
}

export type SocialConfig = Partial<
  Record<
    | `${'GOOGLE' | 'LINKEDIN' | 'FACEBOOK' | 'X'}_CLIENT_${'ID' | 'SECRET'}`
    | `OIDC_${'ISSUER' | 'CLIENT_ID' | 'CLIENT_SECRET' | 'NAME'}`,
    string | undefined
  >
>;

/** Throws one sentence that names the setting to mend. `fetch` is for tests and the demo: a network of their own. */
export const createSocialProviders = (
  config: SocialConfig,
  { fetch }: { fetch?: client.CustomFetch } = {},
): SocialProviders => {
  const configured = new Map(
    socialProviders.flatMap((provider) => {
      const found = settingsOf(provider, config);
      return found ? [[provider, openProvider(found, fetch)] as const] : [];
    }),
  );
  const known = (provider: SocialProvider) => {
    const found = configured.get(provider);
    if (!found) throw new AppError('not-found');
    return found;
  };
  return {
    offers: (wanted) =>
      wanted.flatMap((provider) => {
        const found = configured.get(provider);
        return found ? [{ provider, name: found.name }] : [];
      }),
    depart: (provider, redirectUri, expected) => known(provider).depart(redirectUri, expected),
    comeBack: (provider, returned, expected) => known(provider).comeBack(returned, expected),
  };
};

interface Settings extends Quirks {
  id: string;
  secret: string;
}

const settingsOf = (provider: SocialProvider, config: SocialConfig): Settings | undefined => {
  const prefix = provider.toUpperCase() as Uppercase<SocialProvider>;
  const id = config[`${prefix}_CLIENT_ID`];
  const secret = config[`${prefix}_CLIENT_SECRET`];
  if (!id && !secret) return undefined;
  if (!id || !secret) throw new Error(`${prefix}_CLIENT_ID and ${prefix}_CLIENT_SECRET go together.`);
  if (provider !== 'oidc') return { ...knownProviders[provider], id, secret };
  const { OIDC_ISSUER: issuer, OIDC_NAME: name = 'OpenID Connect' } = config;
  if (!issuer) throw new Error('OIDC_ISSUER must be set where OIDC_CLIENT_ID is.');
  return { ...standard, name, issuer, id, secret };
};

const timeoutSeconds = 5;

const openProvider = (settings: Settings, fetch: client.CustomFetch | undefined) => {
  const { name, pkce, nonce, askedAt, scope, refusals } = settings;
  let opening: Promise<client.Configuration> | undefined;
  // Kept once it worked; a provider that was down is asked again by the next person.
  const ready = () =>
    (opening ??= configure(settings, fetch).catch((error: unknown) => {
      opening = undefined;
      throw error;
    }));

  return {
    name,
    async depart(redirectUri: string, expected: Expected): Promise<string> {
      const config = await ready().catch((cause: unknown) => {
        throw new AppError('busy', { retryAfter: 30, cause });
      });
      const url = client.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope,
        state: expected.state,
        ...(nonce && { nonce: expected.nonce }),
        ...(pkce && {
          code_challenge: await client.calculatePKCECodeChallenge(expected.verifier),
          code_challenge_method: 'S256',
        }),
      });
      return url.href;
    },

    async comeBack(returned: URL, expected: Expected): Promise<ProvenIdentity> {
      try {
        const config = await ready();
        const tokens = await client.authorizationCodeGrant(config, returned, {
          expectedState: expected.state,
          idTokenExpected: !askedAt,
          ...(nonce && { expectedNonce: expected.nonce }),
          ...(pkce && { pkceCodeVerifier: expected.verifier }),
        });
        if (askedAt) return await askWho(config, tokens.access_token, settings.issuer, askedAt);
        const claims = tokens.claims();
        return identity(claims?.iss, claims?.sub, claims?.email);
      } catch (error) {
        if (error instanceof NoIdentity) throw error;
        const refused = error instanceof client.AuthorizationResponseError && refusals.includes(error.error);
        throw new NoIdentity(refused ? 'refused' : 'failed', codeOf(error));
      }
    },
  };
};

const configure = async (
  { issuer, id, secret, secretIn, askedAt }: Settings,
  fetch: client.CustomFetch | undefined,
): Promise<client.Configuration> => {
  const server = new URL(issuer);
  const plain = server.protocol === 'http:' && isThisMachine(server.hostname);
  if (askedAt) {
    const { authorization, token } = askedAt;
    const metadata = { issuer, authorization_endpoint: authorization, token_endpoint: token };
    const config = new client.Configuration(metadata, id, undefined, presentIn(secretIn, secret));
    config.timeout = timeoutSeconds;
    if (plain) client.allowInsecureRequests(config);
    if (fetch) config[client.customFetch] = fetch;
    return config;
  }
  return client.discovery(server, id, undefined, presentIn(secretIn, secret), {
    timeout: timeoutSeconds,
    // The code came through a browser: the id token is believed by its signature, not by where we fetched it.
    execute: [client.enableNonRepudiationChecks, ...(plain ? [client.allowInsecureRequests] : [])],
    ...(fetch && { [client.customFetch]: fetch }),
  });
};

/** Plain http is for a provider on this very machine: a test's, or the demo's. */
const isThisMachine = (hostname: string): boolean =>
  hostname === '127.0.0.1' || hostname === 'localhost' || hostname.endsWith('.localhost');

const presentIn = (where: Quirks['secretIn'], secret: string): client.ClientAuth => {
  const inBody = client.ClientSecretPost(secret);
  const inHeader = client.ClientSecretBasic(secret);
  if (where === 'body') return inBody;
  if (where === 'header') return inHeader;
  return (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    return (methods.includes('client_secret_basic') ? inHeader : inBody)(server, ...rest);
  };
};

const askWho = async (
  config: client.Configuration,
  accessToken: string,
  issuer: string,
  { person, subject, label }: NonNullable<Quirks['askedAt']>,
): Promise<ProvenIdentity> => {
  const response = await client.fetchProtectedResource(config, accessToken, new URL(person), 'GET');
  if (response.status !== 200) throw new NoIdentity('failed', `person ${response.status}`);
  const answer: unknown = await response.json();
  const at = (path: readonly string[]) =>
    path.reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], answer);
  return identity(issuer, at(subject), at(label));
};

const identity = (issuer: unknown, subject: unknown, label: unknown): ProvenIdentity => {
  const isText = (value: unknown): value is string =>
    typeof value === 'string' && value !== '' && value.length <= 255;
  if (!isText(issuer) || !isText(subject)) throw new NoIdentity('failed', 'no subject');
  return { issuer, subject, label: isText(label) ? recognisable(label) : '' };
};

const recognisable = (label: string): string => (label.includes('@') ? maskEmail(label) : `@${label}`);

/** Codes of openid-client, such as `OAUTH_JWT_CLAIM_COMPARISON_FAILED`; its sentences may quote the answer. */
const codeOf = (error: unknown): string => {
  const { name, code } = error as Error & { code?: unknown };
  return typeof code === 'string' ? code : name;
};

export const noProviders: SocialProviders = createSocialProviders({});
