import type { DocumentKind } from './contract.ts';

export interface DocumentRow {
  /** Random: it stands in addresses. */
  id: string;
  agency_id: string;
  external_id: string;
  /** Where it is kept, and so who may read it: see `place.ts`. */
  place: string;
  kind: DocumentKind;
  title: string;
  day: string;
  building_id: string | null;
  lot_id: string | null;
  account_id: string | null;
  /** SHA-256 of the content, in hex: its name in the file store. */
  file_hash: string;
  file_name: string;
  media_type: string;
  size_bytes: number;
  /** Title, kind and building, folded (`values/search.ts`). */
  search: string;
  published_at: string;
}

export interface DocumentReadingRow {
  login_id: string;
  document_id: string;
  at: string;
}

export interface FileTicketRow {
  ticket_hash: string;
  login_id: string;
  document_id: string;
  expires_at: string;
}
