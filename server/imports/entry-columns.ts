import { cell, needed, ownRef, ref, type FileFormat } from './column.ts';
import { cents, day, text, word } from './parse.ts';
import { entryKinds } from './words.ts';

export const entries: FileFormat = {
  file: 'ecritures',
  table: 'ledger_entry',
  key: ['external_id'],
  absent: 'remove',
  has: { agency: false, id: false },
  columns: [
    ownRef,
    needed(ref('compte_client', 'account', 'account')),
    ref('immeuble', 'building', 'building'),
    ref('bail', 'lease', 'lease'),
    ref('lot', 'lot', 'lot'),
    needed(cell('date', 'day', day)),
    needed(cell('libelle', 'label', text(500))),
    { ...cell('nature', 'kind', word(entryKinds)), otherwise: 'other' },
    cell('debit', 'debit', cents),
    cell('credit', 'credit', cents),
    ref('document', 'document', 'document'),
  ],
};
