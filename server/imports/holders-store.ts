import type { Staging } from './staging.ts';

/** `T1|T2` becomes two rows of `in_holder`; an account with an unknown holder is refused. */
export const splitHolders = async (staging: Staging): Promise<void> => {
  await staging.run(
    'create temp table in_holder (line integer, position integer, person_ref text, person_id text, account_id text)',
  );
  const page = 10_000;
  for (let after = 0; ;) {
    const rows = await staging.all<{ line: number; holders: string }>(
      `select line, holders from in_account where problem is null and line > ?1 order by line limit ${page}`,
      after,
    );
    const loader = await staging.load('in_holder', ['line', 'position', 'person_ref']);
    for (const { line, holders } of rows) {
      const refs = new Set(
        holders
          .split('|')
          .map((ref) => ref.trim())
          .filter((ref) => ref !== ''),
      );
      [...refs].forEach((ref, i) => loader.add([line, i + 1, ref]));
    }
    await loader.end();
    const last = rows.at(-1);
    if (!last || rows.length < page) break;
    after = last.line;
  }
  await staging.run('create index in_holder_line on in_holder (line)');
  await staging.run(
    'update in_holder set person_id = p.id from of_person p where p.external_id = person_ref',
  );
  await staging.run(
    `update in_account set problem = 'tiers : référence inconnue « ' || h.person_ref || ' »'
     from (select line, min(person_ref) as person_ref from in_holder where person_id is null group by line) h
     where problem is null and h.line = in_account.line`,
  );
  await staging.run(
    `update in_account set problem = 'tiers : vide'
     where problem is null and not exists (select 1 from in_holder h where h.line = in_account.line)`,
  );
};

/** An account whose holders changed has changed. */
export const compareHolders = async (staging: Staging): Promise<void> => {
  await staging.run(
    'update in_holder set account_id = a.id from in_account a where a.line = in_holder.line and a.problem is null',
  );
  await staging.run('delete from in_holder where account_id is null');
  await staging.run('create index in_holder_account on in_holder (account_id, person_id)');
  await staging.run(
    `update in_account set mark = 'change' where mark = 'same' and (
       exists (select 1 from in_holder h left join account_holder e on e.account_id = h.account_id and e.person_id = h.person_id
               where h.account_id = in_account.id and e.position is distinct from h.position)
       or exists (select 1 from account_holder e where e.account_id = in_account.id and not exists
               (select 1 from in_holder h where h.account_id = e.account_id and h.person_id = e.person_id)))`,
  );
};

/** Call it inside `write`. Whoever holds an account no more reads it no more (the view `login_account`). */
export const writeHolders = async (staging: Staging): Promise<void> => {
  await staging.run(
    `delete from account_holder as h
     where h.account_id in (select id from in_account where mark = 'change') and not exists
       (select 1 from in_holder i where i.account_id = h.account_id and i.person_id = h.person_id)`,
  );
  await staging.run(
    `insert into account_holder (account_id, person_id, position)
     select account_id, person_id, position from in_holder
     where account_id in (select id from in_account where mark in ('add', 'change'))
     on conflict (account_id, person_id) do update set position = excluded.position`,
  );
};
