/** An OAuth 2 provider that says who someone is at an address of its own, not in an id token. */
interface AskedAt {
  authorization: string;
  token: string;
  /** Asked with the access token; answers JSON. */
  person: string;
  /** Where the answer holds the subject, and what the person recognises it by. */
  subject: readonly string[];
  label: readonly string[];
}

export interface Quirks {
  name: string;
  /** Half of the key of an identity, the subject being the other; also where discovery is asked. */
  issuer: string;
  scope: string;
  /** Absent: OpenID Connect, by discovery. */
  askedAt?: AskedAt;
  /** PKCE: the code is worth nothing without a verifier that only we hold. */
  pkce: boolean;
  /** The id token must repeat a value that we made for this one departure. */
  nonce: boolean;
  /** How our secret travels to the token endpoint. */
  secretIn: 'body' | 'header' | 'as-discovered';
  /** What `error` says when the person said no. */
  refusals: readonly string[];
}

/** OpenID Connect as written: what Google does, and what any other provider must do. */
export const standard = {
  scope: 'openid email',
  pkce: true,
  nonce: true,
  secretIn: 'as-discovered',
  refusals: ['access_denied'],
} as const;

/**
 * The four that people know. Every address is fixed here: none ever comes from a request. As documented by each of
 * them in 2026; `docs/social.md` says where to look again.
 */
export const knownProviders: Record<'google' | 'linkedin' | 'facebook' | 'x', Quirks> = {
  google: { ...standard, name: 'Google', issuer: 'https://accounts.google.com' },
  linkedin: {
    ...standard,
    name: 'LinkedIn',
    issuer: 'https://www.linkedin.com/oauth',
    // Its web flow refuses a request with `code_verifier`, and its id token repeats no nonce: state and our cookie
    // alone tie the return to the departure.
    pkce: false,
    nonce: false,
    secretIn: 'body',
    refusals: ['access_denied', 'user_cancelled_login', 'user_cancelled_authorize'],
  },
  facebook: {
    ...standard,
    name: 'Facebook',
    issuer: 'https://www.facebook.com',
    // No id token in its web flow: the subject is the Graph's. People without an e-mail, or who keep it to
    // themselves, have none in the answer; its errors at the token endpoint follow no standard.
    askedAt: {
      authorization: 'https://www.facebook.com/v23.0/dialog/oauth',
      token: 'https://graph.facebook.com/v23.0/oauth/access_token',
      person: 'https://graph.facebook.com/v23.0/me?fields=id,email',
      subject: ['id'],
      label: ['email'],
    },
    scope: 'public_profile email',
    pkce: false,
    nonce: false,
    secretIn: 'body',
  },
  x: {
    ...standard,
    name: 'X',
    issuer: 'https://x.com',
    // OAuth 2 with compulsory PKCE, no OpenID Connect; no e-mail without a permission that few applications have.
    askedAt: {
      authorization: 'https://x.com/i/oauth2/authorize',
      token: 'https://api.x.com/2/oauth2/token',
      person: 'https://api.x.com/2/users/me',
      subject: ['data', 'id'],
      label: ['data', 'username'],
    },
    // The first is asked for by `/2/users/me` itself.
    scope: 'tweet.read users.read',
    nonce: false,
    secretIn: 'header',
  },
};
