import { cell, needed, ownRef, ref, type FileFormat } from './column.ts';
import { text, whole, word } from './parse.ts';
import { lotKinds } from './words.ts';

/** Buildings, what they are made of, and who bears what of their costs. */
export const places: FileFormat[] = [
  {
    file: 'immeubles',
    table: 'building',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(cell('nom', 'name', text(200))),
      needed(cell('adresse', 'address', text(300))),
      needed(cell('code_postal', 'postcode', text(20))),
      needed(cell('ville', 'town', text(100))),
      cell('immatriculation', 'register_number', text(40)),
    ],
  },
  {
    file: 'lots',
    table: 'lot',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(ref('immeuble', 'building', 'building')),
      needed(cell('numero', 'number', text(40))),
      needed(cell('nature', 'kind', word(lotKinds))),
      cell('libelle', 'label', text(100)),
      cell('batiment', 'staircase', text(60)),
      cell('etage', 'floor', text(40)),
    ],
  },
  {
    file: 'cles',
    table: 'distribution_key',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(ref('immeuble', 'building', 'building')),
      needed(cell('libelle', 'label', text(200))),
      needed({ ...cell('total', 'whole', whole), number: true }),
    ],
  },
  {
    file: 'tantiemes',
    table: 'share',
    key: ['key_id', 'lot_id'],
    absent: 'remove',
    has: { agency: false, id: false },
    columns: [
      needed(ref('cle', 'key', 'key')),
      needed(ref('lot', 'lot', 'lot')),
      needed({ ...cell('tantiemes', 'shares', whole), number: true }),
    ],
  },
];
