import { cell, needed, ownRef, ref, type FileFormat } from './column.ts';
import { day, text, word } from './parse.ts';
import { audiences, documentKinds, scopes } from './words.ts';

/** What a document of each scope must name. */
const scopeNeeds: Record<string, [to: string, name: string]> = {
  building: ['building', 'immeuble'],
  council: ['building', 'immeuble'],
  lot: ['lot', 'lot'],
  account: ['account', 'compte_client'],
};

export const documents: FileFormat = {
  file: 'documents',
  table: 'document',
  key: ['external_id'],
  absent: 'remove',
  has: { agency: true, id: true },
  columns: [
    ownRef,
    { ...needed(cell('fichier', 'path', text(400))), passing: true },
    needed(cell('titre', 'title', text(300))),
    needed(cell('nature', 'kind', word(documentKinds))),
    needed(cell('date', 'day', day)),
    { ...needed(cell('portee', 'scope', word(scopes))), passing: true },
    ref('immeuble', 'building', 'building'),
    ref('lot', 'lot', 'lot'),
    ref('compte_client', 'account', 'account'),
    // The narrower audience when the file does not say.
    { ...cell('public', 'audience', word(audiences)), otherwise: 'owners', passing: true },
  ],
  computed: ['place', 'file_hash', 'file_name', 'media_type', 'size_bytes', 'search'],
  check: (value) => {
    const need = scopeNeeds[String(value('scope'))];
    return need && value(need[0]) === null
      ? `${need[1]} : manque, alors que la portée le demande`
      : undefined;
  },
};
