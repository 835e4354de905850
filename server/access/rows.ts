import type { Generated } from 'kysely';

/** A mailbox that can sign in at one agency: two people on file with the same address share it. */
export interface LoginRow {
  id: string;
  agency_id: string;
  name: string;
  /** Lower case. */
  email: string;
  /** argon2id. */
  /** Empty when they never chose one: they sign in with a passkey or through a provider. */
  password_hash: string;
  /** A name of their own for signing in, as chosen and as compared. */
  alias: Generated<string | null>;
  alias_key: Generated<string | null>;
  /** Verified, E.164. */
  phone: Generated<string | null>;
  /** From when on a code sent to it confirms something. */
  phone_signs_from: Generated<string | null>;
  created_at: string;
}

/** The agency's records of the human who signs in: one as a rule, none for its own staff. */
export interface LoginPersonRow {
  login_id: string;
  person_id: string;
  since: string;
}

/** A view, never written to: the client accounts that those records hold today. */
export interface LoginAccountView {
  login_id: string;
  account_id: string;
  since: string;
}

export interface AgentRow {
  login_id: string;
  agency_id: string;
  since: string;
}

export interface SessionRow {
  /** SHA-256 of the id, in hex; the id itself is only in the browser. */
  id_hash: string;
  login_id: string;
  /** What a person did once: the sessions that came of it, on the portal and on other sites, end together. */
  sign_in: string;
  kind: SessionKind;
  /** The embedding page's origin, for the two cross-site kinds. */
  origin: string | null;
  /** « Chrome · Android », for the list of sessions. */
  device: string;
  created_at: string;
  seen_at: string;
  /** Absolute end: 12 hours after sign-in, however busy. */
  ends_at: string;
  expires_at: string;
  /** A second factor is due: until then the session opens nothing. */
  awaits: Generated<'second-factor' | null>;
}

/** `portal`: first-party or same-site cookie · `partitioned`: cross-site cookie · `bearer`: token in memory. */
export type SessionKind = 'portal' | 'partitioned' | 'bearer';

export interface ResetLinkRow {
  token_hash: string;
  login_id: string | null;
  /** Someone who never signed in and whose e-mail the agency knows. */
  person_id: string | null;
  agency_id: string;
  /** Where it was mailed: worth nothing once the address on file is another one. */
  email: string;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

export interface HandoffRow {
  code_hash: string;
  login_id: string;
  sign_in: string;
  origin: string;
  challenge: string;
  expires_at: string;
  used_at: string | null;
}

export interface RateLimitRow {
  subject: string;
  window_start: string;
  hits: number;
}
