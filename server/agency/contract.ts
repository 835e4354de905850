import type { PasswordPolicy } from '../values/password.ts';

/** What anyone may know of an agency: enough to draw its sign-in form and its card. */
export interface Agency {
  slug: string;
  name: string;
  /** Postal address on one line per entry. */
  address: string[];
  phone: string | null;
  email: string | null;
  /** Opening hours, one sentence per line, as the agency writes them. */
  hours: string[];
  website: string | null;
  /** Where the full-page portal is, without a final slash: the fallback link. */
  portalUrl: string;
  signIn: 'one-step' | 'two-step';
  passwordPolicy: PasswordPolicy;
  /** Where the identifier stands on the paper: « Il figure en haut à gauche de vos appels de fonds. » */
  identifierHint: string | null;
  /** CSS colours of the portal page; an embedding page sets its own tokens. */
  accent: string | null;
  onAccent: string | null;
}
