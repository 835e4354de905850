import { sql } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../values/error.ts';
import { isUniqueViolation } from './errors.ts';
import { hot } from './hot.ts';
import { newId } from './id.ts';
import { clearOldLimits, countAttempt, forgetAttempts } from './limits.ts';
import { migrate } from './migrate.ts';
import { openDatabase, type Database } from './open.ts';
import { engines, openTestDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

const insertJob = (db: Database, kind: string) =>
  db.insertInto('outbox').values({ id: newId(), kind, payload: '{}', run_at: '' }).execute();
const kinds = async (db: Database) =>
  (await db.selectFrom('outbox').select('kind').orderBy('kind').execute()).map(({ kind }) => kind);

describe.each(engines)('on %s', async (engine) => {
  const opened = await openTestDatabase(engine);
  const { db, read } = opened;

  describe('migrations', () => {
    test('taken twice change nothing the second time', async () => {
      expect(await migrate(opened)).toEqual([]);
    });

    test('two servers that start together agree', async () => {
      const other = await openDatabase(opened.url);
      try {
        expect(await Promise.all([migrate(opened), migrate(other)])).toEqual([[], []]);
      } finally {
        await other.close();
      }
    });

    test('a key that points nowhere is refused', async () => {
      const orphan = { id: newId(), agency_id: 'nobody', external_id: '1', name: '', address: '' };
      const inserted = db
        .insertInto('building')
        .values({ ...orphan, postcode: '', town: '' })
        .execute();
      await expect(inserted).rejects.toThrow(/foreign key/i);
    });
  });

  describe('a transaction', () => {
    test('calls what waits for it once the rows are kept', async () => {
      const seen: string[][] = [];
      const then = vi.fn<() => void>();
      await transaction(db, async (trx, afterCommit) => {
        afterCommit(then);
        await insertJob(trx, 'kept');
        expect(then).not.toHaveBeenCalled();
        // Another connection sees nothing of it yet.
        if (engine === 'sqlite') seen.push(await kinds(read));
      });
      expect(then).toHaveBeenCalledOnce();
      expect(seen.flat()).toEqual([]);
      expect(await kinds(read)).toEqual(['kept']);
    });

    test('undone leaves nothing and calls nothing', async () => {
      const then = vi.fn<() => void>();
      const failed = transaction(db, async (trx, afterCommit) => {
        afterCommit(then);
        await insertJob(trx, 'undone');
        throw new AppError('conflict');
      });
      await expect(failed).rejects.toThrow('conflict');
      expect(then).not.toHaveBeenCalled();
      expect(await kinds(db)).not.toContain('undone');
    });

    test('takes nothing of its neighbours with it', async () => {
      const paused = Promise.withResolvers<void>();
      const failed = transaction(db, async (trx) => {
        await insertJob(trx, 'inside');
        await paused.promise;
        throw new Error('undone');
      });
      const beside = insertJob(db, 'beside');
      paused.resolve();
      await expect(failed).rejects.toThrow('undone');
      await beside;
      expect(await kinds(db)).toContain('beside');
      expect(await kinds(db)).not.toContain('inside');
    });

    test('leaves readers free while it is open', async () => {
      await transaction(db, async (trx) => {
        await insertJob(trx, 'open');
        expect(await kinds(read)).not.toContain('open');
      });
    });
  });

  test('a unique constraint is told from the others', async () => {
    const values = { subject: 'twice', window_start: '', hits: 1 };
    await db.insertInto('rate_limit').values(values).execute();
    const again = await db
      .insertInto('rate_limit')
      .values(values)
      .execute()
      .catch((error: unknown) => error);
    expect(isUniqueViolation(again)).toBe(true);
    const missing = await sql`select * from nothing_here`.execute(db).catch((error: unknown) => error);
    expect(isUniqueViolation(missing)).toBe(false);
  });

  test('sums of cents are numbers, and exact', async () => {
    const { rows } = await sql<{ n: unknown }>`select sum(v) as n from (
      select cast(9007199254740000 as bigint) as v union all select 991) as sums`.execute(db);
    expect(rows).toEqual([{ n: 9_007_199_254_740_991 }]);
  });

  describe('a hot query', () => {
    const build = vi.fn((given: Database, p: { subject: string; hits: number }) =>
      given
        .selectFrom('rate_limit')
        .select(['subject', 'hits'])
        .where('subject', '=', p.subject)
        .where('hits', '>=', p.hits),
    );
    const find = hot(build);

    test('is built once per database, and takes other values each time', async () => {
      await db
        .insertInto('rate_limit')
        .values(
          ['a', 'b', "c' or 1=1 --", '\u0001parameter:hits'].map((subject, hits) => ({
            subject,
            hits,
            window_start: '',
          })),
        )
        .execute();
      build.mockClear();
      expect(await find(db, { subject: 'a', hits: 0 })).toEqual([{ subject: 'a', hits: 0 }]);
      expect(await find(db, { subject: 'b', hits: 0 })).toEqual([{ subject: 'b', hits: 1 }]);
      expect(await find(db, { subject: 'b', hits: 2 })).toEqual([]);
      // What someone typed is a value, even when it looks like ours.
      expect(await find(db, { subject: "c' or 1=1 --", hits: 0 })).toHaveLength(1);
      expect(await find(db, { subject: '\u0001parameter:hits', hits: 0 })).toHaveLength(1);
      expect(build.mock.calls.length).toBeLessThanOrEqual(1);
    });

    test('runs on the connection it is given', async () => {
      const failed = transaction(db, async (trx) => {
        await trx.insertInto('rate_limit').values({ subject: 'inner', hits: 5, window_start: '' }).execute();
        expect(await find(trx, { subject: 'inner', hits: 1 })).toHaveLength(1);
        throw new Error('undone');
      });
      await expect(failed).rejects.toThrow('undone');
      expect(await find(read, { subject: 'inner', hits: 1 })).toEqual([]);
    });
  });

  describe('a limit', () => {
    const at = (seconds: number) => new Date(Date.parse('2026-11-14T10:00:00Z') + seconds * 1000);
    const count = (subject: string, seconds: number, max = 3) =>
      countAttempt(db, [{ subject, max, windowSeconds: 300 }], at(seconds));

    test('lets so many through, then says how long to wait', async () => {
      for (let turn = 0; turn < 3; turn += 1) await count('one', turn);
      await expect(count('one', 100)).rejects.toMatchObject({ code: 'too-many', retryAfter: 200 });
      await count('two', 100);
      await count('one', 300);
    });

    test('counts what comes at once', async () => {
      const tries = await Promise.allSettled(Array.from({ length: 10 }, () => count('burst', 0)));
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    });

    test('survives a restart, and holds over two instances', async () => {
      for (let turn = 0; turn < 3; turn += 1) await count('restart', turn);
      const other = await openDatabase(opened.url);
      try {
        const tried = countAttempt(other.db, [{ subject: 'restart', max: 3, windowSeconds: 300 }], at(10));
        await expect(tried).rejects.toThrow('too-many');
      } finally {
        await other.close();
      }
    });

    test('several are counted in turn, and the first that is passed spares the others', async () => {
      const limits = [
        { subject: 'both', max: 2, windowSeconds: 300 },
        { subject: 'both', max: 4, windowSeconds: 86_400 },
      ];
      const passed = async (seconds: number) =>
        countAttempt(db, limits, at(seconds)).then(
          () => true,
          () => false,
        );
      const seen = [];
      for (const seconds of [0, 1, 2, 300, 301, 600]) seen.push(await passed(seconds));
      // The third is stopped by the five minutes and costs the day nothing; the last finds its four used up.
      expect(seen).toEqual([true, true, false, true, true, false]);
      await forgetAttempts(db, 'bot');
      expect(await passed(601)).toBe(false);
      await forgetAttempts(db, 'both');
      expect(await passed(601)).toBe(true);
    });

    test('old windows are swept, open ones are kept', async () => {
      await count('old', 0);
      await count('new', 90_000);
      await clearOldLimits(db, at(90_000));
      const left = await db.selectFrom('rate_limit').select('subject').execute();
      expect(left.map(({ subject }) => subject)).toContain('new:300');
      expect(left.map(({ subject }) => subject)).not.toContain('old:300');
    });
  });
});
