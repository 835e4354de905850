import { sql } from 'kysely';
import type { Database, Trx } from './open.ts';
import { transaction } from './transaction.ts';
import { AppError } from '../values/error.ts';

export interface Limit {
  /** What is counted; personal data in it must already be hashed. */
  subject: string;
  max: number;
  windowSeconds: number;
}

/**
 * Counts one attempt against each limit in turn, in the database: it survives a restart and holds over several
 * instances. Throws `too-many` at the first that is passed, with the seconds until its window ends, and leaves the
 * following ones alone: whoever is already stopped at a narrow limit cannot use up a wide one.
 */
export const countAttempt = async (db: Database, limits: Limit[], now: Date): Promise<void> => {
  const passed = await transaction(db, async (trx) => {
    for (const limit of limits) if ((await hit(trx, limit, now)) > limit.max) return limit;
    return undefined;
  });
  if (!passed) return;
  const end = windowStart(passed, now).getTime() + passed.windowSeconds * 1000;
  throw new AppError('too-many', { retryAfter: Math.max(1, Math.ceil((end - now.getTime()) / 1000)) });
};

/** How many times in the current window, this one included. */
const hit = async (trx: Trx, limit: Limit, now: Date): Promise<number> => {
  const { hits } = await trx
    .insertInto('rate_limit')
    .values({ subject: keyOf(limit), window_start: windowStart(limit, now).toISOString(), hits: 1 })
    .onConflict((conflict) =>
      conflict.column('subject').doUpdateSet({
        hits: sql`case when rate_limit.window_start = excluded.window_start then rate_limit.hits + 1 else 1 end`,
        window_start: (eb) => eb.ref('excluded.window_start'),
      }),
    )
    .returning('hits')
    .executeTakeFirstOrThrow();
  return hits;
};

/** After a success, what was counted against the person is forgotten: every subject that begins so. */
export const forgetAttempts = async (db: Database, beginning: string): Promise<void> => {
  await db
    .deleteFrom('rate_limit')
    .where('subject', '>=', `${beginning}:`)
    .where('subject', '<', `${beginning};`) // the character after the colon
    .execute();
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
