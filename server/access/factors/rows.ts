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
  expires_at: string;
}

export interface TotpRow {
  login_id: string;
  /** Base32. */
  secret: string;
  /** Number of the last 30-second step that was accepted: a code serves once. */
  last_step: number;
  created_at: string;
  confirmed_at: string | null;
}

export interface RecoveryCodeRow {
  login_id: string;
  code_hash: string;
  used_at: string | null;
}
