import { structure, type FileFormat, type Referenced } from './columns.ts';
import { createTable, loadFile, type Loaded, type OnBatch } from './load-store.ts';
import {
  absentees,
  closeAbsent,
  collect,
  compare,
  countAbsent,
  countMarks,
  countUnreadable,
  indexStaged,
  insertNew,
  refuseDuplicates,
  removeAbsent,
  resolve,
  updateChanged,
} from './plan.ts';
import { compareHolders, splitHolders, writeHolders } from './holders-store.ts';
import { counted, type Tally } from './report.ts';
import type { Staging } from './staging.ts';

/** What may be referred to, and what else is needed to know about it. */
const collected: Record<string, { name: Referenced; extra: string[] }> = {
  building: { name: 'building', extra: ['name'] },
  lot: { name: 'lot', extra: ['building_id'] },
  distribution_key: { name: 'key', extra: ['building_id', 'whole'] },
  person: { name: 'person', extra: [] },
  account: { name: 'account', extra: ['role'] },
  lease: { name: 'lease', extra: ['lot_id', 'tenant_account_id', 'landlord_account_id'] },
  document: { name: 'document', extra: ['account_id'] },
};

/** Reads buildings, lots, keys, people, accounts and rights; says what each row would change. */
export const stageStructure = async (
  staging: Staging,
  folder: string,
  agencyId: string,
  day: string,
  onBatch: OnBatch,
): Promise<Loaded[]> => {
  const all: Loaded[] = [];
  for (const format of structure) {
    await createTable(staging, format);
    const loaded = await loadFile(staging, folder, format, onBatch);
    all.push(loaded);
    await checkAndCompare(staging, loaded, agencyId, checks[format.table] ?? []);
    await countInto(staging, loaded, agencyId, day);
  }
  return all;
};

export const checkAndCompare = async (
  staging: Staging,
  loaded: Loaded,
  agencyId: string,
  checks: Check[],
): Promise<void> => {
  const { format, isPresent } = loaded;
  if (isPresent) {
    await findUnreadable(staging, loaded);
    for (const sql of resolve(format)) await staging.run(sql);
    await staging.run(refuseDuplicates(format.table, format.key, 'déjà là'));
    await staging.run(indexStaged(format));
    for (const check of checks) await check(staging, agencyId);
    await staging.measure(`in_${format.table}`);
    for (const sql of compare(format)) await staging.run(sql, agencyId);
    if (format.table === 'account') await compareHolders(staging);
  }
  const names = collected[format.table];
  if (!names) return;
  const isReplaced = isPresent && format.absent === 'remove' && goneFrom(loaded).removed !== undefined;
  for (const sql of collect(format, names.name, names.extra, isReplaced)) await staging.run(sql, agencyId);
  await staging.measure(`of_${names.name}`);
};

const findUnreadable = async (staging: Staging, loaded: Loaded): Promise<void> => {
  const { format, remarks } = loaded;
  const [found] = await staging.all<{ n: number }>(countUnreadable(format));
  const unreadable = found?.n ?? 0;
  if (unreadable === 0) return;
  loaded.unreadable = unreadable;
  const done = format.absent === 'remove' ? 'retiré' : 'clos';
  remarks.push(
    `Rien n’a été ${done} dans ${format.file} : ${counted(unreadable, 'ligne illisible', 'lignes illisibles')}.`,
  );
};

/** Which rows end or go; none while a line of the file may hold any of them. */
export const goneFrom = ({ format, unreadable = 0 }: Loaded): ReturnType<typeof absentees> =>
  unreadable > 0 ? {} : absentees(format);

export const countInto = async (
  staging: Staging,
  loaded: Loaded,
  agencyId: string,
  day: string,
): Promise<void> => {
  const { format, isPresent, tally } = loaded;
  if (!isPresent) return;
  const [marks] = await staging.all<Pick<Tally, 'added' | 'changed' | 'unchanged' | 'rejected'>>(
    countMarks(format),
  );
  Object.assign(tally, marks);
  const gone = goneFrom(loaded);
  if (gone.closed) tally.closed = await count(staging, format, gone.closed, agencyId, day);
  if (gone.removed) tally.removed = await count(staging, format, gone.removed, agencyId, day);
};

