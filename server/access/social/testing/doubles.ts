import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';

export const clientOf = (name: string) => ({
  id: `${name}-id`,
  secret: `${name}-secret-of-forty-signs-at-least-12345`,
});

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const encoded = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** What a dishonest provider may put in its id token, or beside it. */
export interface Forgery {
  claims?: Record<string, unknown>;
  alg?: 'RS256' | 'none';
  foreignKey?: boolean;
  /** Absent: a right one. */
  idToken?: null;
}

/** The four, at their own addresses, answered by this process: what each of them does, and what none must. */
export const doubles = () => {
  const [own, foreign] = [pair(), pair()];
  const jwk = { ...own.publicKey.export({ format: 'jwk' }), kid: '1', alg: 'RS256', use: 'sig' };
  const double = {
    /** As the departure said; the doubles hold us to it. */
    departed: new URL('https://nowhere.test/'),
    subject: 'somebody',
    email: undefined as string | undefined,
    forgery: {} as Forgery,
    asked: [] as { url: string; body: URLSearchParams; headers: Headers }[],
  };

  const idToken = (issuer: string, id: string, nonce: string | null) => {
    const now = Math.floor(Date.now() / 1000);
    const { claims, alg = 'RS256', foreignKey } = double.forgery;
    const said = {
      iss: issuer,
      sub: double.subject,
      aud: id,
      iat: now,
      exp: now + 300,
      ...(nonce !== null && { nonce }),
      ...(double.email !== undefined && { email: double.email }),
      ...claims,
    };
    const head = `${encoded({ alg, kid: '1' })}.${encoded(said)}`;
    return `${head}.${alg === 'none' ? '' : signed(head, (foreignKey ? foreign : own).privateKey)}`;
  };

  const discovery = (issuer: string, authorization: string, token: string, more: object = {}) => ({
    issuer,
    authorization_endpoint: authorization,
    token_endpoint: token,
    jwks_uri: `${issuer}/keys`,
    id_token_signing_alg_values_supported: ['RS256'],
    ...more,
  });
  const google = 'https://accounts.google.com';
  const linkedin = 'https://www.linkedin.com/oauth';
  const tokens = { access_token: 'an access token', token_type: 'Bearer', expires_in: 3600 };
  const withIdToken = (issuer: string, id: string) => {
    const nonce = double.departed.searchParams.get('nonce');
    return double.forgery.idToken === null ? tokens : { ...tokens, id_token: idToken(issuer, id, nonce) };
  };
  const provesCode = (body: URLSearchParams) =>
    createHash('sha256')
      .update(body.get('code_verifier') ?? '')
      .digest('base64url') === double.departed.searchParams.get('code_challenge');

  type Answer = (asked: { body: URLSearchParams; headers: Headers }) => [status: number, body: unknown];
  const answers: Record<string, Answer> = {
    [`${google}/.well-known/openid-configuration`]: () => [
      200,
      discovery(google, `${google}/o/oauth2/v2/auth`, 'https://oauth2.googleapis.com/token', {
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      }),
    ],
    [`${google}/keys`]: () => [200, { keys: [jwk] }],
    'https://oauth2.googleapis.com/token': ({ body }) =>
      provesCode(body)
        ? [200, withIdToken(google, clientOf('google').id)]
        : [400, { error: 'invalid_grant' }],
    [`${linkedin}/.well-known/openid-configuration`]: () => [
      200,
      discovery(linkedin, `${linkedin}/v2/authorization`, `${linkedin}/v2/accessToken`),
    ],
    [`${linkedin}/keys`]: () => [200, { keys: [jwk] }],
    [`${linkedin}/v2/accessToken`]: ({ body, headers }) =>
      body.has('code_verifier') || headers.has('authorization')
        ? [401, { error: 'invalid_client', error_description: 'Client authentication failed' }]
        : [200, withIdToken(linkedin, clientOf('linkedin').id)],
    'https://graph.facebook.com/v23.0/oauth/access_token': ({ body }) =>
      body.get('code') === 'wrong'
        ? [
            400,
            {
              error: { message: 'This authorization code has been used.', type: 'OAuthException', code: 100 },
            },
          ]
        : [200, { ...tokens, token_type: 'bearer' }],
    'https://graph.facebook.com/v23.0/me?fields=id,email': ({ headers }) =>
      headers.get('authorization') === 'Bearer an access token'
        ? [200, { id: double.subject, ...(double.email && { email: double.email }) }]
        : [400, { error: { type: 'OAuthException' } }],
    'https://api.x.com/2/oauth2/token': ({ body, headers }) =>
      provesCode(body) && headers.get('authorization')?.startsWith('Basic ')
        ? [200, { ...tokens, token_type: 'bearer' }]
        : [400, { error: 'invalid_request' }],
    'https://api.x.com/2/users/me': () => [
      200,
      { data: { id: double.subject, name: 'Marie', username: 'marie_86' } },
    ],
  };
  const answer = async (url: string, options: { body?: unknown; headers?: Record<string, string> }) => {
    const body = new URLSearchParams(options.body instanceof URLSearchParams ? options.body : '');
    const headers = new Headers(options.headers);
    double.asked.push({ url, body, headers });
    const [status, said] = answers[url]?.({ body, headers }) ?? [404, {}];
    return Response.json(said, { status });
  };
  return Object.assign(double, { answer });
};

const signed = (text: string, key: KeyObject): string =>
  sign('sha256', Buffer.from(text), key).toString('base64url');
