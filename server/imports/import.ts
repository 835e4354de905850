import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { newId } from '../database/id.ts';
import { dayAt } from '../values/day.ts';
import { applyDocuments, stageDocuments } from './documents-store.ts';
import { stageEntries } from './entries-store.ts';
import { lookAtFolder } from './folder.ts';
import type { Loaded, OnBatch } from './load-store.ts';
import { openPostgresStaging } from './postgres-store.ts';
import { firstRejects, removeRejects, writeRejects, type RejectedFile } from './rejects.ts';
import { goesTooFar, readManifest, tooFarSentence, type ImportReport } from './report.ts';
import { applySituations } from './situations-store.ts';
import { applySecrets, hashSecrets } from './secrets-store.ts';
import { openSqliteStaging } from './sqlite-store.ts';
import type { Staging } from './staging.ts';
import { applyEntries } from './write-entries-store.ts';
import { applyStructure, stageStructure } from './structure-store.ts';

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

/**
 * Makes the agency's data what the folder says, beside a running server. What the operator can mend is in the
 * report (`refused`, rejected rows); only what they cannot is thrown.
 */
export const importFolder = async (options: ImportOptions): Promise<ImportReport> => {
  const report: ImportReport = {
    extractedAt: options.now.toISOString(),
    dryRun: options.dryRun ?? false,
    tables: {},
    rejected: 0,
    rejectsFile: null,
    remarks: [],
  };
  const refused = (reason: string): ImportReport => ({ ...report, refused: { reason } });

  const rejectsFile = options.rejectsFile ?? join(options.folder, 'rejets.csv');
  const folder = await lookAtFolder(options.folder, rejectsFile);
  if ('reason' in folder) return refused(folder.reason);
  const { totalBytes } = folder;
  report.remarks.push(...folder.remarks);
  if (totalBytes === 0)
    return refused(`Le dossier ${options.folder} ne contient aucun fichier du format d’échange.`);
  const manifest = await readFile(join(options.folder, 'palier.json'), 'utf8').catch(() => '{"format":1}');
  const read = readManifest(manifest, options.now);
  if ('reason' in read) return refused(read.reason);
  report.extractedAt = read.extractedAt;

  const staging = await openStaging(options.databaseUrl);
  try {
    const [agency] = await staging.all<{ id: string }>(
      'select id from agency where slug = ?1',
      options.agencySlug,
    );
    if (!agency) return refused(`Il n’y a pas d’agence « ${options.agencySlug} ».`);
    if (!(await staging.lock(agency.id))) return refused('Un import de cette agence est déjà en cours.');
    return await runImport(staging, agency.id, { ...options, rejectsFile, totalBytes }, report);
  } finally {
    await staging.close();
  }
};

const openStaging = async (url: string): Promise<Staging> =>
  /^postgres(ql)?:/.test(url)
    ? openPostgresStaging(url)
    : openSqliteStaging(resolve(url.replace(/^sqlite:/, '')));

