/** Something that waits for the agency; the desk reads it. */
export interface DeskRequestRow {
  id: string;
  agency_id: string;
  kind: 'assistance' | 'registration' | 'details' | 'mail-refused';
  name: string;
  reference: string | null;
  phone: string | null;
  email: string | null;
  message: string | null;
  /** Known when identity was proved, or when a letter of ours was refused. */
  person_id: string | null;
  /** JSON: `{ field, before, after }[]`. */
  changes: string | null;
  created_at: string;
  closed_at: string | null;
  closed_by: string | null;
  note: string | null;
}
