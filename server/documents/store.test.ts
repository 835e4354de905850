import { beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../database/id.ts';
import { engines } from '../database/testing.ts';
import { openWorld } from '../testing/world.ts';
import { folded } from '../values/search.ts';
import type { DocumentQuery } from './contract.ts';
import { clearExpiredTickets, documentLibrary, fileOfTicket, insertTicket, listDocuments } from './store.ts';

const now = new Date('2026-11-14T10:00:00Z');
const today = '2026-11-14';
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);

describe.each(engines)('documents on %s', async (engine) => {
  const { ardoise, brume, database, person } = await openWorld(engine);
  const { db, read } = database;
  // The tenant and the stranger have nothing to do with what these tests add.
  const marie = person(ardoise, 'marie');
  const list = async (query: DocumentQuery, by = marie) => listDocuments(read, by, query, now, today);
  const titles = async (query: DocumentQuery) => (await list(query)).documents.map(({ title }) => title);

  const insert = async (over: {
    id?: string;
    title: string;
    day?: string;
    kind?: 'minutes' | 'invoice';
    publishedAt?: Date;
    building?: string;
  }) =>
    db
      .insertInto('document')
      .values({
        id: over.id ?? newId(),
        agency_id: ardoise.id,
        external_id: newId(),
        place: `account:${ardoise.accounts.couple}`,
        kind: over.kind ?? 'invoice',
        title: over.title,
        day: over.day ?? '2019-05-05',
        building_id: over.building ?? null,
        file_hash: 'none',
        file_name: 'a.pdf',
        media_type: 'application/pdf',
        size_bytes: 1,
        search: folded(over.title),
        published_at: (over.publishedAt ?? daysAgo(400)).toISOString(),
      })
      .execute();

  beforeAll(async () => {
    await db
      .updateTable('login')
      .set({ created_at: daysAgo(1000).toISOString() })
      .execute();
  });

  describe('filters', () => {
    beforeAll(async () => {
      await insert({ title: 'Facture de l’Été 100 %', day: '2018-12-31' });
      await insert({ title: 'Facture_d’hiver', day: '2018-01-01' });
      await insert({ title: 'Œuvres et ménage', day: '2017-06-01', kind: 'minutes' });
    });

    test.each([
      [{ year: 2018 }, ['Facture de l’Été 100 %', 'Facture_d’hiver']],
      [{ year: 2017, kind: 'minutes' }, ['Œuvres et ménage']],
      [{ year: 2017, kind: 'invoice' }, []],
      [{ search: 'ETE' }, ['Facture de l’Été 100 %']],
      [{ search: "l'été" }, ['Facture de l’Été 100 %']],
      [{ search: 'oeuvre' }, ['Œuvres et ménage']],
      [{ search: 'MÉNAGE', year: 2018 }, []],
      // The signs of a pattern mean themselves.
      [{ search: '%' }, ['Facture de l’Été 100 %']],
      [{ search: '_' }, ['Facture_d’hiver']],
      [{ search: '\\' }, []],
      [{ search: "' or 1=1 --" }, []],
      [{ building: 'none' }, []],
    ] as const)('%j', async (filter, expected) => {
      expect(await titles({ shelf: 'private', ...filter })).toEqual(expected);
    });

    test('by building, by lot', async () => {
      const { shelves } = await documentLibrary(read, marie, now, today);
      const [building] = shelves.private.buildings;
      expect(shelves.private.buildings).toHaveLength(1);
      const found = await list({ shelf: 'private', building: building?.id ?? '' });
      expect(new Set(found.documents.map((document) => document.building?.id))).toEqual(
        new Set([building?.id]),
      );
      const [lot] = building?.lots ?? [];
      const ofLot = await list({ shelf: 'private', lot: lot?.id ?? '' });
      expect(ofLot.documents.map((document) => document.lot)).toEqual([lot?.name, lot?.name]);
      expect([found.total, ofLot.total]).toEqual([building?.count, lot?.count]);
    });
  });

  test('pages leave nothing out and say nothing twice, many on one day', async () => {
    const ids = Array.from({ length: 110 }, () => newId());
    for (const id of ids) await insert({ id, title: 'Lot de cent', day: '2015-01-01' });
    const seen: string[] = [];
    const totals = new Set<number>();
    let after: string | undefined;
    do {
      const page = await list({ shelf: 'private', year: 2015, after });
      seen.push(...page.documents.map(({ id }) => id));
      totals.add(page.total);
      after = page.next ?? undefined;
    } while (after !== undefined);
    expect(seen).toEqual(ids.toSorted((a, b) => (a < b ? 1 : -1)));
    expect([...totals]).toEqual([ids.length]);
  });

  test('each shelf says what stands on it, and nothing of the other one', async () => {
    const { shelves, first } = await documentLibrary(read, person(ardoise, 'tenant'), now, today);
    expect(shelves.private).toMatchObject({
      count: 2,
      buildings: [{ count: 2, lots: [{ count: 1 }] }],
      years: [{ year: 2026, count: 2 }],
    });
    expect(shelves.private.kinds.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
      { kind: 'call', count: 1 },
      { kind: 'minutes', count: 1 },
    ]);
    expect(shelves.public).toMatchObject({
      count: 4,
      buildings: [{ count: 1, lots: [] }],
      years: [
        { year: 2026, count: 2 },
        { year: 2025, count: 2 },
      ],
      kinds: [{ kind: 'minutes', count: 4 }],
    });
    expect([first.shelf, first.documents.length, first.total]).toEqual(['private', 2, 2]);
  });

  test('the shared shelf opens when there is nothing private; staff have no shelf', async () => {
    const stranger = await documentLibrary(read, person(ardoise, 'stranger'), now, today);
    expect([stranger.shelves.private.count, stranger.shelves.public.count]).toEqual([0, 3]);
    expect(stranger.first.shelf).toBe('public');
    const agent = await documentLibrary(read, person(ardoise, 'agent'), now, today);
    expect([agent.shelves.private.count, agent.shelves.public.count]).toEqual([0, 0]);
    expect((await list({ shelf: 'public' }, person(ardoise, 'agent'))).documents).toEqual([]);
  });

  test('rights begin and end with their day, both included', async () => {
    const lot1 = async (who: 'former' | 'marie', day: string) => {
      const page = await listDocuments(
        read,
        person(ardoise, who),
        { shelf: 'private', search: 'lot-1' },
        now,
        day,
      );
      return page.documents.length;
    };
    expect(await lot1('former', '2025-12-31')).toBe(2);
    expect(await lot1('former', '2026-01-01')).toBe(0);
    expect(await lot1('marie', '2019-12-31')).toBe(0);
    expect(await lot1('marie', '2020-01-01')).toBe(2);
  });

  describe('« nouveau »', () => {
    const isNew = async (id: string, who: 'marie' | 'paul' = 'marie') =>
      (await list({ shelf: 'private', search: 'nouveaute' }, person(ardoise, who))).documents.find(
        (document) => document.id === id,
      )?.isNew;

    test('for a month, and until opened by this login', async () => {
      const [fresh, old] = [newId(), newId()];
      await insert({ id: fresh, title: 'Nouveauté', publishedAt: daysAgo(29) });
      await insert({ id: old, title: 'Nouveauté', publishedAt: daysAgo(31) });
      expect([await isNew(fresh), await isNew(old)]).toEqual([true, false]);
      await insertTicket(db, marie, fresh, now, today);
      await insertTicket(db, marie, fresh, now, today);
      expect([await isNew(fresh), await isNew(fresh, 'paul')]).toEqual([false, true]);
    });

    test('not for what was there before the person', async () => {
      const id = newId();
      await insert({ id, title: 'Nouveauté', publishedAt: daysAgo(5) });
      const arrive = (days: number) =>
        db
          .updateTable('login')
          .set({ created_at: daysAgo(days).toISOString() })
          .where('id', '=', marie.loginId)
          .execute();
      await arrive(4);
      expect(await isNew(id)).toBe(false);
      await arrive(6);
      expect(await isNew(id)).toBe(true);
    });
  });

  describe('a ticket', () => {
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    const id = ardoise.documents['account-couple'];

    test('opens one file for a minute, and is kept as a hash', async () => {
      const ticket = await insertTicket(db, marie, id, now, today);
      expect(ticket.length).toBeGreaterThanOrEqual(22);
      const file = await fileOfTicket(read, ticket, later(59));
      expect(file.fileName).toBe('canari.ardoise.doc-account-couple.pdf');
      await expect(fileOfTicket(read, ticket, later(60))).rejects.toMatchObject({ code: 'not-found' });
      expect(JSON.stringify(await db.selectFrom('file_ticket').selectAll().execute())).not.toContain(ticket);
      await clearExpiredTickets(db, later(60));
      expect(await db.selectFrom('file_ticket').selectAll().execute()).toEqual([]);
    });

    test('is made for what one may read, and for nothing else', async () => {
      const wrong = [ardoise.documents['account-neighbour'], brume.documents['account-couple'], 'none', ''];
      for (const documentId of wrong)
        await expect(insertTicket(db, marie, documentId, now, today)).rejects.toMatchObject({
          code: 'not-found',
        });
      const mixed = { ...marie, agencyId: brume.id };
      await expect(insertTicket(db, mixed, id, now, today)).rejects.toThrow('not-found');
      await expect(fileOfTicket(read, 'unknown', now)).rejects.toThrow('not-found');
    });
  });
});
