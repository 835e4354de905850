import { contents, target } from './entries-store.ts';
import type { Loaded } from './load-store.ts';
import type { Staging } from './staging.ts';

/** Call it inside `write`. */
export const applyEntries = async (
  staging: Staging,
  { isPresent }: Loaded,
  agencyId: string,
): Promise<void> => {
  if (!isPresent) return;
  await staging.run(
    `insert into ledger (id, agency_id, account_id, subject, building_id, lot_id, lease_id, balance_cents, entry_count, first_day, last_day)
     select id, ?1, account_id, subject, building_id, lot_id, lease_id, balance, entry_count, first_day, last_day from in_ledger l
     where l.entry_count > 0 and not exists (select 1 from ledger e where e.id = l.id) order by id`,
    agencyId,
  );
  await staging.run(
    `delete from ledger_entry where (ledger_id, day, sequence) in (select ledger_id, day, sequence from entry_old where goes = 1)`,
  );
  const kept = ['ledger_id', 'day', 'sequence', ...contents.map(([column]) => column), 'balance_cents'].join(
    ', ',
  );
  const given = ['l.id', 's.day', 's.sequence', ...contents.map(([, staged]) => staged), 's.balance'].join(
    ', ',
  );
  const changed = target(staging.engine, 'line in (select line from entry_change)');
  await staging.run(
    `insert into ledger_entry (${kept}) select ${given} from ${changed.from} where ${changed.where} ${changed.order}
     on conflict (ledger_id, day, sequence) do update set
     ${[...contents.map(([column]) => column), 'balance_cents'].map((column) => `${column} = excluded.${column}`).join(', ')}`,
  );
  const opened = target(staging.engine, 'ledger in (select no from in_ledger where kept_count = 0)');
  await staging.run(
    `insert into ledger_entry (${kept}) select ${given} from ${opened.from} where ${opened.where} ${opened.order}`,
  );
  await staging.run(
    `update ledger as e set balance_cents = l.balance, entry_count = l.entry_count, first_day = l.first_day, last_day = l.last_day
     from in_ledger l where e.id = l.id and (e.balance_cents <> l.balance or e.entry_count <> l.entry_count
       or e.first_day is distinct from l.first_day or e.last_day is distinct from l.last_day)`,
  );
};
