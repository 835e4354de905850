/** Each time a request was closed, and who opened it again; the request itself says only how it stands now. */
export interface DeskClosureRow {
  id: string;
  request_id: string;
  closed_at: string;
  closed_by: string;
  note: string;
  reopened_at: string | null;
  reopened_by: string | null;
}
