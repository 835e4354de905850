import * as v from 'valibot';

const identifier = v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(200, 'too-long'));
const password = v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(256, 'too-long'));
const token = v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/, 'not-valid'));

export type Role = 'owner' | 'landlord' | 'tenant';

/** A client account that the signed-in login may open. */
export interface Account {
  id: string;
  /** As printed on the letters: « C0045210 ». */
  identifier: string;
  role: Role;
  /** As the agency addresses it: « M. et Mme Aubry ». */
  label: string;
  /** Lots held or rented today. */
  lots: number;
}

/** Who is signed in. */
export interface Person {
  name: string;
  email: string;
  accounts: Account[];
}

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

export type SessionMode = 'same-site' | 'cross-site';

/** Answer of a sign-in or a redemption. `token` only for a cross-site page, to be forgotten once the cookie is seen to work. */
export interface SignedIn {
  person: Person;
  token?: string;
}
