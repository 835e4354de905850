import { constants } from 'node:fs';
import { open, realpath, type FileHandle } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { place, type Audience } from '../documents/place.ts';
import type { DocumentKind } from '../documents/contract.ts';
import { diskStore, hashOf } from '../files/keep.ts';
import { folded } from '../values/search.ts';
import { documents } from './columns.ts';
import { createTable, loadFile, type Loaded, type OnBatch } from './load-store.ts';
import { mediaTypeOf, telling } from './media-type.ts';
import { insertNew, removeAbsent, updateChanged } from './plan.ts';
import type { Staging } from './staging.ts';
import { checkAndCompare, countInto, goneFrom, type Check } from './structure-store.ts';
import { searchedAs, type Scope } from './words.ts';

export interface DocumentFolders {
  /** The exchange folder. */
  folder: string;
  /** Where contents are kept. */
  filesFolder: string;
  /** Nothing is kept, only looked at. */
  dryRun: boolean;
}

/** Reads `documents.csv` and the files that it names; says what each row would change. */
export const stageDocuments = async (
  staging: Staging,
  folders: DocumentFolders,
  agencyId: string,
  day: string,
  onBatch: OnBatch,
): Promise<Loaded> => {
  await createTable(staging, documents);
  const loaded = await loadFile(staging, folders.folder, documents, onBatch);
  await checkAndCompare(staging, loaded, agencyId, [
    // A lot says its building.
    (staging) =>
      staging.run(`update in_document set building_id = l.building_id from of_lot l
        where problem is null and in_document.building_id is null and l.id = in_document.lot_id`),
    (staging) =>
      staging.run(`update in_document set problem = 'lot : il n’est pas dans l’immeuble' from of_lot l
        where problem is null and l.id = in_document.lot_id and l.building_id <> in_document.building_id`),
    lookAtFiles(folders, loaded, onBatch),
  ]);
  await countInto(staging, loaded, agencyId, day);
  return loaded;
};

interface Staged {
  line: number;
  path: string;
  title: string;
  kind: DocumentKind;
  scope: Scope;
  audience: Audience;
  building_id: string | null;
  building_name: string | null;
  lot_id: string | null;
  account_id: string | null;
}

const page = 1000;

/** Finds each file, keeps its content, and works out where the document goes. */
const lookAtFiles =
  ({ folder, filesFolder, dryRun }: DocumentFolders, loaded: Loaded, onBatch: OnBatch): Check =>
  async (staging, agencyId) => {
    const root = await rootOf(folder);
    const store = diskStore(filesFolder);
    const keep = dryRun ? hashOf : (file: FileHandle) => store.keep(file);
    await staging.run(
      `create temp table in_content (line integer primary key, problem text, place text, file_hash text, file_name text,
         media_type text, size_bytes bigint, search text)`,
    );
    for (let after = 0; ;) {
      const rows = await staging.all<Staged>(
        `select d.line, d.path, d.title, d.kind, d.scope, d.audience, d.building_id, b.name as building_name, d.lot_id, d.account_id
         from in_document d left join of_building b on b.id = d.building_id
         where d.problem is null and d.line > ?1 order by d.line limit ${page}`,
        after,
      );
      const contents = [];
      for (const row of rows) {
        contents.push({ row, content: await look(root, row.path, keep) });
        onBatch(documents.file, loaded.tally.read, 0);
      }
      const loader = await staging.load('in_content', [
        'line',
        'problem',
        'place',
        'file_hash',
        'file_name',
        'media_type',
        'size_bytes',
        'search',
      ]);
      for (const { row, content } of contents) {
        if ('problem' in content)
          loader.add([row.line, `fichier : ${content.problem}`, null, null, null, null, null, null]);
        else {
          const search = folded([row.title, searchedAs[row.kind], row.building_name ?? ''].join(' '));
          const { hash, name, mediaType, sizeBytes } = content;
          loader.add([row.line, null, placeOf(row, agencyId), hash, name, mediaType, sizeBytes, search]);
        }
      }
      await loader.end();
      const last = rows.at(-1);
      if (!last || rows.length < page) break;
      after = last.line;
    }
    await staging.run(
      `update in_document set problem = c.problem, place = c.place, file_hash = c.file_hash, file_name = c.file_name,
         media_type = c.media_type, size_bytes = c.size_bytes, search = c.search
       from in_content c where in_document.problem is null and c.line = in_document.line`,
    );
  };

