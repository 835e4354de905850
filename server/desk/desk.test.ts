import { parse } from 'valibot';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { insertDeskRequest, type NewDeskRequest } from '../access/assistance/store.ts';
import { insertSecret } from '../access/first-connection/secret-store.ts';
import { newId } from '../database/id.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { openWorld } from '../testing/world.ts';
import { canary } from '../testing/people.ts';
import { DeskSummary, RequestDetail, RequestPage, ResidentPage } from './contract.ts';

describe.each(engines)('the desk on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database } = world;
  const { db } = database;
  const agent = await world.signedIn(ardoise, 'agent');
  const desk = agent.api.desk;
  const ask = (request: Partial<NewDeskRequest> = {}, agency = ardoise, now = new Date()) =>
    transaction(db, (trx) =>
      insertDeskRequest(trx, agency.id, { kind: 'assistance', name: 'Zoé Faure', ...request }, now),
    );
  const person = (who: Parameters<typeof world.recordOf>[1], agency = ardoise) => world.recordOf(agency, who);
  const requests = async (query: { state?: 'open' | 'closed'; after?: string } = {}) =>
    parse(RequestPage, await (await desk.requests.$get({ query })).json());
  const request = async (id: string) =>
    parse(RequestDetail, await (await desk.requests[':id'].$get({ param: { id } })).json());
  const residents = async (
    query: { search?: string; access?: 'active' | 'letter' | 'none'; after?: string } = {},
  ) => parse(ResidentPage, await (await desk.residents.$get({ query })).json());
  const close = (id: string, note = 'Rappelée') =>
    desk.requests[':id'].closure.$put({ param: { id }, json: { note } });
  const reopen = (id: string) => desk.requests[':id'].closure.$delete({ param: { id } });

  beforeEach(async () => {
    await db.deleteFrom('desk_closure').execute();
    await db.deleteFrom('desk_request').execute();
    await db.deleteFrom('provisional_secret').execute();
    await db.deleteFrom('outbox').execute();
  });
  afterEach(() => vi.useRealTimers());

  test('newest first, a page at a time, each once', async () => {
    const start = Date.now();
    // Several of one instant: the page's edge may fall between them.
    const ids = [];
    for (let i = 0; i < 120; i += 1)
      ids.push(await ask({ name: `n${i}` }, ardoise, new Date(start + Math.floor(i / 7) * 1000)));
    const seen: string[] = [];
    for (let after: string | null | undefined; after !== null;) {
      const page = await requests(after === undefined ? {} : { after });
      seen.push(...page.requests.map(({ id }) => id));
      after = page.next;
    }
    expect(seen).toHaveLength(120);
    expect(new Set(seen)).toEqual(new Set(ids));
    const days = (await requests()).requests.map(({ createdAt }) => createdAt);
    expect(days).toEqual(days.toSorted().toReversed());
  });

  test('what someone corrected is told with what stood there before', async () => {
    const changes = [{ field: 'phone', before: '', after: '06 12 34 56 78' }];
    const id = await ask({ kind: 'details', personId: await person('marie'), changes });
    const { request: shown, matches } = await request(id);
    expect(shown.changes).toEqual(changes);
    // Known, though nothing that was typed looks like her.
    expect(matches.map(({ resident, because }) => [resident.name, because])).toEqual([
      [canary('ardoise', 'name-marie'), []],
    ]);
  });

  test('a request shows whom it looks like, and why', async () => {
    const id = await ask({ name: 'Quelqu’un', reference: 'c ooo2', email: 'paul@exemple.fr' });
    const { matches } = await request(id);
    expect(matches.map(({ resident, because }) => [resident.name, because])).toEqual([
      [canary('ardoise', 'name-neighbour'), ['identifier']],
      [canary('ardoise', 'name-paul'), ['email']],
    ]);
    expect(matches[0]?.resident).toMatchObject({
      accounts: [{ identifier: 'C0002', role: 'owner' }],
      lots: [`Résidence ${canary('ardoise', 'building-1')}, lot 2`],
      access: 'active',
    });
  });

  test('closing says who, when and why; opening again keeps it', async () => {
    const id = await ask();
    vi.setSystemTime(new Date('2026-11-20T10:00:00Z'));
    expect((await close(id)).status).toBe(200);
    const by = canary('ardoise', 'name-agent');
    const closed = { at: '2026-11-20T10:00:00.000Z', by, note: 'Rappelée' };
    expect((await requests({ state: 'closed' })).requests).toMatchObject([{ id, closed }]);
    expect((await requests({ state: 'open' })).requests).toEqual([]);
    expect((await close(id, 'Encore')).status).toBe(409);
    vi.setSystemTime(new Date('2026-11-20T11:00:00Z'));
    expect((await reopen(id)).status).toBe(200);
    expect((await reopen(id)).status).toBe(200);
    expect(await request(id)).toMatchObject({
      request: { closed: null },
      history: [{ ...closed, reopenedAt: '2026-11-20T11:00:00.000Z', reopenedBy: by }],
    });
    await close(id, '');
    expect(await request(id)).toMatchObject({ request: { closed: { note: '' } }, history: [closed] });
  });

  test('residents in the order of their names, and where each stands', async () => {
    const { residents: all, next } = await residents();
    expect(next).toBeNull();
    // The stranger holds no account.
    const names = 'council former landlord marie neighbour newcomer paul tenant'.split(' ');
    expect(all.map(({ name }) => name)).toEqual(names.map((who) => canary('ardoise', `name-${who}`)));
    expect(all.filter(({ access }) => access === 'none')).toMatchObject([
      { since: null, email: 'newcomer@exemple.fr' },
    ]);
    // Their lot was sold.
    expect(all.find(({ email }) => email === 'former@exemple.fr')?.lots).toEqual([]);
  });

  test('a letter counts as long as its code is good', async () => {
    const secret = {
      agencyId: ardoise.id,
      accountId: ardoise.accounts.newcomer,
      personId: await person('newcomer'),
      selector: 'A',
      hash: 'x',
      strong: true,
    };
    vi.setSystemTime(new Date('2026-11-20T10:00:00Z'));
    await transaction(db, (trx) => insertSecret(trx, secret, new Date()));
    const summary = async () => parse(DeskSummary, await (await desk.summary.$get()).json());
    expect(await summary()).toEqual({ openRequests: 0, residents: { active: 7, letter: 1, none: 0 } });
    expect((await residents({ access: 'letter' })).residents).toMatchObject([
      { email: 'newcomer@exemple.fr', access: 'letter', since: '2026-11-20T10:00:00.000Z' },
    ]);
    vi.setSystemTime(new Date('2026-12-20T10:00:00Z'));
    const later = await world.signedIn(ardoise, 'agent');
    const answer = await later.api.desk.summary.$get();
    expect((await answer.json()).residents).toEqual({ active: 7, letter: 0, none: 1 });
  });

  test('an address that was refused is said until the agency has dealt with it', async () => {
    const refused = async () =>
      (await residents()).residents.filter(({ mailRefused }) => mailRefused).map(({ email }) => email);
    const ids = [
      await ask({ kind: 'mail-refused', email: 'paul@exemple.fr' }),
      await ask({ kind: 'mail-refused', personId: await person('tenant'), email: 'autre@exemple.fr' }),
      await ask({ kind: 'mail-refused', email: 'marie@exemple.fr' }, brume),
    ];
    expect(await refused()).toEqual(['paul@exemple.fr', 'tenant@exemple.fr']);
    await close(ids[0] ?? '');
    expect(await refused()).toEqual(['tenant@exemple.fr']);
  });

  describe('among many', () => {
    const people = [
      ['Œuvray', 'Élodie', '06 12 34 56 78', 'Z0000001'],
      ['Abadie', 'Émile', null, 'Z0000002'],
      ['àbelard', 'Aline', null, 'Z0000003'],
      ['Zweig', 'Noé', '+33 2 40 11 22 33', 'Z0000004'],
    ] as const;
    beforeEach(async () => {
      const rows = [
        ...people,
        ...Array.from(
          { length: 116 },
          (_, i) => [`Masse ${String(i).padStart(3, '0')}`, null, null, `M${i}`] as const,
        ),
      ].map(([last_name, first_name, phone, identifier]) => ({
        id: newId(),
        account: newId(),
        last_name,
        first_name,
        phone,
        identifier,
      }));
      const own = { agency_id: ardoise.id };
      await db
        .insertInto('person')
        .values(
          rows.map(({ id, last_name, first_name, phone }) => ({
            ...own,
            id,
            external_id: id,
            kind: 'natural' as const,
            last_name,
            first_name,
            phone,
          })),
        )
        .execute();
      await db
        .insertInto('account')
        .values(
          rows.map(({ account, identifier }) => ({
            ...own,
            id: account,
            external_id: account,
            identifier,
            identifier_key: identifier.replaceAll('I', '1'),
            role: 'owner' as const,
            label: '',
          })),
        )
        .execute();
      await db
        .insertInto('account_holder')
        .values(rows.map(({ id, account }) => ({ person_id: id, account_id: account, position: 1 })))
        .execute();
      return async () => {
        const ids = rows.map(({ account }) => account);
        await db.deleteFrom('account_holder').where('account_id', 'in', ids).execute();
        await db.deleteFrom('account').where('id', 'in', ids).execute();
        await db
          .deleteFrom('person')
          .where(
            'id',
            'in',
            rows.map(({ id }) => id),
          )
          .execute();
      };
    });

    test('a page at a time, each once, accents in their place', async () => {
      const seen: string[] = [];
      for (let after: string | null | undefined; after !== null;) {
        const page = await residents(after === undefined ? {} : { after });
        seen.push(...page.residents.map(({ name }) => name));
        after = page.next;
      }
      expect(seen).toHaveLength(128);
      expect(new Set(seen).size).toBe(128);
      expect(seen.slice(0, 2)).toEqual(['Émile Abadie', 'Aline àbelard']);
      expect(seen.at(-1)).toBe('Noé Zweig');
      expect(seen.indexOf('Élodie Œuvray')).toBe(126);
    });

    test.each([
      ['oeuvray', 'Élodie Œuvray'],
      ['elodie OEUV', 'Élodie Œuvray'],
      ['z 0000 oo2', 'Émile Abadie'],
      ['06.12.34', 'Élodie Œuvray'],
      ['02 40 11 22 33', 'Noé Zweig'],
      ['+33 6 12 34', 'Élodie Œuvray'],
      ['abelard aline', 'Aline àbelard'],
    ])('« %s » finds %s', async (search, name) => {
      const found = await residents({ search });
      expect(found.residents.map((one) => one.name)).toEqual([name]);
    });

    test('what is taken literally', async () => {
      expect((await residents({ search: '%' })).residents).toEqual([]);
      expect((await residents({ search: 'masse', access: 'active' })).residents).toEqual([]);
      expect((await residents({ search: 'masse', access: 'none' })).residents).toHaveLength(50);
    });
  });

  test('an invitation leaves for who holds an account here, and for nobody else', async () => {
    const invite = async (personId: string) =>
      (await desk.invitations.$post({ json: { personId, email: 'neuve@exemple.fr' } })).status;
    const newcomer = await person('newcomer');
    expect(await invite(newcomer)).toBe(202);
    expect(await invite(await person('newcomer', brume))).toBe(404);
    expect(await invite(await person('stranger'))).toBe(404);
    expect(await invite('nobody')).toBe(404);
    const jobs = await db.selectFrom('outbox').select(['kind', 'payload']).execute();
    expect(jobs.map(({ kind, payload }) => [kind, JSON.parse(payload)])).toEqual([
      [
        'invitation-letter',
        {
          agencySlug: 'ardoise',
          personId: newcomer,
          email: 'neuve@exemple.fr',
        },
      ],
    ]);
  });

  test('only staff come to the desk, in the portal’s own page', async () => {
    const marie = await world.signedIn(ardoise, 'marie');
    expect((await marie.send('/v1/desk/summary')).status).toBe(404);
    const outside = await world.signedIn(ardoise, 'agent', { origin: ardoise.site, site: 'same-site' });
    expect((await outside.send('/v1/desk/summary')).status).toBe(403);
  });
});
