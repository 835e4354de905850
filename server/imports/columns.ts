import {
  cents,
  day,
  email,
  identifier,
  reference,
  text,
  whole,
  word,
  type Read,
  type Value,
} from './parse.ts';
import {
  audiences,
  documentKinds,
  entryKinds,
  lotKinds,
  personKinds,
  roles,
  scopes,
  seats,
  titles,
} from './words.ts';

/** What other rows may refer to. */
export type Referenced = 'building' | 'lot' | 'key' | 'person' | 'account' | 'lease' | 'document';

export interface Column {
  /** In the file. */
  name: string;
  /** In the database; `building` stands for `building_ref` and `building_id` when it is a reference. */
  to: string;
  read: Read;
  required?: true;
  references?: Referenced;
  /** When the cell is empty. */
  otherwise?: string;
  /** Read for the importer alone, kept in no column of that name. */
  passing?: true;
  number?: true;
}

/** What becomes of a row that the file no longer holds. */
export type Absent = 'close' | 'end' | 'remove';

export interface FileFormat {
  /** In the folder, without `.csv` or `.jsonl`; also its name in the report. */
  file: string;
  table: string;
  /** What makes a row the same as last time. */
  key: string[];
  absent: Absent;
  /** Whether its rows carry the agency, an id of their own, a day of closing. */
  has: { agency: boolean; id: boolean };
  columns: Column[];
  /** Kept columns that the importer works out itself. */
  computed?: string[];
  /** What two cells say of each other: why the row cannot be taken, or nothing. */
  check?: (value: (to: string) => Value) => string | undefined;
}

const ref = (name: string, to: string, references: Referenced): Column => ({
  name,
  to,
  references,
  read: reference,
});
const needed = (column: Column): Column => ({ ...column, required: true });
const cell = (name: string, to: string, read: Read): Column => ({ name, to, read });

const ownRef = needed(cell('ref', 'external_id', reference));
const period = [needed(cell('debut', 'from_day', day)), cell('fin', 'until_day', day)];

const periodHolds: FileFormat['check'] = (value) => {
  const until = value('until_day');
  return until !== null && String(until) < String(value('from_day')) ? 'la fin précède le début' : undefined;
};

/** In this order: each refers only to those before it. */
export const structure: FileFormat[] = [
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
  {
    file: 'tiers',
    table: 'person',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(cell('nom', 'last_name', text(200))),
      cell('civilite', 'civility', text(40)),
      cell('prenom', 'first_name', text(100)),
      { ...cell('type', 'kind', word(personKinds)), otherwise: 'natural' },
      cell('email', 'email', email),
      cell('telephone', 'phone', text(60)),
      cell('adresse', 'address', text(300)),
      cell('code_postal', 'postcode', text(20)),
      cell('ville', 'town', text(100)),
    ],
  },
  {
    file: 'comptes_clients',
    table: 'account',
    key: ['external_id'],
    absent: 'close',
    has: { agency: true, id: true },
    columns: [
      ownRef,
      needed(cell('identifiant', 'identifier', text(60))),
      needed(cell('identifiant', 'identifier_key', identifier)),
      needed(cell('role', 'role', word(roles))),
      needed(cell('libelle', 'label', text(300))),
      { ...needed(cell('tiers', 'holders', text(2000))), passing: true },
    ],
  },
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

export const allFiles: FileFormat[] = [...structure, documents, entries];

/** Columns in which a header may be missing: `debit` and `credit` go by pair. */
export const missingColumns = (format: FileFormat, header: readonly string[]): string[] => {
  const missing = format.columns
    .filter(({ required, name }) => required && !header.includes(name))
    .map(({ name }) => name);
  if (format === entries && !header.includes('debit') && !header.includes('credit')) missing.push('debit');
  if (format === entries && !header.includes('immeuble') && !header.includes('bail'))
    missing.push('immeuble');
  return [...new Set(missing)];
};
