/** From one address to another: confirmed at the new one, undone from the former one within 48 hours. */
export interface EmailChangeRow {
  id: string;
  login_id: string;
  former: string;
  wanted: string;
  link_hash: string | null;
  code_hash: string | null;
  code_tries: number;
  mails: number;
  /** When the last mail left: its code is good for ten minutes, its link for as long as the change waits. */
  mailed_at: string | null;
  mail_state: 'waiting' | 'sent' | 'refused';
  created_at: string;
  expires_at: string;
  confirmed_at: string | null;
  undo_hash: string | null;
  undo_until: string | null;
  undone_at: string | null;
}

export interface PhoneCheckRow {
  login_id: string;
  /** E.164. */
  phone: string;
  /** From when on it may confirm something, once verified. */
  signs_from: string;
  code_hash: string | null;
  tries: number;
  expires_at: string;
}
