import { verify } from '@node-rs/argon2';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { insertSecret } from '../access/first-connection/secret-store.ts';
import { findAgency } from '../agency/store.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { openWorld } from '../testing/world.ts';
import { selectors } from '../values/provisional-secret.ts';
import type { WhoseLetters } from './holders-store.ts';
import { makeLetters } from './letters-store.ts';
import { readPdf } from './testing.ts';

describe.each(engines)('letters for those who wait on %s', async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, brume, database } = world;
  const { db } = database;
  const agency = await findAgency(db, ardoise.slug);
  const print = async (who: WhoseLetters = {}) => {
    const { pdf, made, leftOut } = await makeLetters(db, agency, who, new Date());
    const texts = pdf === null ? [] : readPdf(pdf).pages.map(({ text }) => text);
    const codes = texts.map((text) => /[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}/.exec(text)?.[0] ?? '');
    return { texts, codes, made, leftOut };
  };
  const secrets = () => db.selectFrom('provisional_secret').selectAll().orderBy('id').execute();
  const live = async () =>
    (await secrets()).filter(({ expires_at }) => expires_at > new Date().toISOString());
  const isOf = (secret: { secret_hash: string }, printed = '') =>
    verify(secret.secret_hash, printed.replaceAll('-', ''));

  beforeEach(async () => {
    await db.deleteFrom('provisional_secret').execute();
    vi.setSystemTime(new Date('2026-11-20T10:00:00Z'));
  });
  afterEach(() => vi.useRealTimers());

  test('one for who has no access, until they have a letter', async () => {
    const { texts, codes, made, leftOut } = await print();
    expect([made, leftOut]).toEqual([1, []]);
    expect(texts[0]).toContain('C0007');
    expect(texts[0]).toContain('jusqu’au 19 décembre 2026');
    const [secret] = await secrets();
    expect(secret).toMatchObject({
      agency_id: ardoise.id,
      account_id: ardoise.accounts.newcomer,
      person_id: await world.recordOf(ardoise, 'newcomer'),
      selector: codes[0]?.[0],
      strong: 1,
      tries: 0,
      expires_at: '2026-12-20T10:00:00.000Z',
    });
    expect(secret && (await isOf(secret, codes[0]))).toBe(true);
    expect((await print()).made).toBe(0);
    vi.setSystemTime(new Date('2026-12-20T10:00:00Z'));
    expect((await print()).made).toBe(1);
  });

  /** Live letters of that account, each of someone else than its holders. */
  const taken = async (signs: readonly string[]) => {
    const stranger = await world.recordOf(ardoise, 'stranger');
    const other = { agencyId: ardoise.id, accountId: ardoise.accounts.couple, personId: stranger, hash: 'x' };
    await transaction(db, async (trx) => {
      for (const selector of signs) await insertSecret(trx, { ...other, selector, strong: true }, new Date());
    });
    // A second letter of the same person would have ended the first.
    const expires_at = new Date(Date.now() + 86_400_000).toISOString();
    await db.updateTable('provisional_secret').set({ expires_at }).execute();
  };

  test('each holder of an account has a letter, and a code that begins as no other does', async () => {
    await taken(selectors.slice(2));
    const { texts, codes } = await print({ account: 'c ooo1' });
    expect(texts).toHaveLength(2);
    expect(new Set(codes.map((printed) => printed[0]))).toEqual(new Set(selectors.slice(0, 2)));
  });

  test('no letter rather than one that opens as another', async () => {
    await taken(selectors.slice(1));
    const { made, leftOut } = await print({ account: 'C0001' });
    expect([made, leftOut.map(({ why }) => why)]).toEqual([1, ['too-many-holders']]);
  });

  test('a letter for one holder leaves the other’s alone', async () => {
    const [marie, paul] = [await world.recordOf(ardoise, 'marie'), await world.recordOf(ardoise, 'paul')];
    const first = await print({ people: [marie] });
    await print({ people: [paul] });
    const left = await live();
    expect(new Set(left.map(({ person_id }) => person_id))).toEqual(new Set([marie, paul]));
    expect(left).toHaveLength(2);
    const own = left.find(({ person_id }) => person_id === marie);
    expect(own && (await isOf(own, first.codes[0]))).toBe(true);
  });

  test('another letter ends the one before, and no other', async () => {
    const first = await print({ people: [await world.recordOf(ardoise, 'newcomer')] });
    const second = await print({ people: [await world.recordOf(ardoise, 'newcomer')] });
    const [secret, ...others] = await live();
    expect(others).toEqual([]);
    expect(secret && (await isOf(secret, second.codes[0]))).toBe(true);
    expect(secret && (await isOf(secret, first.codes[0]))).toBe(false);
  });

  test('nobody is forgotten without a word: who has no address is named', async () => {
    const person = await world.recordOf(ardoise, 'newcomer');
    const set = (town: string | null) =>
      db.updateTable('person').set({ town }).where('id', '=', person).execute();
    await set(null);
    expect(await print()).toMatchObject({
      made: 0,
      leftOut: [{ name: 'canari.ardoise.name-newcomer', identifier: 'C0007', why: 'no-address' }],
    });
    await set('Poitiers');
  });

  test('everyone, those of a building, and never those of another agency', async () => {
    const all = await print({ everyone: true });
    expect(all.made).toBe(8);
    expect(all.texts.join()).not.toContain('brume');
    // All lots but those of who left are in the first building.
    expect((await print({ building: '1', everyone: true })).made).toBe(7);
    expect((await print({ building: '2', everyone: true })).made).toBe(0);
    expect((await print({ people: [await world.recordOf(brume, 'marie')] })).made).toBe(0);
    expect((await print({ people: [] })).made).toBe(0);
    expect((await print({ everyone: true, most: 3 })).made).toBe(3);
  });

  test('the desk prints them, and says how many it could not', async () => {
    const agent = await world.signedIn(ardoise, 'agent');
    const ask = (people: 'waiting' | string[]) => agent.api.desk.letters.$post({ json: { people } });
    const person = await world.recordOf(ardoise, 'marie');
    await db.updateTable('person').set({ postcode: null }).where('id', '=', person).execute();
    const answer = await ask([
      person,
      await world.recordOf(ardoise, 'paul'),
      await world.recordOf(brume, 'paul'),
    ]);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('x-palier-left-out')).toBe('1');
    expect(answer.headers.get('cache-control')).toContain('no-store');
    expect(readPdf(new Uint8Array(await answer.arrayBuffer())).pages).toHaveLength(1);
    const refused = await ask([person]);
    expect([refused.status, await refused.json()]).toMatchObject([
      400,
      { error: { fields: { people: 'no-address' } } },
    ]);
    await db.updateTable('person').set({ postcode: '86000' }).where('id', '=', person).execute();
    expect((await ask('waiting')).status).toBe(200);
    expect((await ask('waiting')).status).toBe(400);
  });
});
