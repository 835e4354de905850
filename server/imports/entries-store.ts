import { newId } from '../database/id.ts';
import { entries } from './columns.ts';
import { entryColumns, entryRow } from './entry-row.ts';
import { fingerprintOf, lastFingerprint } from './fingerprint-store.ts';
import { createKnown, keepKnown } from './known-entries-store.ts';
import { Ledgers, type Places, type KeptLedger } from './ledgers.ts';
import { countAgain, stageLedgers } from './ledgers-store.ts';
import { loadFile, type Loaded, type OnBatch } from './load-store.ts';
import { refuseDuplicates } from './plan.ts';
import type { Engine } from '../database/open.ts';
import { counted, noTally } from './report.ts';
import type { Staging } from './staging.ts';

export interface StagedEntries {
  loaded: Loaded;
  /** Entries in the database before this import. */
  before: number;
  /** Of the file, once nothing of it was left aside: next time the same file has nothing to say. */
  fingerprint: string | undefined;
}

/** Reads `ecritures.csv`, gives each row its ledger, its rank and its running balance, and compares. */
export const stageEntries = async (
  staging: Staging,
  folder: string,
  agencyId: string,
  /** What its rows name is as it was after the last import. */
  isRestUnchanged: boolean,
  onBatch: OnBatch,
): Promise<StagedEntries> => {
  const [total] = await staging.all<{ n: number | null }>(
    'select sum(entry_count) as n from ledger where agency_id = ?1',
    agencyId,
  );
  const before = total?.n ?? 0;
  const fingerprint = await fingerprintOf(folder);
  if (
    isRestUnchanged &&
    fingerprint !== undefined &&
    fingerprint === (await lastFingerprint(staging, agencyId))
  ) {
    onBatch(entries.file, before, 0);
    const tally = { ...noTally(), read: before, unchanged: before };
    return { loaded: { format: entries, isPresent: false, tally, remarks: [] }, before, fingerprint };
  }
  await staging.run(
    // PostgreSQL reads it whole but for rejected lines, which get their own index: a key would only slow the copy.
    `create temp table in_ledger_entry (line integer${staging.engine === 'sqlite' ? ' primary key' : ''}, problem text, ledger integer, place bigint, day text, sequence integer,
       external_id text, label text, kind text, debit bigint, credit bigint, balance bigint, document_ref text)`,
  );
  await createKnown(staging);
  const ledgers = new Ledgers(await readPlaces(staging), await readLedgers(staging, agencyId), newId);
  const read = entryRow(ledgers);
  let refused = 0;
  const loaded = await loadFile(staging, folder, entries, onBatch, {
    toRow: (at, record) => {
      const row = read(at, record);
      if (row[1] !== null) refused += 1;
      return row;
    },
    columns: entryColumns,
  });
  if (!loaded.isPresent) return { loaded, before, fingerprint: undefined };
  const duplicates = await staging.run(refuseDuplicates('ledger_entry', ['external_id'], 'ref : déjà là'));
  await stageLedgers(staging, ledgers);
  const known = refused > 0 ? await keepKnown(staging) : 0;
  if (staging.engine === 'postgres' && refused + duplicates > 0)
    await staging.run('create index on in_ledger_entry (line) where problem is not null');
  await countAgain(staging, duplicates > 0);
  await compareEntries(staging);
  await countEntries(staging, loaded, before, known);
  const isWhole = loaded.tally.rejected === 0 && loaded.remarks.length === 0;
  return { loaded, before, fingerprint: isWhole ? fingerprint : undefined };
};

/** What the rows may name, in memory: a lookup of each million rows must cost next to nothing. */
const readPlaces = async (staging: Staging): Promise<Places> => {
  type Row = { external_id: string; id: string };
  const byRef = <R extends Row>(rows: R[]) => new Map(rows.map((row) => [row.external_id, row]));
  const lots = await staging.all<Row & { building_id: string }>(
    'select external_id, id, building_id from of_lot',
  );
  return {
    accounts: new Map(
      (await staging.all<Row>('select external_id, id from of_account')).map((row) => [
        row.external_id,
        row.id,
      ]),
    ),
    buildings: new Map(
      (await staging.all<Row>('select external_id, id from of_building')).map((row) => [
        row.external_id,
        row.id,
      ]),
    ),
    lots: byRef(lots),
    leases: byRef(
      await staging.all<
        Row & {
          lot_id: string;
          building_id: string;
          tenant_account_id: string;
          landlord_account_id: string | null;
        }
      >(
        `select e.external_id, e.id, e.lot_id, l.building_id, e.tenant_account_id, e.landlord_account_id
         from of_lease e join of_lot l on l.id = e.lot_id`,
      ),
    ),
  };
};

const readLedgers = (staging: Staging, agencyId: string) =>
  staging.all<KeptLedger>(
    'select id, account_id, subject, building_id, lot_id, lease_id, entry_count from ledger where agency_id = ?1 order by id',
    agencyId,
  );

/**
 * The rows as they will be kept, in the order of the table's key: rows written in order cost half. SQLite sorts
 * their places alone, and the limit keeps it from sorting last; PostgreSQL sorts whole rows, at the end.
 */
export const target = (engine: Engine, which: string): { from: string; where: string; order: string } => {
  const documents =
    'left join of_document d on d.external_id = s.document_ref and d.account_id = l.account_id';
  return engine === 'sqlite'
    ? {
        from: `(select line from in_ledger_entry where problem is null and ${which} order by place limit 9223372036854775807) o
          cross join in_ledger_entry s cross join in_ledger l ${documents}`,
        where: 's.line = o.line and l.no = s.ledger',
        order: '',
      }
    : {
        from: `in_ledger_entry s join in_ledger l on l.no = s.ledger ${documents}`,
        where: `s.problem is null and ${which}`,
        order: 'order by s.place',
      };
};

