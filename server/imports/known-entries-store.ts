import type { Staging } from './staging.ts';

/** Rows that were rejected, once what stands under their reference took their place in `in_ledger_entry`. */
export const createKnown = (staging: Staging) =>
  staging.run(
    `create temp table entry_known (line integer primary key, problem text, ledger integer, day text, external_id text,
       label text, kind text, debit bigint, credit bigint, document_ref text)`,
  );

/**
 * A slip in one row must not change a balance: the stored entry comes in the place of the rejected one, unless
 * another row of the file stands under its reference. Answers how many. The ledgers must be staged.
 */
export const keepKnown = async (staging: Staging): Promise<number> => {
  await staging.run('create temp table refused_ref (external_id text primary key, line integer)');
  await staging.run(
    `insert into refused_ref select external_id, min(line) from in_ledger_entry
     where problem is not null and external_id is not null group by external_id`,
  );
  await staging.measure('refused_ref');
  // The file is walked and the few references looked up, never the other way round.
  await staging.run(
    `delete from refused_ref where external_id in (select r.external_id from in_ledger_entry s
       cross join refused_ref r where r.external_id = s.external_id and s.problem is null)`,
  );
  const known = await staging.run(
    `insert into entry_known
     select r.line, s.problem, l.no, e.day, e.external_id, e.label, e.kind, e.debit_cents, e.credit_cents, d.external_id
     from in_ledger l cross join ledger_entry e cross join refused_ref r cross join in_ledger_entry s
     left join of_document d on d.id = e.document_id
     where l.kept_count > 0 and e.ledger_id = l.id and r.external_id = e.external_id and s.line = r.line`,
  );
  await staging.run('drop table refused_ref');
  if (known === 0) return 0;
  await staging.run(
    `update in_ledger_entry set problem = null, ledger = k.ledger, day = k.day, label = k.label, kind = k.kind,
       debit = k.debit, credit = k.credit, document_ref = k.document_ref
     from entry_known k where k.line = in_ledger_entry.line`,
  );
  // Its day need not be where the row stands in the file.
  await staging.run('update in_ledger set is_disordered = 1 where no in (select ledger from entry_known)');
  return known;
};
