/** A fresh proof, bound to one sign-in and to the exact content it confirms. */
export interface StepUpRow {
  id: string;
  login_id: string;
  sign_in: string;
  action: string;
  /** SHA-256 of the action as canonical JSON. */
  content_hash: string;
  says: string;
  channel: 'sms' | 'email' | 'totp' | 'passkey';
  code_hash: string | null;
  tries: number;
  created_at: string;
  expires_at: string;
  proven_at: string | null;
  used_at: string | null;
}
