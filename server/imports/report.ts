import { parseDay, type Instant } from '../values/day.ts';

/** What an import did to one table, or would do. */
export interface Tally {
  read: number;
  added: number;
  changed: number;
  closed: number;
  removed: number;
  unchanged: number;
  rejected: number;
  /** Why the whole file was left aside: its table stays as it was. */
  refused?: string;
}

export interface RejectedRow {
  file: string;
  line: number;
  reason: string;
}

export interface ImportReport {
  extractedAt: Instant;
  dryRun: boolean;
  /** By name of file, without `.csv`, in the order of the format; only the files of the folder. */
  tables: Record<string, Tally>;
  /** Rows left aside in all. */
  rejected: number;
  /** Where each of them stands with its reason, or would if the run were not dry; null when there is none. */
  rejectsFile: string | null;
  /** The first of them, in a dry run alone: it writes no file. */
  rejectedRows?: RejectedRow[];
  /** Sentences worth reading that stopped nothing. */
  remarks: string[];
  /** Why nothing at all was written. */
  refused?: { reason: string };
}

export const noTally = (): Tally => ({
  read: 0,
  added: 0,
  changed: 0,
  closed: 0,
  removed: 0,
  unchanged: 0,
  rejected: 0,
});

const number = new Intl.NumberFormat('fr-FR');
/** « 1 ligne », « 2 lignes », with the spaces that French wants. */
export const counted = (n: number, one: string, many = `${one}s`): string =>
  `${number.format(n)}\u00a0${n < 2 ? one : many}`;

const columns: [keyof Tally, string][] = [
  ['read', 'lues'],
  ['added', 'ajoutées'],
  ['changed', 'changées'],
  ['closed', 'closes'],
  ['removed', 'retirées'],
  ['unchanged', 'identiques'],
  ['rejected', 'rejetées'],
];

const moment = new Intl.DateTimeFormat('fr-FR', {
  timeZone: 'Europe/Paris',
  dateStyle: 'long',
  timeStyle: 'short',
});

/** The report as a person reads it in a terminal. */
export const describeImport = (report: ImportReport): string => {
  const lines: string[] = [];
  if (report.refused) lines.push(`Rien n’a été importé. ${report.refused.reason}`);
  const tables = Object.entries(report.tables);
  if (tables.length > 0) {
    lines.push(
      `Données extraites le ${moment.format(new Date(report.extractedAt)).replace(/^1 /, '1er ')}.`,
      '',
      ...aligned(tables),
    );
  }
  for (const [file, { refused }] of tables)
    if (refused) lines.push('', `${file} est resté tel quel. ${refused}`);
  if (report.rejected > 0) lines.push('', ...describeRejects(report));
  if (report.remarks.length > 0) lines.push('', ...report.remarks.map((remark) => `- ${remark}`));
  if (!report.refused) {
    lines.push('', report.dryRun ? 'Essai à blanc : rien n’a été écrit.' : 'Import terminé.');
  }
  return lines.join('\n');
};

const describeRejects = ({ rejected, rejectsFile, rejectedRows }: ImportReport): string[] => {
  if (!rejectedRows)
    return [`${counted(rejected, 'ligne rejetée', 'lignes rejetées')} : ${rejectsFile ?? ''}`];
  const more = rejected - rejectedRows.length;
  return [
    `${counted(rejected, 'ligne serait rejetée', 'lignes seraient rejetées')} :`,
    ...rejectedRows.map(({ file, line, reason }) => `  ${file}, ligne ${number.format(line)} : ${reason}`),
    ...(more === 1 ? ['  et une autre'] : more > 1 ? [`  et ${number.format(more)} autres`] : []),
    `Un import ${rejected === 1 ? 'l’écrirait' : 'les écrirait'} dans ${rejectsFile ?? ''}.`,
  ];
};

const aligned = (tables: [string, Tally][]): string[] => {
  const rows = [
    ['', ...columns.map(([, title]) => title)],
    ...tables.map(([file, tally]) => [file, ...columns.map(([key]) => number.format(Number(tally[key])))]),
  ];
  const widths = rows[0]!.map((_, i) => Math.max(...rows.map((row) => row[i]!.length)));
  return rows.map((row) =>
    row
      .map((cell, i) => (i === 0 ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join('  ')
      .trimEnd(),
  );
};

/** A fifth of what was there: beyond it, a folder is more likely broken than true. */
export const goesTooFar = (gone: number, before: number): boolean => before > 0 && gone * 5 > before;

export const tooFarSentence = (what: string, gone: number, before: number): string =>
  `Ce dossier retirerait ${number.format(gone)} ${what} sur ${number.format(before)}, plus de 20\u00a0% : est-il complet ? S’il l’est, recommencez avec --force.`;

/** What `palier.json` says. A sentence when it cannot be followed. */
export const readManifest = (text: string, now: Date): { extractedAt: Instant } | { reason: string } => {
  let manifest: { format?: unknown; extrait_le?: unknown };
  try {
    manifest = JSON.parse(text.replace(/^\ufeff/, '')) as typeof manifest;
  } catch {
    return { reason: 'palier.json n’est pas du JSON.' };
  }
  if (
    typeof manifest !== 'object' ||
    manifest === null ||
    (manifest.format !== 1 && manifest.format !== '1')
  ) {
    return { reason: 'palier.json : « format » doit être 1, la seule version que connaît ce logiciel.' };
  }
  if (manifest.extrait_le === undefined || manifest.extrait_le === null)
    return { extractedAt: now.toISOString() };
  const instant = parseInstant(manifest.extrait_le);
  if (instant === undefined) {
    return { reason: 'palier.json : « extrait_le » doit ressembler à 2026-11-14T06:00:00+01:00.' };
  }
  if (instant.getTime() > now.getTime() + 86_400_000) {
    return { reason: 'palier.json : « extrait_le » est dans l’avenir.' };
  }
  return { extractedAt: instant.toISOString() };
};

const instantShape = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?(Z|[+-]\d{2}:?\d{2})?$/;

/** With an offset, or in Paris time without one. */
const parseInstant = (value: unknown): Date | undefined => {
  const match = typeof value === 'string' ? instantShape.exec(value) : null;
  if (!match?.[1] || parseDay(match[1]) === undefined) return undefined;
  const [, day, minute, second = ':00', offset] = match;
  const offsets =
    offset === undefined ? ['+01:00', '+02:00'] : [offset.replace(/^([+-]\d{2})(\d{2})$/, '$1:$2')];
  for (const candidate of offsets) {
    const date = new Date(`${day}T${minute}${second}${candidate}`);
    if (Number.isNaN(date.getTime())) return undefined;
    if (offset !== undefined || inParis(date).startsWith(`${day} ${minute}`)) return date;
  }
  return undefined;
};

const parisClock = new Intl.DateTimeFormat('fr-CA', {
  timeZone: 'Europe/Paris',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});
const inParis = (date: Date): string => {
  const part = Object.fromEntries(parisClock.formatToParts(date).map(({ type, value }) => [type, value]));
  return `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}`;
};
