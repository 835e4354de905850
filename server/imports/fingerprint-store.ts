import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { hashOf } from '../files/keep.ts';
import { entries } from './columns.ts';
import type { RunSummary } from './rows.ts';
import type { Staging } from './staging.ts';

/** Raise it when the same file would be kept otherwise than before. */
const version = 1;

/** Of the file of entries, by far the largest: the same one again needs no reading. */
export const fingerprintOf = async (folder: string): Promise<string | undefined> => {
  const paths = ['csv', 'jsonl']
    .map((end) => join(folder, `${entries.file}.${end}`))
    .filter((path) => existsSync(path));
  return paths.length === 1 ? `${version}:${await hashOf(paths[0]!)}` : undefined;
};

/** Of the last import, unless it stopped half-way. */
export const lastFingerprint = async (staging: Staging, agencyId: string): Promise<string | undefined> => {
  const [run] = await staging.all<{ summary: string }>(
    'select summary from import_run where agency_id = ?1 order by started_at desc, id desc limit 1',
    agencyId,
  );
  return run && (JSON.parse(run.summary) as RunSummary).fingerprint;
};