const count = async (staging: Staging, format: FileFormat, where: string, agencyId: string, day: string) =>
  (await staging.all<{ n: number }>(countAbsent(format, where), agencyId, day))[0]?.n ?? 0;

export type Check = (staging: Staging, agencyId: string) => Promise<unknown>;
const sql =
  (text: string): Check =>
  (staging, agencyId) =>
    staging.run(text, agencyId);

const refusesTenants = (table: string, column: string, sentence: string): Check =>
  sql(`update in_${table} set problem = '${sentence}' from of_account a
       where problem is null and a.id = in_${table}.${column} and a.role = 'tenant'`);

/** What only the whole table can tell. */
const checks: Record<string, Check[]> = {
  share: [
    sql(`update in_share set problem = 'lot : il n’est pas dans l’immeuble de la clé' from of_key k, of_lot l
         where problem is null and k.id = in_share.key_id and l.id = in_share.lot_id and k.building_id <> l.building_id`),
    sql(`update in_share set problem = 'la clé ' || key_ref || ' totalise ' || t.total || ' tantièmes au lieu de ' || t.whole
         from (select s.key_id, sum(s.shares) as total, max(k.whole) as whole from in_share s join of_key k on k.id = s.key_id
               where s.problem is null group by s.key_id) t
         where problem is null and t.key_id = in_share.key_id and t.total <> t.whole`),
  ],
  account: [
    (staging) => staging.run(refuseDuplicates('account', ['identifier_key'], 'identifiant : déjà là')),
    (staging) => splitHolders(staging),
    // The account that has it keeps it, unless the file closes it or gives it another one.
    sql(`update in_account set problem = 'identifiant : un autre compte client le porte' from account e
         where in_account.problem is null and e.agency_id = ?1 and e.identifier_key = in_account.identifier_key
           and e.external_id <> in_account.external_id and e.closed_on is null
           and exists (select 1 from in_account i where i.problem is not null
             and (i.external_id = e.external_id or i.external_id is null))
           and not exists (select 1 from in_account i where i.external_id = e.external_id and i.problem is null)`),
  ],
  ownership: [
    refusesTenants('ownership', 'account_id', 'compte_client : un locataire ne possède pas de lot'),
  ],
  lease: [
    sql(`update in_lease set problem = 'locataire : ce compte client n’est pas celui d’un locataire' from of_account a
         where problem is null and a.id = in_lease.tenant_account_id and a.role <> 'tenant'`),
    refusesTenants('lease', 'landlord_account_id', 'bailleur : ce compte client est celui d’un locataire'),
  ],
  council_member: [
    refusesTenants(
      'council_member',
      'account_id',
      'compte_client : un locataire ne siège pas au conseil syndical',
    ),
  ],
};

/** Writes the difference down; call it inside `write`. */
export const applyStructure = async (
  staging: Staging,
  all: Loaded[],
  agencyId: string,
  day: string,
): Promise<void> => {
  for (const loaded of all) {
    const { format, isPresent } = loaded;
    if (!isPresent) continue;
    if (format.table === 'account') await freeIdentifiers(staging, agencyId);
    await staging.run(insertNew(format), agencyId);
    await staging.run(updateChanged(format));
    if (format.table === 'account') await writeHolders(staging);
    const gone = goneFrom(loaded);
    if (gone.removed) {
      if (format.table === 'lease') {
        await staging.run(
          `delete from ledger where lease_id in (select e.id from lease e where ${gone.removed})`,
          agencyId,
          day,
        );
      }
      await staging.run(removeAbsent(format, gone.removed), agencyId, day);
    }
    if (gone.closed) await staging.run(closeAbsent(format, gone.closed), agencyId, day);
  }
};

/**
 * Two accounts may exchange identifiers, and a closed one leaves its own: whoever is about to lose one lets go
 * of it first. Nobody can type a slash into an identifier's key.
 */
const freeIdentifiers = (staging: Staging, agencyId: string) =>
  staging.run(
    `update account as e set identifier_key = 'free/' || e.id where e.id in (
       select a.id from in_account i join account a on a.agency_id = ?1 and a.identifier_key = i.identifier_key
       where i.mark in ('add', 'change') and a.id <> i.id)`,
    agencyId,
  );
