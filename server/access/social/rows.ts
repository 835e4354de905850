import type { SocialProvider } from '../../values/ways-in.ts';

/** Key: issuer and subject, never an e-mail address. */
export interface SocialIdentityRow {
  agency_id: string;
  issuer: string;
  subject: string;
  login_id: string;
  provider: SocialProvider;
  /** Masked address, for the person to recognise it. */
  label: string;
  linked_at: string;
}

/** A departure for a provider, good for ten minutes and one return, in the browser that holds its cookie. */
export interface SocialFlowRow {
  state_hash: string;
  agency_id: string;
  provider: SocialProvider;
  nonce: string;
  verifier: string;
  purpose: 'sign-in' | 'link' | 'first-connection';
  login_id: string | null;
  sign_in: string | null;
  connection_hash: string | null;
  return_to: string;
  expires_at: string;
}
