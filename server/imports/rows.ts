import type { Tally } from './report.ts';

export interface ImportRunRow {
  id: string;
  agency_id: string;
  /** When the agency's software wrote the folder. */
  extracted_at: string;
  started_at: string;
  finished_at: string | null;
  /** JSON: a `RunSummary`; `{}` until it is finished. */
  summary: string;
}

export interface RunSummary {
  tables?: Record<string, Tally>;
  /** Of the file of entries, when it was kept whole. */
  fingerprint?: string;
}
