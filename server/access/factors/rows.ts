import type { Generated } from 'kysely';

export interface PasskeyRow {
  /** Credential id, base64url. */
  id: string;
  login_id: string;
  /** COSE key, base64url. */
  public_key: string;
  counter: number;
  /** JSON list. */
  transports: string;
  name: string;
  created_at: string;
  last_used_at: string | null;
}

/** Asked once, answered once. */
export interface WebauthnChallengeRow {
  challenge_hash: string;
  agency_id: string;
  purpose: 'sign-in' | 'register' | 'factor' | 'step-up';
  login_id: string | null;
  /** What it belongs to besides: a sign-in, a step-up. */
  subject: string | null;
  expires_at: string;
}

export interface TotpRow {
  login_id: string;
  /** Base32; null until a first one is confirmed. */
  secret: string | null;
  /** Number of the last 30-second step that was accepted: a code serves once. */
  last_step: Generated<number>;
  confirmed_at: string | null;
  /** Shown, and in force once its first code comes back; the former one serves until then. */
  proposed: string | null;
  proposed_at: string | null;
}

export interface RecoveryCodeRow {
  login_id: string;
  code_hash: string;
  used_at: string | null;
}