const placeOf = (row: Staged, agencyId: string): string => {
  switch (row.scope) {
    case 'agency':
      return place.agency(agencyId);
    case 'building':
      return place.building(named(row.building_id), row.audience);
    case 'lot':
      return place.lot(named(row.lot_id), row.audience);
    case 'account':
      return place.account(named(row.account_id));
    case 'council':
      return place.council(named(row.building_id));
  }
};

const named = (id: string | null): string => {
  if (id === null)
    throw new Error('A document of this scope must name its subject: its row was checked before.');
  return id;
};

type Content = { problem: string } | { hash: string; name: string; mediaType: string; sizeBytes: number };

/** The real path of `documents/`, as long as a link does not make another folder of it. */
const rootOf = async (folder: string): Promise<{ path: string } | { problem: string }> => {
  try {
    const [outer, path] = await Promise.all([realpath(folder), realpath(join(folder, 'documents'))]);
    return path.startsWith(outer.endsWith(sep) ? outer : outer + sep)
      ? { path }
      : { problem: 'le dossier documents/ mène hors du dossier' };
  } catch {
    return { problem: 'le dossier documents/ manque' };
  }
};

/** Should a link or a pipe come to stand there meanwhile, the first is refused and the second does not wait. */
const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;

const look = async (
  root: { path: string } | { problem: string },
  path: string,
  keep: (file: FileHandle) => Promise<string>,
): Promise<Content> => {
  const parts = path.replaceAll('\\', '/').split('/');
  if (parts.some((part) => part === '..' || part === '') || /^[a-z]:/i.test(path)) {
    return { problem: 'chemin hors du dossier' };
  }
  if ('problem' in root) return root;
  try {
    // Links may point elsewhere in the folder, never out of it.
    const real = await realpath(join(root.path, ...parts));
    if (!real.startsWith(root.path + sep)) return { problem: 'chemin hors du dossier' };
    const name = basename(parts.join('/'));
    const file = await open(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return { problem: 'ce n’est pas un fichier' };
      if (stat.size === 0) return { problem: 'le fichier est vide' };
      const { buffer, bytesRead } = await file.read(Buffer.alloc(telling), 0, telling, 0);
      const mediaType = mediaTypeOf(buffer.subarray(0, bytesRead), name);
      if (mediaType === undefined)
        return { problem: 'ni PDF, ni image JPEG, PNG ou WebP, ni texte, CSV ou XLSX' };
      return { hash: await keep(file), name, mediaType, sizeBytes: stat.size };
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    // A full disk is ours to tell, not the row's.
    if (code === 'ENOENT' || code === 'ENOTDIR') return { problem: 'introuvable dans documents/' };
    if (code === 'ENXIO') return { problem: 'ce n’est pas un fichier' };
    if (code === 'EACCES' || code === 'ENAMETOOLONG' || code === 'ELOOP')
      return { problem: `illisible (${code})` };
    throw error;
  }
};

/** Call it inside `write`. `published_at` stays the day of the first import: « nouveau » means new. */
export const applyDocuments = async (
  staging: Staging,
  loaded: Loaded,
  agencyId: string,
  day: string,
  now: Date,
): Promise<void> => {
  const { format, isPresent } = loaded;
  if (!isPresent) return;
  const { removed } = goneFrom(loaded);
  if (removed) {
    // An entry must not promise a letter that is gone.
    await staging.run(
      `update ledger_entry set document_id = null
       where document_id in (select e.id from document e where ${removed})
         and ledger_id in (select l.id from ledger l where l.account_id in (select e.account_id from document e where ${removed}))`,
      agencyId,
      day,
    );
    await staging.run(
      `delete from document_reading where document_id in (select e.id from document e where ${removed})`,
      agencyId,
      day,
    );
    await staging.run(removeAbsent(format, removed), agencyId, day);
  }
  await staging.run(insertNew(format, 'published_at'), agencyId, now.toISOString());
  await staging.run(updateChanged(format));
};
