import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Book, Row } from './book.ts';
import { frenchDay, longDay } from './day.ts';
import { amount } from './money.ts';
import { drawLetter } from './pdf.ts';

/** How one agency's software writes its files; the importer has to read each of them. */
export interface FileStyle {
  separator: ';' | ',';
  encoding: 'windows-1252' | 'utf-8' | 'utf-8-bom';
  dates: 'french' | 'iso';
  thousands: '' | ' ' | '.';
  point: ',' | '.';
  newline: '\r\n' | '\n';
  jsonLines: readonly string[];
}

const columns: Record<string, readonly string[]> = {
  immeubles: ['ref', 'nom', 'adresse', 'code_postal', 'ville', 'immatriculation'],
  lots: ['ref', 'immeuble', 'numero', 'nature', 'libelle', 'batiment', 'etage'],
  cles: ['ref', 'immeuble', 'libelle', 'total'],
  tantiemes: ['cle', 'lot', 'tantiemes'],
  tiers: [
    'ref',
    'nom',
    'civilite',
    'prenom',
    'type',
    'email',
    'telephone',
    'adresse',
    'code_postal',
    'ville',
  ],
  comptes_clients: ['ref', 'identifiant', 'role', 'libelle', 'tiers'],
  lots_tiers: ['lot', 'compte_client', 'debut', 'fin', 'droit'],
  baux: ['ref', 'lot', 'locataire', 'bailleur', 'debut', 'fin'],
  conseil_syndical: ['immeuble', 'compte_client', 'debut', 'fin', 'fonction'],
  ecritures: [
    'ref',
    'compte_client',
    'immeuble',
    'bail',
    'lot',
    'date',
    'libelle',
    'nature',
    'debit',
    'credit',
    'document',
  ],
  documents: [
    'ref',
    'fichier',
    'titre',
    'nature',
    'date',
    'portee',
    'immeuble',
    'lot',
    'compte_client',
    'public',
  ],
};
const dateColumns = new Set(['date', 'debut', 'fin']);
const moneyColumns = new Set(['debit', 'credit']);

export const writeFolder = async (book: Book, folder: string, style: FileStyle): Promise<void> => {
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, 'documents'), { recursive: true });
  await writeFile(
    join(folder, 'palier.json'),
    `${JSON.stringify({ format: 1, extrait_le: book.extracted }, null, 2)}\n`,
  );
  fillEntries(book);
  fillPapers(book);
  for (const [table, names] of Object.entries(columns)) {
    const rows = book.tables.get(table) ?? [];
    if (rows.length === 0) continue;
    const text = style.jsonLines.includes(table) ? jsonLines(rows, names, style) : csv(rows, names, style);
    const name = `${table}.${style.jsonLines.includes(table) ? 'jsonl' : 'csv'}`;
    await writeFile(
      join(folder, name),
      encode(text, style.jsonLines.includes(table) ? 'utf-8' : style.encoding),
    );
  }
  await writePapers(book, folder);
};

const fillEntries = (book: Book): void => {
  const order = new Map(book.entries.map((entry, index) => [entry, index]));
  const sorted = book.entries.toSorted(
    (a, b) =>
      a.account.ref.localeCompare(b.account.ref) ||
      a.date.localeCompare(b.date) ||
      (order.get(a) ?? 0) - (order.get(b) ?? 0),
  );
  sorted.forEach((entry, index) => {
    book.add('ecritures', {
      ref: `E${String(index + 1).padStart(6, '0')}`,
      compte_client: entry.account.ref,
      immeuble: entry.building?.ref ?? '',
      bail: entry.lease ?? '',
      lot: entry.lot?.ref ?? '',
      date: entry.date,
      libelle: entry.label,
      nature: entry.kind,
      debit: entry.cents < 0 ? -entry.cents : '',
      credit: entry.cents < 0 ? '' : entry.cents,
      document: entry.document ?? '',
    });
  });
};

const fillPapers = (book: Book): void => {
  book.papers.forEach((paper, index) => {
    book.add('documents', {
      ref: `DOC${String(index + 1).padStart(5, '0')}`,
      fichier: paper.file,
      titre: paper.title,
      nature: paper.kind,
      date: paper.date,
      portee: paper.scope,
      immeuble: paper.building?.ref ?? '',
      lot: paper.lot?.ref ?? '',
      compte_client: paper.account?.ref ?? '',
      public: paper.readers ?? '',
    });
  });
};

const writePapers = async (book: Book, folder: string): Promise<void> => {
  for (const paper of book.papers) {
    const to = paper.account ? recipient(paper.account.libelle, paper.account.people[0]) : undefined;
    const references: [string, string][] = [];
    if (paper.account) references.push(['Votre identifiant', paper.account.identifiant]);
    if (paper.building) references.push(['Immeuble', paper.building.nom]);
    if (paper.lot) references.push(['Lot', paper.lot.numero]);
    const bytes = await drawLetter(book.letterhead, {
      title: paper.title,
      date: paper.date,
      dated: `Le ${longDay(paper.date)}`,
      ...(to ? { to } : {}),
      references,
      blocks: paper.blocks,
    });
    const path = join(folder, 'documents', paper.file);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, bytes);
  }
};

const recipient = (
  label: string,
  person: { adresse?: string; code_postal?: string; ville?: string } | undefined,
): string[] => [
  label,
  ...(person?.adresse ? [person.adresse] : []),
  `${person?.code_postal ?? ''} ${person?.ville ?? ''}`.trim(),
];

const cell = (name: string, value: string | number, style: FileStyle): string => {
  if (moneyColumns.has(name))
    return typeof value === 'number' ? amount(value, style.thousands, style.point) : '';
  if (dateColumns.has(name) && typeof value === 'string' && value !== '')
    return style.dates === 'iso' ? value : frenchDay(value);
  return String(value);
};

const csv = (rows: readonly Row[], names: readonly string[], style: FileStyle): string => {
  const quote = (text: string): string =>
    text.includes(style.separator) || /["\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = [names.join(style.separator)];
  for (const row of rows)
    lines.push(names.map((name) => quote(cell(name, row[name] ?? '', style))).join(style.separator));
  return lines.join(style.newline) + style.newline;
};

const jsonLines = (rows: readonly Row[], names: readonly string[], style: FileStyle): string =>
  rows
    .map((row) => {
      const line: Record<string, string> = {};
      for (const name of names) {
        const text = cell(name, row[name] ?? '', style);
        if (text !== '') line[name] = text;
      }
      return `${JSON.stringify(line)}\n`;
    })
    .join('');

const windows1252 = new Map([
  ['€', 0x80],
  ['…', 0x85],
  ['Œ', 0x8c],
  ['‘', 0x91],
  ['’', 0x92],
  ['“', 0x93],
  ['”', 0x94],
  ['–', 0x96],
  ['—', 0x97],
  ['œ', 0x9c],
]);

const encode = (text: string, encoding: FileStyle['encoding']): Uint8Array => {
  if (encoding !== 'windows-1252')
    return Buffer.from(encoding === 'utf-8-bom' ? `\uFEFF${text}` : text, 'utf8');
  return Uint8Array.from(text, (character) => {
    const code = windows1252.get(character) ?? character.charCodeAt(0);
    if (code > 0xff) throw new Error(`Windows-1252 has no ${JSON.stringify(character)}`);
    return code;
  });
};
