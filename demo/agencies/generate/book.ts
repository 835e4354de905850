import type { Block, Letterhead } from './pdf.ts';

/** What a row holds before its agency's file style writes it: text, or integer cents for money. */
export type Row = Record<string, string | number>;
export type Role = 'coproprietaire' | 'bailleur' | 'locataire';

export interface Person {
  ref: string;
  nom: string;
  civilite?: string;
  prenom?: string;
  type?: 'personne' | 'societe';
  email?: string;
  telephone?: string;
  adresse?: string;
  code_postal?: string;
  ville?: string;
}

export interface Account {
  ref: string;
  identifiant: string;
  role: Role;
  libelle: string;
  people: Person[];
}

export interface Building {
  ref: string;
  nom: string;
  adresse: string;
  code_postal: string;
  ville: string;
}

export interface Lot {
  ref: string;
  building: Building;
  numero: string;
  nature: string;
  libelle: string;
  etage: string;
  surface: number;
}

export interface Entry {
  account: Account;
  building?: Building;
  lease?: string;
  lot?: Lot;
  date: string;
  label: string;
  kind: string;
  /** Signed cents: below zero the person owes (debit), above zero it is theirs (credit). */
  cents: number;
  document?: string | undefined;
}

export interface Paper {
  file: string;
  title: string;
  kind: string;
  date: string;
  scope: 'agence' | 'immeuble' | 'lot' | 'compte' | 'conseil';
  building?: Building;
  lot?: Lot;
  account?: Account;
  readers?: 'proprietaires' | 'occupants';
  blocks: Block[];
}

export interface LoginCard {
  email: string;
  password: string;
  identifiers: string[];
  about: string;
  /** Staff, not a resident. */
  agent?: { name: string; totp?: string };
}

/** One agency's exchange folder while it is being written. */
export interface Book {
  slug: string;
  letterhead: Letterhead;
  extracted: string;
  /** The civil day of the extraction: nothing is dated after it. */
  today: string;
  tables: Map<string, Row[]>;
  entries: Entry[];
  papers: Paper[];
  logins: LoginCard[];
  add: (table: string, row: Row) => void;
  nextRef: (prefix: string) => string;
  entry: (entry: Entry) => void;
  paper: (paper: Paper) => string;
  balance: (account: Account) => number;
}

export const createBook = (slug: string, letterhead: Letterhead, extracted: string): Book => {
  const tables = new Map<string, Row[]>();
  const counters = new Map<string, number>();
  const entries: Entry[] = [];
  const papers: Paper[] = [];
  const balances = new Map<string, number>();
  const add = (table: string, row: Row): void => {
    const rows = tables.get(table) ?? [];
    rows.push(row);
    tables.set(table, rows);
  };
  const nextRef = (prefix: string): string => {
    const count = (counters.get(prefix) ?? 0) + 1;
    counters.set(prefix, count);
    return `${prefix}${String(count).padStart(4, '0')}`;
  };
  return {
    slug,
    letterhead,
    extracted,
    today: extracted.slice(0, 10),
    tables,
    entries,
    papers,
    logins: [],
    add,
    nextRef,
    entry: (entry) => {
      if (entry.date > extracted.slice(0, 10)) return;
      entries.push(entry);
      balances.set(entry.account.ref, (balances.get(entry.account.ref) ?? 0) + entry.cents);
    },
    paper: (paper) => {
      papers.push(paper);
      return `DOC${String(papers.length).padStart(5, '0')}`;
    },
    balance: (account) => balances.get(account.ref) ?? 0,
  };
};

/** « Cave 12 (lot 37) », unless the agency's own label already says the number. */
export const lotName = ({ libelle, numero }: Pick<Lot, 'libelle' | 'numero'>): string =>
  libelle.includes(`Lot ${numero}`) ? libelle : `${libelle} (lot ${numero})`;
