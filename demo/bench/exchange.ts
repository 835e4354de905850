import { once } from 'node:events';
import { createWriteStream, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { idOf } from './people.ts';
import { folder } from './population.ts';

/** The same agency three ways, written once and kept. */
export interface Exchange {
  /** Exchange folder with everything that entries name. */
  structure: string;
  /** Exchange folder with the entries alone, as a French spreadsheet writes them. */
  entries: string;
  /** The same rows as the table holds them, for the sqlite3 shell and psql: nothing left to parse. */
  readied: string;
  rows: number;
}

const entriesEach = 50;

/** `rows` entries in the order of a journal: day after day, all accounts mixed. */
export const exchange = async (rows: number): Promise<Exchange> => {
  const base = join(folder, `exchange-${rows}`);
  const made: Exchange = {
    structure: join(base, 'structure'),
    entries: join(base, 'entries'),
    readied: join(base, 'readied.csv'),
    rows,
  };
  const done = join(base, 'done');
  if (existsSync(done)) return made;
  rmSync(base, { recursive: true, force: true });
  mkdirSync(made.structure, { recursive: true });
  mkdirSync(made.entries);
  const accounts = rows / entriesEach;
  await writeStructure(made.structure, accounts);
  await writeEntries(made, accounts);
  await writeLines(done, []);
  return made;
};

const writeLines = async (path: string, lines: Iterable<string>): Promise<void> => {
  const file = createWriteStream(path);
  let waiting = '';
  for (const line of lines) {
    waiting += line;
    if (waiting.length < 100_000) continue;
    if (!file.write(waiting)) await once(file, 'drain');
    waiting = '';
  }
  file.end(waiting);
  await finished(file);
};

const building = (n: number): string => `I${Math.floor(n / 100)}`;

const writeStructure = async (to: string, accounts: number): Promise<void> => {
  const numbers = Array.from({ length: accounts }, (_, n) => n);
  const buildings = [...new Set(numbers.map(building))];
  const files: Record<string, string[]> = {
    immeubles: [
      'ref;nom;adresse;code_postal;ville',
      ...buildings.map((b) => `${b};Résidence ${b};1 rue du Banc;69003;Lyon`),
    ],
    lots: [
      'ref;immeuble;numero;nature',
      ...numbers.map((n) => `L${n};${building(n)};${n % 100};appartement`),
    ],
    tiers: ['ref;nom;prenom', ...numbers.map((n) => `T${n};Résident;Numéro ${n}`)],
    comptes_clients: [
      'ref;identifiant;role;libelle;tiers',
      ...numbers.map((n) => `C${n};450${n};coproprietaire;Compte ${n};T${n}`),
    ],
    lots_tiers: ['lot;compte_client;debut', ...numbers.map((n) => `L${n};C${n};01/01/2020`)],
  };
  for (const [name, lines] of Object.entries(files))
    await writeLines(
      join(to, `${name}.csv`),
      lines.map((line) => `${line}\r\n`),
    );
};

const writeEntries = async ({ entries, readied }: Exchange, accounts: number): Promise<void> => {
  await writeLines(join(entries, 'ecritures.csv'), french(accounts));
  await writeLines(readied, plain(accounts));
};

function* french(accounts: number) {
  yield 'ref;compte_client;immeuble;lot;date;libelle;nature;debit;credit\r\n';
  for (const { e, n, day, cents, isDebit } of journal(accounts)) {
    const [year, month, date] = day.split('-');
    const amount = frenchAmount(cents);
    const nature = isDebit ? 'provision' : 'reglement';
    yield `E${n}.${e};C${n};${building(n)};L${n};${date}/${month}/${year};${labelOf(e)};${nature};${isDebit ? amount : ''};${isDebit ? '' : amount}\r\n`;
  }
}

function* plain(accounts: number) {
  const balances = new Int32Array(accounts);
  for (const { e, n, day, cents, isDebit } of journal(accounts)) {
    const balance = (balances[n] ?? 0) + (isDebit ? -cents : cents);
    balances[n] = balance;
    const kind = isDebit ? 'provision' : 'payment';
    yield `${idOf(3, n)};${day};1;E${n}.${e};${labelOf(e)};${kind};${isDebit ? cents : 0};${isDebit ? 0 : cents};${balance};\n`;
  }
}

function* journal(accounts: number) {
  const start = Date.UTC(2023, 0, 1);
  for (let e = 0; e < entriesEach; e += 1) {
    const day = new Date(start + e * 20 * 86_400_000).toISOString().slice(0, 10);
    for (let i = 0; i < accounts; i += 1) {
      // Within a day, in no order of accounts.
      const n = (i * 7919) % accounts;
      const cents = 1234 + ((n * 31 + e * 977) % 250_000);
      yield { e, n, day, cents, isDebit: e % 2 === 0 };
    }
  }
}

const labelOf = (e: number): string =>
  e % 2 === 0 ? `Appel de provisions sur charges courantes n° ${e}` : 'Virement reçu, merci';

/** « 1 234,56 » as Excel writes it. */
const frenchAmount = (cents: number): string =>
  `${String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, ' ')},${String(cents % 100).padStart(2, '0')}`;
