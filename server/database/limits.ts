import { sql } from 'kysely';
import type { Database } from './open.ts';
import { AppError } from '../values/error.ts';

export interface Limit {
  /** What is counted; personal data in it must already be hashed. */
  subject: string;
  max: number;
  windowSeconds: number;
}

/**
 * Counts one attempt against each limit, in the database: it survives a restart and holds over several instances.
 * Throws `too-many` when one is passed, with the seconds until that window ends.
 */
export const countAttempt = async (db: Database, limits: Limit[], now: Date): Promise<void> => {
  const windows = new Map(
    limits.map((limit) => [keyOf(limit), { ...limit, start: windowStart(limit, now) }]),
  );
  const rows = await db
    .insertInto('rate_limit')
    .values(
      [...windows].map(([subject, { start }]) => ({ subject, window_start: start.toISOString(), hits: 1 })),
    )
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet({
        hits: sql`case when rate_limit.window_start = excluded.window_start then rate_limit.hits + 1 else 1 end`,
        window_start: (eb) => eb.ref('excluded.window_start'),
      }),
    )
    .returning(['subject', 'hits'])
    .execute();
  for (const { subject, hits } of rows) {
    const limit = windows.get(subject);
    if (!limit || hits <= limit.max) continue;
    const end = limit.start.getTime() + limit.windowSeconds * 1000;
    throw new AppError('too-many', { retryAfter: Math.max(1, Math.ceil((end - now.getTime()) / 1000)) });
  }
};

/** After a success, what was counted against the person is forgotten. */
export const forgetAttempts = async (db: Database, limits: Limit[]): Promise<void> => {
  await db.deleteFrom('rate_limit').where('subject', 'in', limits.map(keyOf)).execute();
};

/** Windows that ended more than a day ago. */
export const clearOldLimits = async (db: Database, now: Date): Promise<void> => {
  const dayAgo = new Date(now.getTime() - 86_400_000).toISOString();
  await db.deleteFrom('rate_limit').where('window_start', '<', dayAgo).execute();
};

const keyOf = ({ subject, windowSeconds }: Limit): string => `${subject}:${windowSeconds}`;

const windowStart = ({ windowSeconds }: Limit, now: Date): Date => {
  const length = windowSeconds * 1000;
  return new Date(Math.floor(now.getTime() / length) * length);
};
