import { describe, expect, test } from 'vitest';
import { insertDeskRequest } from './access/assistance/store.ts';
import { engines } from './database/testing.ts';
import { transaction } from './database/transaction.ts';
import type { TestAgency } from './testing/agency.ts';
import {
  accountNames,
  canariesFor,
  canariesIn,
  documentNames,
  documentReaders,
  everybody,
  holdersOf,
  type Who,
} from './testing/people.ts';
import { openWorld } from './testing/world.ts';

const textOf = async (response: Response): Promise<string> =>
  [...response.headers].flat().join(' ') + (await response.text());

describe.each(engines)('two agencies with the same references on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume } = world;

  test('no id opens what is not theirs, in either agency', async () => {
    let asked = 0;
    const wrong: string[] = [];
    const check = async (about: string, response: Response, expected: number, allowed: Set<string>) => {
      asked += 1;
      if (response.status !== expected) wrong.push(`${about}: ${response.status}, not ${expected}`);
      for (const found of canariesIn(await textOf(response)))
        if (!allowed.has(found)) wrong.push(`${about} showed ${found}`);
    };
    const askAll = async (own: TestAgency, who: Who, at: TestAgency) => {
      const browser = await world.signedIn(own, who, { endpoint: at.portal });
      const allowed = canariesFor(at.slug, own === at ? who : undefined);
      for (const target of [ardoise, brume]) {
        const reach = (readers: readonly string[]) => own === at && target === own && readers.includes(who);
        const expected = (granted: number, reached: boolean) => (own !== at ? 401 : reached ? granted : 404);
        // At the other agency's address nothing opens at all: a few are enough.
        for (const name of own === at ? documentNames : documentNames.slice(0, 2)) {
          const response = await browser.send(`/v1/documents/${target.documents[name]}/ticket`, {
            method: 'POST',
          });
          const readers = documentReaders[name];
          await check(`${own.slug} ${who} ${name}`, response, expected(201, reach(readers)), allowed);
        }
        for (const name of own === at ? accountNames : accountNames.slice(0, 2)) {
          const path = `/v1/balances/${target.ledgers[name]}/entries?year=2026`;
          const reached = reach(holdersOf(name));
          await check(
            `${own.slug} ${who} ledger ${name}`,
            await browser.send(path),
            expected(200, reached),
            allowed,
          );
        }
      }
      for (const path of [
        '/v1/bootstrap?need=balance,documents',
        '/v1/balances',
        '/v1/documents',
        '/v1/sessions',
      ])
        await check(
          `${who} ${path}`,
          await browser.send(path),
          own === at || path.includes('boot') ? 200 : 401,
          allowed,
        );
      for (const shelf of ['private', 'public'])
        for (const filter of ['', '&search=proces', '&kind=minutes', '&year=2026', '&kind=call&year=2025'])
          await check(
            `${who} ${shelf}${filter}`,
            await browser.send(`/v1/documents/page?shelf=${shelf}${filter}`),
            own === at ? 200 : 401,
            allowed,
          );
    };
    for (const own of [ardoise, brume])
      for (const who of everybody) await Promise.all([ardoise, brume].map((at) => askAll(own, who, at)));
    expect(wrong).toEqual([]);
    // Both engines together: more than two thousand.
    expect(asked).toBeGreaterThanOrEqual(1200);
  });

  test('no desk shows, closes, invites or prints what is another agency’s', async () => {
    const own = [ardoise, brume] as const;
    const asked = await Promise.all(
      own.map(({ id, slug }) =>
        transaction(world.database.db, (trx) =>
          insertDeskRequest(
            trx,
            id,
            {
              kind: 'assistance',
              name: `canari.${slug}.asked`,
              reference: 'C0001',
              email: 'paul@exemple.fr',
            },
            new Date(),
          ),
        ),
      ),
    );
    for (const [mine, agency] of own.entries()) {
      const theirs = 1 - mine;
      const other = own[theirs] ?? ardoise;
      const agent = await world.signedIn(agency, 'agent');
      const seen: string[] = [];
      const ask = async (path: string, send?: Parameters<typeof agent.send>[1]) => {
        const response = await agent.send(`/v1/desk${path}`, send);
        seen.push(await textOf(response));
        return response.status;
      };
      for (const path of [
        '/summary',
        '/requests',
        '/residents',
        '/residents?search=canari',
        '/residents?search=C0001',
        `/residents?after=${await world.recordOf(agency, 'council')}`,
        `/requests/${asked[mine]}`,
      ])
        expect(await ask(path), path).toBe(200);
      const stranger = await world.recordOf(other, 'paul');
      // The page after someone whom this agency does not know is empty.
      expect(await ask(`/residents?after=${stranger}`)).toBe(200);
      expect(seen.pop()).toContain('"residents":[]');
      expect(await ask(`/requests/${asked[theirs]}`)).toBe(404);
      const closure = `/requests/${asked[theirs]}/closure`;
      expect(await ask(closure, { method: 'PUT', json: { note: '' } })).toBe(404);
      expect(await ask(closure, { method: 'DELETE' })).toBe(404);
      expect(await ask('/invitations', { json: { personId: stranger, email: 'a@b.fr' } })).toBe(404);
      expect(await ask('/letters', { json: { people: [stranger] } })).toBe(400);
      expect(
        await ask('/letters', { json: { people: [stranger, await world.recordOf(agency, 'marie')] } }),
      ).toBe(200);
      const found = canariesIn(seen.join(' '));
      expect(found.length).toBeGreaterThan(10);
      expect(found.filter((word) => !word.startsWith(`canari.${agency.slug}.`))).toEqual([]);
    }
  });

  test('each reader finds exactly their documents', async () => {
    for (const who of everybody) {
      const browser = await world.signedIn(ardoise, who);
      const found = await Promise.all(
        ['private', 'public'].map(async (shelf) =>
          (await browser.send(`/v1/documents/page?shelf=${shelf}`)).text(),
        ),
      );
      const named = canariesIn(found.join(' ')).filter((word) => word.includes('.doc-'));
      const expected = documentNames.filter((name) => (documentReaders[name] as Who[]).includes(who));
      expect(named.toSorted(), who).toEqual(expected.map((name) => `canari.ardoise.doc-${name}`).toSorted());
    }
  });

  test('a line shows the letter behind it only when it is the account’s own', async () => {
    const marie = await world.signedIn(ardoise, 'marie');
    const { ledgers } = ardoise;
    const answer = await marie.api.balances[':ledger'].entries.$get({
      param: { ledger: ledgers.couple },
      query: { year: '2026' },
    });
    const { entries } = await answer.json();
    expect(entries.map(({ document }) => document?.id ?? null)).toEqual([
      null,
      null,
      ardoise.documents['account-couple'],
    ]);
  });
});
