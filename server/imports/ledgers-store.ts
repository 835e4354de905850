import { placesInLedger } from './entry-row.ts';
import type { Ledgers } from './ledgers.ts';
import type { Staging } from './staging.ts';

export const stageLedgers = async (staging: Staging, ledgers: Ledgers): Promise<void> => {
  await staging.run(
    `create temp table in_ledger (no integer primary key, id text, account_id text, subject text, building_id text, lot_id text,
       lease_id text, kept_count bigint, entry_count bigint, balance bigint, first_day text, last_day text, is_disordered integer)`,
  );
  const loader = await staging.load('in_ledger', [
    'no',
    'id',
    'account_id',
    'subject',
    'building_id',
    'lot_id',
    'lease_id',
    'kept_count',
    'entry_count',
    'balance',
    'first_day',
    'last_day',
    'is_disordered',
  ]);
  let n = 0;
  for (const ledger of ledgers.inOrder()) {
    loader.add([
      ledger.no,
      ledger.id,
      ledger.accountId,
      ledger.subject,
      ledger.buildingId,
      ledger.lotId,
      ledger.leaseId,
      ledger.keptCount,
      ledger.count,
      ledger.balance,
      ledger.firstDay,
      ledger.lastDay,
      ledger.isDisordered ? 1 : 0,
    ]);
    if ((n += 1) % 1000 === 0) await loader.flush();
  }
  await loader.end();
  await staging.measure('in_ledger');
};

/**
 * Ranks and balances were worked out on the way, which is right for ledgers whose days come in order.
 * The others, and those that lost a row since, are counted again here.
 */
export const countAgain = async (staging: Staging, hasDuplicates: boolean): Promise<void> => {
  if (hasDuplicates) {
    await staging.run(
      'update in_ledger set is_disordered = 1 where no in (select ledger from in_ledger_entry where problem is not null and ledger is not null)',
    );
  }
  const disordered = 'select no from in_ledger where is_disordered = 1';
  const found = await staging.all<{ no: number }>(`${disordered} limit 1`);
  if (found.length === 0) return;
  await staging.run(
    `update in_ledger_entry set sequence = w.sequence, balance = w.balance, place = ledger * ${placesInLedger} + w.rank from (
       select line, row_number() over (partition by ledger, day order by line) as sequence,
         row_number() over (partition by ledger order by day, line) as rank,
         sum(credit - debit) over (partition by ledger order by day, line rows unbounded preceding) as balance
       from in_ledger_entry where problem is null and ledger in (${disordered})) w
     where w.line = in_ledger_entry.line`,
  );
  await staging.run(
    'update in_ledger set entry_count = 0, balance = 0, first_day = null, last_day = null where is_disordered = 1',
  );
  await staging.run(
    `update in_ledger set entry_count = t.n, balance = t.balance, first_day = t.first_day, last_day = t.last_day
     from (select ledger, count(*) as n, sum(credit - debit) as balance, min(day) as first_day, max(day) as last_day
           from in_ledger_entry where problem is null and ledger in (${disordered}) group by ledger) t
     where t.ledger = in_ledger.no`,
  );
};
