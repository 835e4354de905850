import type { Staging } from './staging.ts';

/** A right that ends that day opens no situation any more. */
const inForce = (alias: string) =>
  `${alias}.from_day <= ?2 and (${alias}.until_day is null or ${alias}.until_day > ?2)`;

/**
 * Situations without any entry, so that everyone who owns or rents sees « Compte à jour »: one for each owner in
 * a building where they have no other, one for each lease in force. Those that serve no more go away.
 * Call it inside `write`, once entries are there.
 */
export const applySituations = async (staging: Staging, agencyId: string, day: string): Promise<void> => {
  await staging.run(
    'create temp table wanted (account_id text, subject text, building_id text, lot_id text, lease_id text)',
  );
  const told = (account: string, lease: string) =>
    `not exists (select 1 from ledger g where g.account_id = ${account} and g.building_id = l.building_id
       and g.entry_count > 0 and (g.lease_id is null or ${lease}))`;
  await staging.run(
    `insert into wanted select distinct a.id, l.building_id, l.building_id, cast(null as text), cast(null as text)
     from account a join ownership o on o.account_id = a.id join lot l on l.id = o.lot_id
     where a.agency_id = ?1 and a.closed_on is null and ${inForce('o')} and ${told('a.id', 'true')}`,
    agencyId,
    day,
  );
  await staging.run(
    `insert into wanted select a.id, b.id, l.building_id, l.id, b.id
     from account a join lease b on b.tenant_account_id = a.id join lot l on l.id = b.lot_id
     where a.agency_id = ?1 and a.closed_on is null and ${inForce('b')} and ${told('a.id', 'g.lease_id = b.id')}`,
    agencyId,
    day,
  );
  await staging.run('create index wanted_key on wanted (account_id, subject)');
  await staging.run(
    `delete from ledger where agency_id = ?1 and entry_count = 0 and not exists
       (select 1 from wanted w where w.account_id = ledger.account_id and w.subject = ledger.subject)`,
    agencyId,
  );
  await staging.run(
    `insert into ledger (id, agency_id, account_id, subject, building_id, lot_id, lease_id)
     select new_id(), ?1, account_id, subject, building_id, lot_id, lease_id from wanted where true
     on conflict (account_id, subject) do nothing`,
    agencyId,
  );
  await staging.run('drop table wanted');
  // A situation ends with its account, and comes back with it.
  await staging.run(
    `update ledger as e set closed_on = a.closed_on from account a
     where a.agency_id = ?1 and a.id = e.account_id and e.closed_on is distinct from a.closed_on`,
    agencyId,
  );
};
