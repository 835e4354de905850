import * as v from 'valibot';
import { PasswordPolicy } from '../values/password.ts';
import { IdentifierPlace, WayIn } from '../values/ways-in.ts';

/** What anyone may know of an agency: enough to draw its sign-in form and its card. */
export const Agency = v.strictObject({
  slug: v.string(),
  name: v.string(),
  /** Postal address on one line per entry. */
  address: v.array(v.string()),
  phone: v.nullable(v.string()),
  email: v.nullable(v.string()),
  /** Opening hours, one sentence per line, as the agency writes them. */
  hours: v.array(v.string()),
  website: v.nullable(v.string()),
  /** Where the full-page portal is, without a final slash: the fallback link. */
  portalUrl: v.string(),
  signIn: v.picklist(['one-step', 'two-step']),
  passwordPolicy: PasswordPolicy,
  /** Where the identifier stands on the paper: « Il figure en haut à gauche de vos appels de fonds. » */
  identifierHint: v.nullable(v.string()),
  /** The same as a picture; null draws none. */
  identifierPlace: v.nullable(IdentifierPlace),
  /** Which first connections are open, in the order in which they are offered. */
  waysIn: v.array(WayIn),
  /** CSS colours of the portal page; an embedding page sets its own tokens. */
  accent: v.nullable(v.string()),
  onAccent: v.nullable(v.string()),
});
export type Agency = v.InferOutput<typeof Agency>;