export const contents: [kept: string, staged: string][] = [
  ['external_id', 's.external_id'],
  ['label', 's.label'],
  ['kind', 's.kind'],
  ['debit_cents', 's.debit'],
  ['credit_cents', 's.credit'],
  ['document_id', 'd.id'],
];
const differs = [...contents, ['balance_cents', 's.balance'] as const]
  .map(([kept, staged]) => `e.${kept} is distinct from ${staged}`)
  .join(' or ');

/** `entry_change`: lines to write over kept ledgers. `entry_old`: what is written over or goes. New ledgers need neither. */
const compareEntries = async (staging: Staging): Promise<void> => {
  await staging.run(
    `create temp table entry_change (line integer primary key, ledger integer, old_ref text)`,
  );
  const rows = target(staging.engine, 'ledger in (select no from in_ledger where kept_count > 0)');
  await staging.run(
    `insert into entry_change (line, ledger, old_ref) select s.line, s.ledger, e.external_id from ${rows.from}
     left join ledger_entry e on e.ledger_id = l.id and e.day = s.day and e.sequence = s.sequence
     where ${rows.where} and (e.ledger_id is null or ${differs})`,
  );
  await staging.run(
    `create temp table entry_old (ledger_id text, day text, sequence integer, external_id text primary key, label text, kind text,
       debit_cents bigint, credit_cents bigint, document_id text, goes integer)`,
  );
  const old =
    'e.ledger_id, e.day, e.sequence, e.external_id, e.label, e.kind, e.debit_cents, e.credit_cents, e.document_id';
  await staging.run(
    `insert into entry_old select ${old}, 0 from entry_change c join in_ledger_entry s on s.line = c.line
     join in_ledger l on l.no = s.ledger
     join ledger_entry e on e.ledger_id = l.id and e.day = s.day and e.sequence = s.sequence`,
  );
  // Ledgers that hold more rows than the file has places for.
  await staging.run('create temp table ledger_shrunk (no integer primary key)');
  await staging.run(
    `insert into ledger_shrunk select l.no from in_ledger l
     left join (select ledger, count(*) as n from entry_change where old_ref is null group by ledger) c on c.ledger = l.no
     where l.kept_count > 0 and l.kept_count > l.entry_count - coalesce(c.n, 0)`,
  );
  await staging.run(
    'create temp table entry_place (ledger_id text, day text, sequence integer, primary key (ledger_id, day, sequence))',
  );
  await staging.run(
    `insert into entry_place select l.id, s.day, s.sequence from in_ledger_entry s join in_ledger l on l.no = s.ledger
     where s.problem is null and s.ledger in (select no from ledger_shrunk)`,
  );
  await staging.run(
    `insert into entry_old select ${old}, 1 from ledger_shrunk h join in_ledger l on l.no = h.no
     join ledger_entry e on e.ledger_id = l.id
     where not exists (select 1 from entry_place p where p.ledger_id = e.ledger_id and p.day = e.day and p.sequence = e.sequence)`,
  );
};

/** By reference, as people count: an entry that only moved down by a day's rank has not changed. */
const countEntries = async (
  staging: Staging,
  { tally, remarks }: Loaded,
  before: number,
  /** Rows that were rejected, and whose reference stands all the same. */
  known: number,
): Promise<void> => {
  const one = async <R>(sql: string) => (await staging.all<R>(sql))[0]!;
  const { rejected } = await one<{ rejected: number }>(
    'select count(problem) as rejected from in_ledger_entry',
  );
  const old = await one<{ n: number }>('select count(*) as n from entry_old');
  const again =
    old.n === 0
      ? { kept: 0, changed: 0 }
      : await one<{ kept: number; changed: number }>(
          `select count(*) as kept, count(case when e.ledger_id <> l.id or e.day <> s.day or ${contents
            .map(([kept, staged]) => `e.${kept} is distinct from ${staged}`)
            .join(' or ')} then 1 end) as changed
           from in_ledger_entry s cross join entry_old e cross join in_ledger l
           left join of_document d on d.external_id = s.document_ref and d.account_id = l.account_id
           where s.problem is null and e.external_id = s.external_id and l.no = s.ledger`,
        );
  const valid = tally.read - rejected;
  tally.rejected = rejected + known;
  tally.removed = old.n - again.kept;
  tally.changed = again.changed;
  tally.added = valid - (before - tally.removed);
  tally.unchanged = valid - tally.added - tally.changed - known;
  if (known > 0) {
    remarks.push(
      `ecritures : ${counted(known, 'ligne rejetée : l’écriture déjà connue est gardée', 'lignes rejetées : les écritures déjà connues sont gardées')}.`,
    );
  }
  const { lost } = await one<{ lost: number }>(
    `select count(*) as lost from in_ledger_entry s join in_ledger l on l.no = s.ledger
     left join of_document d on d.external_id = s.document_ref and d.account_id = l.account_id
     where s.document_ref is not null and s.problem is null and d.id is null`,
  );
  if (lost > 0) {
    remarks.push(
      `ecritures : ${lost} ${lost === 1 ? 'écriture cite un document inconnu ou d’un autre compte : elle est gardée' : 'écritures citent un document inconnu ou d’un autre compte : elles sont gardées'} sans lui.`,
    );
  }
};
