import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { allFiles } from './columns.ts';

const endings = ['csv', 'jsonl'];
const tables = new Set(allFiles.map(({ file }) => file));
const known = new Set([
  'palier.json',
  'documents',
  'rejets.csv',
  ...[...tables].flatMap((table) => endings.map((end) => `${table}.${end}`)),
]);

/** What the folder holds, before anything of it is read; or why it is none. */
export const lookAtFolder = async (
  folder: string,
  rejectsFile: string,
): Promise<{ totalBytes: number; remarks: string[] } | { reason: string }> => {
  const found = await stat(folder).catch(() => undefined);
  if (found?.isFile()) return { reason: `${folder} est un fichier : donnez le dossier qui le contient.` };
  if (!found?.isDirectory()) return { reason: `Le dossier ${folder} n’existe pas.` };
  const names = await readdir(folder);
  const strangers = names
    .filter((name) => !isKnown(folder, name, names) && join(resolve(folder), name) !== resolve(rejectsFile))
    .toSorted((a, b) => a.localeCompare(b, 'fr'));
  return { totalBytes: await bytesOf(folder), remarks: remarksOn(strangers, new Set(names)) };
};

const isKnown = (folder: string, name: string, names: readonly string[]): boolean => {
  // What systems and spreadsheets leave behind is nobody's mistake.
  if (known.has(name) || /^(\.|~\$)/.test(name) || /^(thumbs\.db|desktop\.ini)$/i.test(name)) return true;
  // Where capitals do not count, it is the file that will be read.
  const plain = name.toLowerCase();
  return known.has(plain) && !names.includes(plain) && existsSync(join(folder, plain));
};

const workbookEnd = /\.(xlsx|xlsm|xlsb|xls|ods)$/i;
const mostNames = 10;

const remarksOn = (strangers: readonly string[], names: ReadonlySet<string>): string[] => {
  const remarks: string[] = [];
  const ignored: string[] = [];
  for (const name of strangers) {
    const table = workbookEnd.test(name) ? name.replace(workbookEnd, '').toLowerCase() : undefined;
    if (table === undefined || endings.some((end) => names.has(`${table}.${end}`))) ignored.push(name);
    else remarks.push(workbookSentence(name, tables.has(table) ? table : undefined));
  }
  if (ignored.length > 0) {
    const shown = ignored.slice(0, mostNames).map((name) => `« ${name.slice(0, 80)} »`);
    const more = ignored.length > mostNames ? '…' : '.';
    remarks.push(
      `${ignored.length === 1 ? 'Ignoré, car inconnu' : 'Ignorés, car inconnus'} du format : ${shown.join(', ')}${more}`,
    );
  }
  return remarks;
};

/** What to do of a workbook where a table's file was wanted. */
export const workbookSentence = (name: string, table: string | undefined): string =>
  table === undefined
    ? `${name} est un classeur : enregistrez chaque feuille au format CSV (UTF-8) sous le nom de sa table.`
    : `${name} est un classeur : enregistrez-le au format CSV (UTF-8) sous le nom ${table}.csv.`;

/** Of the folder's tables. */
const bytesOf = async (folder: string): Promise<number> => {
  const sizes = await Promise.all(
    [...tables]
      .flatMap((table) => endings.map((end) => `${table}.${end}`))
      .map((name) =>
        stat(join(folder, name)).then(
          // An empty file is there too: it will be refused by name.
          ({ size }) => Math.max(1, size),
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
};
