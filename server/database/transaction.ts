import type { Database, Trx } from './open.ts';

/**
 * Runs `work` whole or not at all. Inside, use only `trx`: on SQLite the outer `db` would wait for ever.
 * What `afterCommit` holds runs once the rows are kept, and may be lost with the process: what must happen
 * goes through the outbox.
 */
export const transaction = async <T>(
  db: Database,
  work: (trx: Trx, afterCommit: (then: () => void) => void) => Promise<T>,
): Promise<T> => {
  const later: (() => void)[] = [];
  const result = await db.transaction().execute((trx) => work(trx, (then) => later.push(then)));
  for (const then of later) then();
  return result;
};
