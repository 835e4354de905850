/** What a letter, or the agency's software, gave someone to come in with once. */
export interface ProvisionalSecretRow {
  id: string;
  agency_id: string;
  account_id: string;
  /** The holder it was printed for; null when the agency's software gave one per account. */
  person_id: string | null;
  /** First sign of a printed code, in clear: it says which of the account's letters this is. Null for an imported one. */
  selector: string | null;
  /** argon2id. */
  secret_hash: string;
  /** 1: at least 50 bits, proves alone. 0: needs a second proof, and dies after five tries. */
  strong: number;
  tries: number;
  created_at: string;
  expires_at: string;
  used_at: string | null;
}

/** Someone on their way in; a cookie holds the token. A registration that matches nobody has a row all the same. */
export interface FirstConnectionRow {
  id: string;
  /** Of the cookie; another one once the mailed link was opened in another browser. */
  token_hash: string;
  agency_id: string;
  path: 'first-connection' | 'create-space' | 'tenant-registration' | 'invitation';
  account_id: string | null;
  person_id: string | null;
  secret_id: string | null;
  /** Who was signed in, when the account is added to their login. */
  login_id: string | null;
  /** 1 once identity is proved: by a strong secret, a second proof, or the mailbox on file. */
  proved: number;
  /** Of the code that completes a weak secret. */
  proof_hash: string | null;
  proof_until: string | null;
  proof_tries: number;
  /** The mailbox whose code completed it: it needs no confirmation. */
  proved_email: string | null;
  /** JSON, as typed: goes to the agency, never over its own file. */
  details: string | null;
  /** As typed, lower case. */
  email: string | null;
  password_hash: string | null;
  link_hash: string | null;
  code_hash: string | null;
  code_until: string | null;
  code_tries: number;
  /** Identifiers given behind the link, in another browser. */
  link_tries: number;
  /** Mails asked for so far in this step. */
  mails: number;
  mail_state: 'waiting' | 'sent' | 'refused' | null;
  mailed_at: string | null;
  confirmed_at: string | null;
  /** When this browser began: its cookie serves two hours at most. */
  opened_at: string;
  /** Until when the cookie serves unless something is done. */
  open_until: string;
  /** Until when a mailed link serves; then the row goes. */
  expires_at: string;
  finished_at: string | null;
}
