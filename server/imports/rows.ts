export interface ImportRunRow {
  id: string;
  agency_id: string;
  /** When the agency's software wrote the folder. */
  extracted_at: string;
  started_at: string;
  finished_at: string | null;
  /** JSON: counts by table. */
  summary: string;
}
