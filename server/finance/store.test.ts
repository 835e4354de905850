import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newId } from '../database/id.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { openWorld } from '../testing/world.ts';
import { netOf } from '../values/money.ts';
import { balanceSheet, listEntries } from './store.ts';

const today = '2026-11-14';

describe.each(engines)('finance on %s', async (engine) => {
  const { ardoise, brume, database, person } = await openWorld(engine);
  const { db, read } = database;
  const marie = person(ardoise, 'marie');

  /** A ledger of the couple with so many lines on each of these days. */
  const insertLedger = async (linesOn: Record<string, number>): Promise<string> => {
    const id = newId();
    const days = Object.entries(linesOn).filter(([, lines]) => lines > 0);
    const lot = await db
      .selectFrom('lot')
      .select(['id', 'building_id'])
      .where('agency_id', '=', ardoise.id)
      .where('external_id', '=', '2')
      .executeTakeFirstOrThrow();
    let balance = 0;
    const rows = days.flatMap(([day, lines]) =>
      Array.from({ length: lines }, (_, index) => ({
        ledger_id: id,
        day,
        sequence: index + 1,
        external_id: `${day}.${index}`,
        label: `${day}.${index + 1}`,
        kind: 'call' as const,
        debit_cents: index + 1,
        credit_cents: 0,
        balance_cents: (balance -= index + 1),
        document_id: null,
      })),
    );
    await transaction(db, async (trx) => {
      await trx
        .insertInto('ledger')
        .values({
          id,
          agency_id: ardoise.id,
          account_id: ardoise.accounts.couple,
          subject: id,
          building_id: lot.building_id,
          lot_id: lot.id,
          balance_cents: balance,
          first_day: days[0]?.[0] ?? null,
          last_day: days.at(-1)?.[0] ?? null,
        })
        .execute();
      if (rows.length > 0) await trx.insertInto('ledger_entry').values(rows).execute();
    });
    return id;
  };

  /** Every page of a year, one after the other, as someone pressing « plus ancien » would. */
  const walk = async (ledgerId: string, year: number): Promise<{ labels: string[]; sizes: number[] }> => {
    const labels: string[] = [];
    const sizes: number[] = [];
    let after: string | undefined;
    do {
      const page = await listEntries(read, marie, ledgerId, { year, after });
      labels.push(...page.entries.map(({ label }) => label));
      sizes.push(page.entries.length);
      after = page.next ?? undefined;
    } while (after !== undefined && sizes.length < 50);
    return { labels, sizes };
  };

  test(
    'pages leave nothing out and say nothing twice, many lines on few days',
    { timeout: 30_000 },
    async () => {
      const lines = fc.integer({ min: 0, max: 60 });
      const linesOn = fc.record({
        '2025-12-31': lines,
        '2026-01-01': lines,
        '2026-06-30': lines,
        '2026-12-31': lines,
      });
      await fc.assert(
        fc.asyncProperty(linesOn, async (made) => {
          const id = await insertLedger(made);
          const expected = Object.entries(made)
            .filter(([day]) => day.startsWith('2026'))
            .toReversed()
            .flatMap(([day, n]) => Array.from({ length: n }, (_, index) => `${day}.${n - index}`));
          const { labels, sizes } = await walk(id, 2026);
          expect(labels).toEqual(expected);
          // Whole pages, and no empty one at the end.
          expect(sizes.slice(0, -1).every((size) => size === 25)).toBe(true);
          if (sizes.length > 1) expect(sizes.at(-1)).toBeGreaterThan(0);
        }),
        {
          numRuns: 12,
          examples: [[{ '2025-12-31': 1, '2026-01-01': 50, '2026-06-30': 25, '2026-12-31': 50 }]],
        },
      );
    },
  );

  test('a line arriving meanwhile moves no page', async () => {
    const id = await insertLedger({ '2026-01-01': 40 });
    const first = await listEntries(read, marie, id, { year: 2026 });
    await db
      .insertInto('ledger_entry')
      .values({
        ledger_id: id,
        day: '2026-02-01',
        sequence: 1,
        external_id: 'late',
        label: 'late',
        kind: 'payment',
        debit_cents: 0,
        credit_cents: 10,
        balance_cents: 0,
        document_id: null,
      })
      .execute();
    const second = await listEntries(read, marie, id, { year: 2026, after: first.next ?? '' });
    const labels = [...first.entries, ...second.entries].map(({ label }) => label);
    expect(labels).toEqual(Array.from({ length: 40 }, (_, index) => `2026-01-01.${40 - index}`));
  });

  test('a year without lines is an empty page', async () => {
    const id = await insertLedger({ '2026-01-01': 1 });
    expect(await listEntries(read, marie, id, { year: 2024 })).toEqual({
      ledgerId: id,
      year: 2024,
      entries: [],
      next: null,
    });
  });

  test('a ledger is found through its holder alone', async () => {
    const ask = (ledgerId: string, by = marie) => listEntries(read, by, ledgerId, { year: 2026 });
    expect((await ask(ardoise.ledgers.couple)).entries).toHaveLength(3);
    for (const ledgerId of [ardoise.ledgers.neighbour, brume.ledgers.couple, 'none', ''])
      await expect(ask(ledgerId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(ask(ardoise.ledgers.couple, person(brume, 'marie'))).rejects.toThrow('not-found');
    // The right login under another agency: the scope is both.
    const mixed = { ...marie, agencyId: brume.id };
    await expect(ask(ardoise.ledgers.couple, mixed)).rejects.toThrow('not-found');
    expect((await balanceSheet(read, mixed, today)).accounts).toEqual([]);
  });

  test('both holders of an account see the same', async () => {
    const [one, other] = await Promise.all(
      (['marie', 'paul'] as const).map((who) => balanceSheet(read, person(ardoise, who), today)),
    );
    expect(one).toEqual(other);
  });

  test('the sheet adds up, names the place, and opens the situation that owes most', async () => {
    const sheet = await balanceSheet(read, person(ardoise, 'neighbour'), today);
    expect(sheet).toMatchObject({
      asOf: null,
      roles: [{ role: 'owner', balance: { amountCents: 15_000, side: 'debtor' }, lots: 1 }],
      accounts: [
        {
          identifier: 'C0002',
          ledgers: [
            { lot: 'Appartement (lot 2)', address: '2 rue de la Preuve, 86000 Poitiers', years: [2026] },
          ],
        },
      ],
      open: { ledgerId: ardoise.ledgers.neighbour, year: 2026, next: null },
    });
    expect(sheet.open?.entries.map(({ balance }) => netOf(balance))).toEqual([-15_000, -10_000, -5000]);
  });

  test('a closed situation stays while it owes or is owed, and leaves when it is settled', async () => {
    const { former } = ardoise.ledgers;
    const shown = async () =>
      (await balanceSheet(read, person(ardoise, 'former'), today)).accounts.flatMap(({ ledgers }) => ledgers);
    const close = (balance_cents: number) =>
      db
        .updateTable('ledger')
        .set({ closed_on: '2026-01-01', balance_cents })
        .where('id', '=', former)
        .execute();
    await close(-1);
    expect(await shown()).toHaveLength(1);
    await close(0);
    expect(await shown()).toEqual([]);
  });

  test('staff and people without an account have an empty sheet', async () => {
    for (const who of ['agent', 'stranger'] as const)
      expect(await balanceSheet(read, person(ardoise, who), today)).toEqual({
        asOf: null,
        roles: [],
        accounts: [],
        open: null,
      });
  });
});
