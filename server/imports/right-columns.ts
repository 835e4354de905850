import { cell, needed, ownRef, ref, type FileFormat } from './column.ts';
import { day, word } from './parse.ts';
import { seats, titles } from './words.ts';

const period = [needed(cell('debut', 'from_day', day)), cell('fin', 'until_day', day)];

const periodHolds: NonNullable<FileFormat['check']> = (value) => {
  const until = value('until_day');
  return until !== null && String(until) < String(value('from_day')) ? 'la fin précède le début' : undefined;
};

/** Who owns, rents or sits where, and since when. */
export const rights: FileFormat[] = [
  {
    file: 'lots_tiers',
    table: 'ownership',
    key: ['lot_id', 'account_id', 'from_day'],
    absent: 'end',
    has: { agency: true, id: true },
    columns: [
      needed(ref('lot', 'lot', 'lot')),
      needed(ref('compte_client', 'account', 'account')),
      ...period,
      { ...cell('droit', 'title', word(titles)), otherwise: 'full' },
    ],
    check: periodHolds,
  },
  {
    file: 'baux',
    table: 'lease',
    key: ['external_id'],
    absent: 'end',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(ref('lot', 'lot', 'lot')),
      needed(ref('locataire', 'tenant_account', 'account')),
      ref('bailleur', 'landlord_account', 'account'),
      ...period,
    ],
    check: periodHolds,
  },
  {
    file: 'conseil_syndical',
    table: 'council_member',
    key: ['building_id', 'account_id', 'from_day'],
    absent: 'end',
    has: { agency: false, id: false },
    columns: [
      needed(ref('immeuble', 'building', 'building')),
      needed(ref('compte_client', 'account', 'account')),
      ...period,
      { ...cell('fonction', 'seat', word(seats)), otherwise: 'member' },
    ],
    check: periodHolds,
  },
];