const runImport = async (
  staging: Staging,
  agencyId: string,
  options: ImportOptions & { rejectsFile: string; totalBytes: number },
  report: ImportReport,
): Promise<ImportReport> => {
  const { folder, now, dryRun = false, totalBytes } = options;
  const day = dayAt(new Date(report.extractedAt));
  let bytes = 0;
  let last = { file: '', rows: 0 };
  const onBatch: OnBatch = (file, rows, read) => {
    bytes += read;
    last = { file, rows };
    options.onProgress?.({ step: 'read', file, rows, bytes, totalBytes });
  };
  const onStep = (step: Progress['step']) => options.onProgress?.({ step, ...last, bytes, totalBytes });

  const structure = await stageStructure(staging, folder, agencyId, day, onBatch);
  // Before entries, which name them.
  const documents = await stageDocuments(
    staging,
    { folder, filesFolder: options.filesFolder, dryRun },
    agencyId,
    day,
    onBatch,
  );
  // `--force` also reads again what looks like last time's.
  const isRestUnchanged = !options.force && [...structure, documents].every(changesNothing);
  const staged = await stageEntries(staging, folder, agencyId, isRestUnchanged, onBatch);
  const { loaded: entries, before } = staged;
  // The same file as last time is taken without being read: its fingerprint tells.
  const areEntriesTaken = entries.isPresent || staged.fingerprint !== undefined;
  onStep('compare');
  const all = [...structure, documents, entries];
  for (const { format, isPresent, tally, remarks } of all) {
    if (isPresent || tally.read > 0 || tally.refused !== undefined) report.tables[format.file] = tally;
    report.rejected += tally.rejected;
    report.remarks.push(...remarks);
  }
  if (!areEntriesTaken) report.remarks.push(withoutEntries);
  await tellRejects(staging, all, options.rejectsFile, report);

  const reason = options.force ? undefined : await excess(staging, all, agencyId, before);
  if (reason !== undefined) return { ...report, refused: { reason } };
  if (dryRun || !(areEntriesTaken || all.some(({ isPresent }) => isPresent))) return report;

  const accounts = structure.find(({ format }) => format.table === 'account');
  report.remarks.push(...(await hashSecrets(staging, accounts)));
  onStep('write');
  const runId = newId();
  await staging.write(async () => {
    await staging.run(
      "insert into import_run (id, agency_id, extracted_at, started_at, summary) values (?1, ?2, ?3, ?4, '{}')",
      runId,
      agencyId,
      report.extractedAt,
      now.toISOString(),
    );
    await applyStructure(staging, structure, agencyId, day);
    await applySecrets(staging, agencyId, now);
  });
  await staging.write(() => applyDocuments(staging, documents, agencyId, day, now));
  await staging.write(async () => {
    await applyEntries(staging, entries, agencyId);
    await applySituations(staging, agencyId, day);
    if (areEntriesTaken)
      await staging.run('update agency set data_as_of = ?2 where id = ?1', agencyId, report.extractedAt);
    await staging.run(
      'update import_run set finished_at = ?2, summary = ?3 where id = ?1',
      runId,
      new Date().toISOString(),
      JSON.stringify({
        tables: report.tables,
        ...(staged.fingerprint && { fingerprint: staged.fingerprint }),
      }),
    );
  });
  return report;
};

/** Residents read the date beside their balance: it must be the balance's. */
const withoutEntries =
  'Sans les écritures, la date « Données au … » que lisent vos clients reste celle du dernier import qui les portait.';

const changesNothing = ({ tally }: Loaded): boolean =>
  tally.refused === undefined &&
  tally.added + tally.changed + tally.closed + tally.removed + tally.rejected === 0;

/** Why the folder looks broken rather than true, or nothing. */
const excess = async (
  staging: Staging,
  all: Loaded[],
  agencyId: string,
  entriesBefore: number,
): Promise<string | undefined> => {
  const gone = (table: string) => all.find(({ format }) => format.table === table)?.tally;
  const open = async (table: 'person' | 'account') =>
    (
      await staging.all<{ n: number }>(
        `select count(*) as n from ${table} where agency_id = ?1 and closed_on is null`,
        agencyId,
      )
    )[0]?.n ?? 0;
  for (const [table, what] of [
    ['person', 'tiers'],
    ['account', 'comptes clients'],
  ] as const) {
    const closed = gone(table)?.closed ?? 0;
    const before = closed > 0 ? await open(table) : 0;
    if (goesTooFar(closed, before)) return tooFarSentence(what, closed, before);
  }
  const removed = gone('ledger_entry')?.removed ?? 0;
  return goesTooFar(removed, entriesBefore) ? tooFarSentence('écritures', removed, entriesBefore) : undefined;
};

const tellRejects = async (
  staging: Staging,
  all: Loaded[],
  rejectsFile: string,
  report: ImportReport,
): Promise<void> => {
  const files: RejectedFile[] = all.flatMap(({ format, source, tally }) =>
    source && tally.rejected > 0 ? [{ ...source, lines: rejectedLines(staging, format.table) }] : [],
  );
  if (files.length > 0) report.rejectsFile = rejectsFile;
  // A dry run leaves even the folder as it is.
  if (report.dryRun) report.rejectedRows = await firstRejects(files);
  else if (files.length > 0) await writeRejects(rejectsFile, files);
  else await removeRejects(rejectsFile);
};

async function* rejectedLines(staging: Staging, table: string) {
  const rejected = `select line, problem from in_${table} where problem is not null`;
  const all =
    table === 'ledger_entry' ? `${rejected} union all select line, problem from entry_known` : rejected;
  for (let after = 0; ;) {
    const rows = await staging.all<{ line: number; problem: string }>(
      `select line, problem from (${all}) r where line > ?1 order by line limit 5000`,
      after,
    );
    yield* rows;
    const last = rows.at(-1);
    if (!last) return;
    after = last.line;
  }
}
