import * as v from 'valibot';

const identifier = v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(200, 'too-long'));
const password = v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(256, 'too-long'));
const token = v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/, 'not-valid'));

export const Role = v.picklist(['owner', 'landlord', 'tenant']);
export type Role = v.InferOutput<typeof Role>;

/** A client account that the signed-in login may open. */
export const Account = v.strictObject({
  id: v.string(),
  /** As printed on the letters: « C0045210 ». */
  identifier: v.string(),
  role: Role,
  /** As the agency addresses it: « M. et Mme Aubry ». */
  label: v.string(),
  /** Lots held or rented today. */
  lots: v.number(),
});
export type Account = v.InferOutput<typeof Account>;

/** Who is signed in. */
export const Person = v.strictObject({
  name: v.string(),
  email: v.string(),
  accounts: v.array(Account),
  /** Staff of the agency: their page is the desk. */
  isAgent: v.boolean(),
});
export type Person = v.InferOutput<typeof Person>;

export const SignIn = v.object({ identifier, password });
export type SignIn = v.InferOutput<typeof SignIn>;

/** « Mot de passe oublié » : the answer never says whether the identifier is known. */
export const ForgottenPassword = v.object({ identifier });
export type ForgottenPassword = v.InferOutput<typeof ForgottenPassword>;

/** The token stands in the fragment of the mailed link; only this POST consumes it. */
export const NewPassword = v.object({ token, password });
export type NewPassword = v.InferOutput<typeof NewPassword>;

/** Whether a mailed link is still good, before anyone types a password. */
export const ResetToken = v.object({ token });

/** Cross-site sign-in: the portal asks for a code on behalf of an embedding page. PKCE, RFC 7636, S256. */
export const NewHandoff = v.object({
  origin: v.pipe(v.string(), v.maxLength(300, 'too-long')),
  challenge: v.pipe(v.string(), v.regex(/^[\w-]{43}$/, 'not-valid')),
});
export const Redemption = v.object({
  code: token,
  verifier: v.pipe(v.string(), v.regex(/^[\w.~-]{43,128}$/, 'not-valid')),
});

export const SessionMode = v.picklist(['same-site', 'cross-site']);
export type SessionMode = v.InferOutput<typeof SessionMode>;

/** A second factor is due before the session opens anything: to be proved, or, by an agent without one, to be set up. */
export const SecondFactorNeed = v.strictObject({
  kind: v.picklist(['prove', 'enrol']),
  /** How it may be proved. */
  ways: v.array(v.picklist(['totp', 'passkey', 'recovery-code'])),
});
export type SecondFactorNeed = v.InferOutput<typeof SecondFactorNeed>;

/**
 * Answer of a sign-in or a redemption. Nobody is signed in as long as `awaits` is there.
 * `token` only for a cross-site page, to be forgotten once the cookie is seen to work.
 */
export const SignedIn = v.strictObject({
  person: v.nullable(Person),
  awaits: v.exactOptional(SecondFactorNeed),
  token: v.exactOptional(v.string()),
});
export type SignedIn = v.InferOutput<typeof SignedIn>;

/** `GET /session`: null when nobody is signed in. */
export const Presence = v.strictObject({
  person: v.nullable(Person),
  awaits: v.exactOptional(SecondFactorNeed),
});
export type Presence = v.InferOutput<typeof Presence>;

/** One sign-in on one device, whatever pages it reached. */
export const ListedSession = v.strictObject({
  id: v.string(),
  /** « Chrome · Android »; empty when the browser does not say. */
  device: v.string(),
  /** Host of the agency's site that it reached last; null at the portal alone. */
  site: v.nullable(v.string()),
  createdAt: v.string(),
  lastSeenAt: v.string(),
  current: v.boolean(),
});
export type ListedSession = v.InferOutput<typeof ListedSession>;
export const SessionList = v.strictObject({ sessions: v.array(ListedSession) });

/** To be handed over: a secret, good once. */
export const Handoff = v.strictObject({ code: v.string() });

export const LinkState = v.strictObject({ usable: v.boolean() });

/** Done; there is nothing more to say. */
export const Done = v.strictObject({});
