import { isUtf8 } from 'node:buffer';
import { existsSync } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { missingColumns, type FileFormat } from './columns.ts';
import { columnKey, CsvReader, delimiterOf, longestRecord, tooLong, type Rec } from './csv.ts';
import { hasBom, lineToBlame, type Encoding } from './encoding.ts';
import { workbookSentence } from './folder.ts';
import { objectCells } from './json-line.ts';
import { csvMask, jsonMask } from './mask.ts';

/** A file that cannot be read at all: its table stays as it is. The message is for the operator. */
export class FileRefused extends Error {}

export interface OpenTable {
  path: string;
  bytes: number;
  encoding: Encoding;
  /** Where each column of the format stands in a record. */
  at: number[];
  /** Columns of the file that the format does not know. */
  unknown: Set<string>;
  /** A line of the file as it may be shown, when some cells must not be. */
  mask?: (raw: string) => string;
  records(onBytes: (bytes: number) => void): AsyncGenerator<Rec[]>;
}

/** The table's file, or nothing when the folder does not hold it. Throws `FileRefused`. */
export const openTable = async (folder: string, format: FileFormat): Promise<OpenTable | undefined> => {
  const found = ['csv', 'jsonl'].filter((end) => existsSync(join(folder, `${format.file}.${end}`)));
  if (found.length === 0) return undefined;
  if (found.length > 1)
    throw new FileRefused(`${format.file} est là deux fois, en .csv et en .jsonl : gardez-en un.`);
  const path = join(folder, `${format.file}.${found[0]}`);
  try {
    const { bytes, encoding, isAnnounced, head } = await look(path);
    if (bytes === 0)
      throw new FileRefused('Le fichier est vide : il faut au moins la ligne des noms de colonnes.');
    const opened = { path, bytes, encoding };
    if (workbookStarts.some((start) => head.startsWith(start)))
      throw new FileRefused(workbookSentence(basename(path), format.file));
    if (encoding === 'windows-1252') await refuseMixed(path, isAnnounced);
    return found[0] === 'csv' ? csvTable(opened, format, head) : jsonTable(opened, format);
  } catch (error) {
    if (error instanceof FileRefused) throw error;
    throw new FileRefused(
      `Le fichier ne peut pas être lu (${(error as NodeJS.ErrnoException).code ?? 'erreur'}).`,
    );
  }
};

/** Of .xlsx and .ods, then of .xls, whichever encoding their bytes were taken for. */
const workbookStarts = ['PK\u0003\u0004', '\u00d0\u00cf\u0011\u00e0'];

/** Excel's own way to say which delimiter follows, on a line before the names. */
const delimiterLine = /^"?sep=([^\r\n])"?\r?\n/i;

const csvTable = (
  opened: { path: string; bytes: number; encoding: Encoding },
  format: FileFormat,
  head: string,
): OpenTable => {
  const names = new Set(format.columns.map(({ name }) => name));
  const [skipped = '', announced] = delimiterLine.exec(head) ?? [];
  const headerLine = head.slice(skipped.length).split('\n', 1)[0]!;
  if (headerLine.length === head.length - skipped.length && head.length < opened.bytes) {
    throw new FileRefused('La première ligne est trop longue pour être celle des noms de colonnes.');
  }
  const delimiter = announced ?? delimiterOf(headerLine, names);
  const header = headerLine.replace(/\r$/, '').split(delimiter).map(columnKey);
  const missing = missingColumns(format, header);
  if (missing.length > 0) {
    throw new FileRefused(
      missing.length === 1
        ? `La colonne « ${missing[0]} » manque.`
        : `Les colonnes ${missing.map((name) => `« ${name} »`).join(', ')} manquent.`,
    );
  }
  const hidden = format.columns.flatMap(({ name, secret }) =>
    secret && header.includes(name) ? [header.indexOf(name)] : [],
  );
  const twice = header.find((name, i) => names.has(name) && header.indexOf(name) !== i);
  if (twice !== undefined) throw new FileRefused(`La colonne « ${twice} » est là deux fois.`);
  return {
    ...opened,
    at: format.columns.map(({ name }) => header.indexOf(name)),
    ...(hidden.length > 0 && { mask: csvMask(delimiter, header.length, hidden) }),
    unknown: new Set(
      header.filter((name) => name !== '' && !names.has(name)).map((name) => name.slice(0, 40)),
    ),
    async *records(onBytes) {
      const reader = new CsvReader(delimiter, skipped === '' ? 1 : 2);
      let isFirst = true;
      let toSkip = skipped.length;
      for await (const piece of wholeLines(opened.path, opened.encoding, onBytes)) {
        const records = piece === undefined ? reader.skipLine() : reader.read(piece.slice(toSkip), false);
        toSkip = 0;
        if (isFirst && records.length > 0) {
          records.shift();
          isFirst = false;
        }
        yield records;
      }
      const records = reader.read('', true);
      if (isFirst) records.shift();
      yield records;
    },
  };
};

