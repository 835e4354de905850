import { beforeEach, describe, expect, test } from 'vitest';
import { openDatabase } from './open.ts';
import { claim, clearDone, enqueue, retry, settle } from './outbox.ts';
import { engines, openTestDatabase } from './testing.ts';
import { transaction } from './transaction.ts';

const start = new Date('2026-11-14T10:00:00Z');
const after = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const lease = 60_000;

describe.each(engines)('the outbox on %s', async (engine) => {
  const opened = await openTestDatabase(engine);
  const { db } = opened;
  const take = (now: Date, limit = 10) => claim(db, engine, limit, lease, now);
  const onlyJob = async (now: Date) => {
    const [job] = await take(now);
    if (!job) throw new Error('a job was expected');
    return job;
  };

  beforeEach(async () => {
    await db.deleteFrom('outbox').execute();
  });

  test('gives a job once, as it was put', async () => {
    await enqueue(db, 'letter', { to: ['é', 1, null] }, start);
    expect(await take(start)).toMatchObject([
      { kind: 'letter', payload: { to: ['é', 1, null] }, attempts: 1 },
    ]);
    expect(await take(start)).toEqual([]);
  });

  test('forgets what was done a month ago, and nothing that waits', async () => {
    await enqueue(db, 'done', {}, start);
    await settle(db, await onlyJob(start), start);
    await enqueue(db, 'waiting', {}, start, { runAt: after(40 * 86_400) });
    await clearDone(db, after(29 * 86_400));
    expect(await db.selectFrom('outbox').select('kind').execute()).toHaveLength(2);
    await clearDone(db, after(31 * 86_400));
    expect(await db.selectFrom('outbox').select('kind').execute()).toEqual([{ kind: 'waiting' }]);
  });

  test('gives nothing before its time', async () => {
    await enqueue(db, 'letter', {}, start, { runAt: after(10) });
    expect(await take(after(9))).toEqual([]);
    expect(await take(after(10))).toHaveLength(1);
  });

  test('takes the oldest first, and no more than asked', async () => {
    for (const seconds of [3, 1, 2]) await enqueue(db, 'letter', seconds, start, { runAt: after(seconds) });
    const first = await take(after(5), 2);
    expect(new Set(first.map(({ payload }) => payload))).toEqual(new Set([1, 2]));
    expect(await take(after(5), 2)).toMatchObject([{ payload: 3 }]);
  });

  test('a job goes with its transaction', async () => {
    const failed = transaction(db, async (trx) => {
      await enqueue(trx, 'letter', {}, start);
      throw new Error('undone');
    });
    await expect(failed).rejects.toThrow('undone');
    expect(await take(start)).toEqual([]);
  });

  test('one open job per key; the next once it is done', async () => {
    const put = () => enqueue(db, 'report', {}, start, { dedupe: 'november' });
    expect(await put()).toBe(true);
    expect(await put()).toBe(false);
    expect(await enqueue(db, 'other', {}, start, { dedupe: 'november' })).toBe(true);
    for (const job of await take(start)) await settle(db, job, start);
    expect(await put()).toBe(true);
  });

  test('a settled job is gone, and what it held is forgotten', async () => {
    await enqueue(db, 'letter', { identifier: 'marie@exemple.fr' }, start);
    const job = await onlyJob(start);
    expect(await settle(db, job, start)).toBe(true);
    expect(await settle(db, job, start)).toBe(false);
    expect(await take(after(1_000_000))).toEqual([]);
    expect(JSON.stringify(await db.selectFrom('outbox').selectAll().execute())).not.toContain('marie');
  });

  test('a failed job comes back later and later, an hour at most', async () => {
    await enqueue(db, 'letter', {}, start);
    let now = start;
    const delays: number[] = [];
    for (let turn = 0; turn < 8; turn += 1) {
      const job = await onlyJob(now);
      expect(job.attempts).toBe(turn + 1);
      await retry(db, job, 'ECONNREFUSED', now);
      const { run_at } = await db.selectFrom('outbox').select('run_at').executeTakeFirstOrThrow();
      const next = new Date(run_at);
      expect(await take(new Date(next.getTime() - 1))).toEqual([]);
      delays.push((next.getTime() - now.getTime()) / 1000);
      now = next;
    }
    expect(delays).toEqual([4, 16, 64, 256, 1024, 3600, 3600, 3600]);
  });

  test('a worker whose lease ran out can neither settle nor delay what another took', async () => {
    await enqueue(db, 'letter', {}, start);
    const slow = await onlyJob(start);
    expect(await take(after(59))).toEqual([]);
    const quick = await onlyJob(after(61));
    expect(quick).toMatchObject({ id: slow.id, attempts: 2 });
    expect(await settle(db, slow, after(62))).toBe(false);
    await retry(db, slow, 'too late', after(62));
    const row = await db.selectFrom('outbox').selectAll().executeTakeFirstOrThrow();
    expect(row).toMatchObject({ last_error: null, done_at: null });
    expect(await settle(db, quick, after(63))).toBe(true);
  });

  test('two workers never take the same job', async () => {
    const total = 300;
    await transaction(db, async (trx) => {
      for (let index = 0; index < total; index += 1) await enqueue(trx, 'letter', index, start);
    });
    const other = await openDatabase(opened.url);
    try {
      const taken: string[] = [];
      const work = async (worker: typeof db) => {
        for (;;) {
          const jobs = await claim(worker, engine, 7, lease, start);
          if (jobs.length === 0) return;
          taken.push(...jobs.map(({ id }) => id));
        }
      };
      await Promise.all([db, other.db, db, other.db].map(work));
      expect(new Set(taken).size).toBe(total);
      expect(taken).toHaveLength(total);
    } finally {
      await other.close();
    }
  });
});
