import type { ImportReport } from './report.ts';

export interface ImportOptions {
  databaseUrl: string;
  filesFolder: string;
  agencySlug: string;
  /** The exchange folder (`docs/exchange-format.md`). */
  folder: string;
  /** Says what would change, and changes nothing. */
  dryRun?: boolean;
  /** Even when more than 20 % of the people or the entries would go. */
  force?: boolean;
  /** Where rows left aside are written with their reason; by default `rejets.csv` in the folder. */
  rejectsFile?: string;
  onProgress?: (progress: Progress) => void;
  now: Date;
}

export interface Progress {
  step: 'read' | 'compare' | 'write';
  /** The file being read, without its ending. */
  file: string;
  rows: number;
  /** Read so far, of all files together. */
  bytes: number;
  totalBytes: number;
}

export const importFolder = async (_options: ImportOptions): Promise<ImportReport> => {
  throw new Error('not yet');
};