const jsonTable = (
  opened: { path: string; bytes: number; encoding: Encoding },
  format: FileFormat,
): OpenTable => {
  const names = format.columns.map(({ name }) => name);
  const unknown = new Set<string>();
  const hidden = format.columns.filter(({ secret }) => secret).map(({ name }) => name);
  return {
    ...opened,
    ...(hidden.length > 0 && { mask: jsonMask(hidden) }),
    at: names.map((_, i) => i),
    unknown,
    async *records(onBytes) {
      let line = 0;
      for await (const piece of wholeLines(opened.path, opened.encoding, onBytes)) {
        if (piece === undefined) {
          yield [{ line: (line += 1), cells: [], problem: tooLong }];
          continue;
        }
        const records: Rec[] = [];
        const lines = piece.split('\n');
        // What follows the last line break is no line.
        if (piece.endsWith('\n')) lines.pop();
        for (const text of lines) {
          line += 1;
          if (text.trim() !== '') records.push({ line, ...objectCells(text, names, unknown) });
        }
        yield records;
      }
    },
  };
};

const chunkSize = 1 << 17;

/** The file as text, cut at line breaks; `undefined` stands for a line too long to be held. */
export async function* wholeLines(
  path: string,
  encoding: Encoding,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<string | undefined> {
  const decoder = new TextDecoder(encoding);
  for await (const bytes of wholeBytes(path, onBytes)) yield bytes && decoder.decode(bytes);
}

/**
 * A line break is one byte in both encodings, and part of no other character. Each piece serves until the next
 * one is asked for.
 */
async function* wholeBytes(
  path: string,
  onBytes: (bytes: number) => void = () => {},
): AsyncGenerator<Uint8Array | undefined> {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(longestRecord + chunkSize);
    let held = 0;
    let isSkipping = false;
    let isStart = true;
    for (;;) {
      const { bytesRead } = await file.read(buffer, held, chunkSize);
      onBytes(bytesRead);
      if (bytesRead === 0) break;
      const end = held + bytesRead;
      let from = 0;
      if (isStart) {
        isStart = false;
        if (hasBom(buffer.subarray(0, end))) from = 3;
      }
      if (isSkipping) {
        const lineBreak = buffer.subarray(0, end).indexOf(10);
        if (lineBreak === -1) continue;
        isSkipping = false;
        from = lineBreak + 1;
      }
      const last = buffer.subarray(0, end).lastIndexOf(10);
      if (last >= from) yield buffer.subarray(from, last + 1);
      const rest = Math.max(from, last + 1);
      buffer.copyWithin(0, rest, end);
      held = end - rest;
      if (held > longestRecord) {
        yield undefined;
        isSkipping = true;
        held = 0;
      }
    }
    if (held > 0) yield buffer.subarray(0, held);
  } finally {
    await file.close();
  }
}

/** One pass over the bytes: how many, how they are encoded, and the start of the text. */
const look = async (
  path: string,
): Promise<{ bytes: number; encoding: Encoding; isAnnounced: boolean; head: string }> => {
  const file = await open(path);
  try {
    const buffer = Buffer.allocUnsafe(chunkSize);
    const { bytesRead } = await file.read(buffer, 0, chunkSize, 0);
    const start = Buffer.from(buffer.subarray(0, bytesRead));
    if ((start[0] === 0xff && start[1] === 0xfe) || (start[0] === 0xfe && start[1] === 0xff)) {
      throw new FileRefused('Le fichier est en UTF-16 : enregistrez-le en « CSV UTF-8 ».');
    }
    const { bytes, valid } = await validity(file, buffer);
    const body = hasBom(start) ? start.subarray(3) : start;
    const encoding = valid ? 'utf-8' : 'windows-1252';
    return { bytes, encoding, isAnnounced: hasBom(start), head: new TextDecoder(encoding).decode(body) };
  } finally {
    await file.close();
  }
};

/** Half of its names would come out as « ZoÃ© ». */
const refuseMixed = async (path: string, isAnnounced: boolean): Promise<void> => {
  const line = await lineToBlame(wholeBytes(path), isAnnounced);
  if (line === undefined) return;
  throw new FileRefused(
    isAnnounced
      ? `Le fichier s’annonce en UTF-8 et n’en est pas : voyez la ligne ${line}.`
      : `Le fichier mêle deux encodages : la ligne ${line} n’est pas en UTF-8, d’autres le sont. Enregistrez-le tout entier en « CSV UTF-8 ».`,
  );
};

/** Whether all of it is UTF-8, a character cut by a chunk's edge being given to the next chunk. */
const validity = async (file: FileHandle, buffer: Buffer): Promise<{ bytes: number; valid: boolean }> => {
  let bytes = 0;
  let held = 0;
  let valid = true;
  for (;;) {
    const { bytesRead } = await file.read(buffer, held, buffer.length - held, bytes);
    bytes += bytesRead;
    const end = held + bytesRead;
    if (bytesRead === 0) return { bytes, valid: valid && isUtf8(buffer.subarray(0, end)) };
    if (!valid) continue;
    let cut = end;
    while (cut > 0 && end - cut < 4 && (buffer[cut - 1]! & 0xc0) === 0x80) cut -= 1;
    if (cut > 0 && buffer[cut - 1]! >= 0xc0) cut -= 1;
    valid = isUtf8(buffer.subarray(0, cut));
    buffer.copyWithin(0, cut, end);
    held = end - cut;
  }
};
