import { CompiledQuery } from 'kysely';
import { describe, expect, test, vi } from 'vitest';
import { insertDeskRequest } from '../access/assistance/store.ts';
import { loginFor } from '../access/named-store.ts';
import { listHolders } from '../desk/holders-store.ts';
import { pageQuery } from '../documents/store.ts';
import { entriesBefore, ledgersOf } from '../finance/store.ts';
import { openWorld } from '../testing/world.ts';
import type { Database } from './open.ts';
import { claim } from './outbox.ts';
import { engines } from './testing.ts';

/** What a store really sends, each query on its own. */
const sentBy = async (db: Database, ask: () => Promise<unknown>): Promise<CompiledQuery[]> => {
  const spy = vi.spyOn(db, 'executeQuery');
  await ask();
  const sent = spy.mock.calls.map(([query]) => query as CompiledQuery);
  spy.mockRestore();
  return sent;
};

describe.each(engines)('each list is found through its index on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, person, database } = world;
  const { db, read } = database;
  const marie = person(ardoise, 'marie');

  /** The plan as text; PostgreSQL reads small tables whole unless it is told that this costs. */
  const planOf = async ({ sql, parameters }: CompiledQuery): Promise<string> => {
    if (engine === 'sqlite') {
      const { rows } = await db.executeQuery(CompiledQuery.raw(`explain query plan ${sql}`, [...parameters]));
      return (rows as { detail: string }[]).map(({ detail }) => detail).join('\n');
    }
    return db.transaction().execute(async (trx) => {
      await trx.executeQuery(CompiledQuery.raw('set local enable_seqscan = off'));
      await trx.executeQuery(CompiledQuery.raw('set local enable_bitmapscan = off'));
      const { rows } = await trx.executeQuery(CompiledQuery.raw(`explain ${sql}`, [...parameters]));
      return (rows as Record<string, string>[]).map((row) => row['QUERY PLAN']).join('\n');
    });
  };
  const expectPlan = (plan: string, onSqlite: RegExp, onPostgres: RegExp) => {
    expect(plan).toMatch(engine === 'sqlite' ? onSqlite : onPostgres);
    expect(plan).not.toMatch(engine === 'sqlite' ? /^SCAN/m : /Seq Scan/);
  };

  test('a page of a situation: in the order of the table itself, nothing sorted', async () => {
    const [query] = await sentBy(read, () =>
      entriesBefore(read, {
        ledgerId: ardoise.ledgers.couple,
        place: `account:${ardoise.accounts.couple}`,
        from: '2026-01-01',
        day: '2027-01-01',
        sequence: 0,
      }),
    );
    const plan = await planOf(query as CompiledQuery);
    expectPlan(
      plan,
      /SEARCH entry USING PRIMARY KEY \(ledger_id=\? AND (?:day>\? AND )?\(day,sequence\)<\(\?,\?\)/,
      /Index Scan Backward using ledger_entry_pkey on ledger_entry/,
    );
    expect(plan).not.toMatch(/TEMP B-TREE|Sort/);
  });

  test('the situations of a login', async () => {
    const [query] = await sentBy(read, () =>
      ledgersOf(read, { loginId: marie.loginId, agencyId: marie.agencyId }),
    );
    expectPlan(
      await planOf(query as CompiledQuery),
      /SEARCH mine USING PRIMARY KEY \(login_id=\?\)[^]*SEARCH held USING [^]*SEARCH ledger USING INDEX \S+ \(account_id=\?\)/,
      /using ledger_account_id_subject_key/,
    );
  });

  test('a page of one place of documents: in the order of its index', async () => {
    const query = { shelf: 'public', after: '2026-01-01.x' } as const;
    const compiled = pageQuery(read, marie, [`agency:${ardoise.id}`], query).compile();
    const plan = await planOf(compiled);
    expectPlan(
      plan,
      /SEARCH document USING INDEX document_of_place \(place=\? AND \(day,id\)<\(\?,\?\)\)/,
      /Index Scan using document_of_place on document/,
    );
    expect(plan).not.toMatch(/TEMP B-TREE|Sort/);
  });

  test('a page of several places: only theirs are read', async () => {
    const places = [`agency:${ardoise.id}`, 'building:1:owners', 'building:1:residents', 'council:1'];
    const compiled = pageQuery(read, marie, places, { shelf: 'public', search: 'proces' }).compile();
    expectPlan(
      await planOf(compiled),
      /SEARCH document USING INDEX document_of_place \(place=\?/,
      /Index Scan using document_of_place on document/,
    );
  });

  test('who asks: one look-up per table', async () => {
    const { id } = await world.openSession(ardoise, 'marie');
    const [query] = await sentBy(read, () => world.sessions.read(id, 'portal'));
    expectPlan(
      await planOf(query as CompiledQuery),
      /SEARCH session USING PRIMARY KEY \(id_hash=\?\)/,
      /Index Scan using session_pkey on session/,
    );
  });

  test('who signs in: by address, identifier, alias, and what resembles it', async () => {
    const sent = await sentBy(db, () => loginFor(db, ardoise.id, 'C0001'));
    const [byEmail = '', byAccount = '', byAlias = '', ...alike] = await Promise.all(sent.map(planOf));
    expectPlan(
      byAlias,
      /SEARCH login USING INDEX login_alias \(agency_id=\? AND alias_key=\?\)/,
      /Index Scan using login_alias/,
    );
    expect(alike).toHaveLength(2);
    for (const plan of alike)
      expectPlan(
        plan,
        /SEARCH account USING (?:COVERING )?INDEX account_bare \(<expr>=\? AND agency_id=\?\)/,
        /Index (?:Only )?Scan using account_bare/,
      );
    expectPlan(
      byEmail,
      /SEARCH login USING INDEX \S+ \(agency_id=\? AND email=\?\)/,
      /login_agency_id_email_key/,
    );
    expectPlan(
      byAccount,
      /SEARCH account USING (?:COVERING )?INDEX \S+ \(agency_id=\? AND identifier_key=\?\)/,
      /account_agency_id_identifier_key_key/,
    );
  });

  /** Every query that reaches the database meanwhile, whoever made it. */
  const sentDuring = async (ask: () => Promise<unknown>): Promise<CompiledQuery[]> => {
    const { prototype } = db.getExecutor().constructor as { prototype: Database };
    const spy = vi.spyOn(prototype, 'executeQuery');
    await ask();
    const sent = spy.mock.calls.map(([query]) => query as CompiledQuery);
    spy.mockRestore();
    return sent;
  };

  test('the first request of a page: no table read whole, no agency read for one person', async () => {
    const browser = await world.signedIn(ardoise, 'council');
    const sent = await sentDuring(async () => {
      const response = await browser.send('/v1/bootstrap?need=balance,documents');
      expect(response.status).toBe(200);
      await browser.send('/v1/documents/page?shelf=private&search=a');
    });
    // The list of agencies is small, and kept for a moment.
    const asked = sent.filter(({ sql }) => !/from "agency(?:_origin)?"/.test(sql));
    expect(asked.length).toBeGreaterThan(10);
    for (const query of asked) {
      const plan = await planOf(query);
      expect(plan, query.sql).not.toMatch(/^SCAN|Seq Scan/m);
      expect(plan, query.sql).not.toMatch(/\(agency_id=\?\)/);
    }
  });

  test('the desk: no table read whole, and for a page of people only their rows', async () => {
    const requestId = await db
      .transaction()
      .execute((trx) =>
        insertDeskRequest(
          trx,
          ardoise.id,
          { kind: 'assistance', name: 'Zoé', reference: 'lot 1' },
          new Date(),
        ),
      );
    const agent = await world.signedIn(ardoise, 'agent');
    const sent = await sentDuring(async () => {
      for (const path of [
        'summary',
        'residents?search=canari',
        'requests?state=open',
        `requests/${requestId}`,
      ])
        expect((await agent.send(`/v1/desk/${path}`)).status, path).toBe(200);
      await listHolders(db, ardoise.id, {}, new Date());
    });
    const asked = sent.filter(({ sql }) => /from "(?:account|person|desk_)/.test(sql));
    expect(asked.length).toBeGreaterThan(10);
    for (const query of asked) {
      const plan = await planOf(query);
      expect(plan, query.sql).not.toMatch(/^SCAN|Seq Scan/m);
      if (query.sql.includes('person_id in (')) expect(plan, query.sql).not.toMatch(/\(agency_id=\?\)/);
    }
  });

  test('what waits in the outbox', async () => {
    const [query] = await sentDuring(() => claim(db, engine, 20, 60_000, new Date()));
    expectPlan(await planOf(query as CompiledQuery), /USING (?:COVERING )?INDEX outbox_due/, /outbox_due/);
  });
});
