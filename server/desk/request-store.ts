import type { Selectable } from 'kysely';
import type { DeskRequestRow } from '../access/assistance/rows.ts';
import { newId } from '../database/id.ts';
import type { Database, Trx } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import type { DeskRequest, PastClosure } from './contract.ts';

const pageSize = 50;

/** Newest first; `after` is where the page before ended. */
export const listRequests = async (
  db: Database,
  agent: Person,
  { state, after }: { state?: 'open' | 'closed' | undefined; after?: string | undefined },
): Promise<{ requests: DeskRequest[]; next: string | null }> => {
  const [at = '', id = ''] = after?.split('~') ?? [];
  const rows = await db
    .selectFrom('desk_request')
    .selectAll()
    .where('agency_id', '=', agent.agencyId)
    .$if(state !== undefined, (query) => query.where('closed_at', state === 'open' ? 'is' : 'is not', null))
    .$if(after !== undefined, (query) =>
      query.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(at, id))),
    )
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize + 1)
    .execute();
  const page = rows.slice(0, pageSize);
  const last = page.at(-1);
  const next = last && rows.length > pageSize ? `${last.created_at}~${last.id}` : null;
  return { requests: page.map(toRequest), next };
};

/** Throws `not-found`. */
export const findRequest = async (
  db: Database,
  agent: Person,
  id: string,
): Promise<{ request: DeskRequest; personId: string | null; history: PastClosure[] }> => {
  const row = await db
    .selectFrom('desk_request')
    .selectAll()
    .where('agency_id', '=', agent.agencyId)
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found');
  const past = await db
    .selectFrom('desk_closure')
    .selectAll()
    .where('request_id', '=', id)
    .where('reopened_at', 'is not', null)
    .orderBy('closed_at')
    .orderBy('id')
    .execute();
  const history = past.map((closure) => ({
    at: closure.closed_at,
    by: closure.closed_by,
    note: closure.note,
    reopenedAt: closure.reopened_at ?? '',
    reopenedBy: closure.reopened_by ?? '',
  }));
  return { request: toRequest(row), personId: row.person_id, history };
};

/** Throws `not-found`, and `conflict` when a colleague closed it first. */
export const closeRequest = async (
  trx: Trx,
  agent: Person,
  id: string,
  note: string,
  now: Date,
): Promise<void> => {
  const closure = { closed_at: now.toISOString(), closed_by: agent.name, note };
  const row = await trx
    .updateTable('desk_request')
    .set(closure)
    .where('agency_id', '=', agent.agencyId)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  if (!row) {
    await findRequest(trx, agent, id);
    throw new AppError('conflict');
  }
  await trx
    .insertInto('desk_closure')
    .values({ id: newId(), request_id: id, ...closure })
    .execute();
};

/** Opens it again; who closed it, and who opened it, is kept. Throws `not-found`. */
export const reopenRequest = async (trx: Trx, agent: Person, id: string, now: Date): Promise<void> => {
  const { request } = await findRequest(trx, agent, id);
  if (request.closed === null) return;
  await trx
    .updateTable('desk_request')
    .set({ closed_at: null, closed_by: null, note: null })
    .where('agency_id', '=', agent.agencyId)
    .where('id', '=', id)
    .execute();
  await trx
    .updateTable('desk_closure')
    .set({ reopened_at: now.toISOString(), reopened_by: agent.name })
    .where('request_id', '=', id)
    .where('reopened_at', 'is', null)
    .execute();
};

export const countOpenRequests = async (db: Database, agent: Person): Promise<number> => {
  const { n } = await db
    .selectFrom('desk_request')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('agency_id', '=', agent.agencyId)
    .where('closed_at', 'is', null)
    .executeTakeFirstOrThrow();
  return n;
};

const toRequest = (row: Selectable<DeskRequestRow>): DeskRequest => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  reference: row.reference,
  phone: row.phone,
  email: row.email,
  message: row.message,
  changes: row.changes === null ? [] : (JSON.parse(row.changes) as DeskRequest['changes']),
  createdAt: row.created_at,
  closed:
    row.closed_at === null ? null : { at: row.closed_at, by: row.closed_by ?? '', note: row.note ?? '' },
});
