import type { Generated } from 'kysely';
import { newId } from './id.ts';
import type { Database, Engine } from './open.ts';

/** Work to be done after its transaction, at least once. */
export interface OutboxRow {
  id: string;
  kind: string;
  /** JSON; what a handler needs to find its subject again, never a secret. */
  payload: string;
  /** At most one open job of a kind with the same key. */
  dedupe: string | null;
  run_at: string;
  attempts: Generated<number>;
  locked_until: string | null;
  done_at: string | null;
  last_error: string | null;
}

export interface Job {
  id: string;
  kind: string;
  payload: unknown;
  /** How many times it was taken, this one included: the fence that `settle` and `retry` check. */
  attempts: number;
}

/** Call it with the `trx` that writes what the job is about. Answers false when the same job already waits. */
export const enqueue = async (
  trx: Database,
  kind: string,
  payload: unknown,
  now: Date,
  { dedupe = null, runAt = now }: { dedupe?: string | null; runAt?: Date } = {},
): Promise<boolean> => {
  const row = await trx
    .insertInto('outbox')
    .values({ id: newId(), kind, payload: JSON.stringify(payload), dedupe, run_at: runAt.toISOString() })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

/** Takes up to `limit` due jobs for `leaseMs`; the lease of a worker that died runs out by itself. */
export const claim = async (
  db: Database,
  engine: Engine,
  limit: number,
  leaseMs: number,
  now: Date,
): Promise<Job[]> => {
  const due = db
    .selectFrom('outbox')
    .select('id')
    .where('done_at', 'is', null)
    .where('run_at', '<=', now.toISOString())
    .where((eb) => eb.or([eb('locked_until', 'is', null), eb('locked_until', '<', now.toISOString())]))
    .orderBy('run_at')
    .orderBy('id')
    .limit(limit);
  const rows = await db
    .updateTable('outbox')
    .set((eb) => ({
      locked_until: new Date(now.getTime() + leaseMs).toISOString(),
      attempts: eb('attempts', '+', 1),
    }))
    // Without `skip locked`, two PostgreSQL workers take the same jobs.
    .where('id', 'in', engine === 'postgres' ? due.forUpdate().skipLocked() : due)
    .returning(['id', 'kind', 'payload', 'attempts'])
    .execute();
  return rows.map((row) => ({ ...row, payload: JSON.parse(row.payload) as unknown }));
};

/** Done; false when the lease ran out and somebody else took the job since. */
export const settle = async (db: Database, job: Job, now: Date): Promise<boolean> => {
  const row = await db
    .updateTable('outbox')
    .set({ done_at: now.toISOString(), locked_until: null, payload: '{}', dedupe: null })
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .where('done_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

const longestDelayMs = 3_600_000;

/** Failed: again in 4, 16, 64… seconds, at most an hour. `reason` must hold no personal data. */
export const retry = async (db: Database, job: Job, reason: string, now: Date): Promise<void> => {
  const delay = Math.min(longestDelayMs, 1000 * 4 ** job.attempts);
  await db
    .updateTable('outbox')
    .set({
      run_at: new Date(now.getTime() + delay).toISOString(),
      locked_until: null,
      last_error: reason.slice(0, 500),
    })
    .where('id', '=', job.id)
    .where('attempts', '=', job.attempts)
    .execute();
};

/** What was done more than a month ago. */
export const clearDone = async (db: Database, now: Date): Promise<void> => {
  const monthAgo = new Date(now.getTime() - 30 * 86_400_000).toISOString();
  await db.deleteFrom('outbox').where('done_at', '<', monthAgo).execute();
};
