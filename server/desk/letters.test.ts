import { verify } from '@node-rs/argon2';
import { setImmediate as breathe } from 'node:timers/promises';
import { encode } from 'uqr';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ServedAgency } from '../agency/store.ts';
import { findAgency } from '../agency/store.ts';
import { engines } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { insertSecret } from '../access/first-connection/secret-store.ts';
import { readLetterFragment, selectors } from '../values/provisional-secret.ts';
import { openWorld } from '../testing/world.ts';
import { activationLetter, type Addressee } from './activation-letter.ts';
import type { WhoseLetters } from './holders-store.ts';
import { drawLetters } from './letter-pdf.ts';
import { makeLetters } from './letters-store.ts';
import { readPdf } from './testing.ts';

const card: ServedAgency['card'] = {
  slug: 'durand',
  name: 'Cabinet Durand',
  address: ['3, place de l’Église', '86000 Poitiers'],
  phone: '05 49 00 00 00',
  email: 'contact@durand.test',
  hours: ['Du lundi au vendredi, de 9 h à 12 h 30'],
  website: null,
  portalUrl: 'https://espace.durand.test',
  signIn: 'one-step',
  passwordPolicy: { minLength: 12, kinds: 1 },
  identifierHint: null,
  identifierPlace: null,
  waysIn: ['first-connection'],
  accent: '#7b1e2e',
  onAccent: '#fff',
};
const claire: Addressee = {
  name: 'Mme Zoé Władysław-Œuvray',
  address: 'Résidence des Tilleuls, 12, rue des Lilas',
  postcode: '86000',
  town: 'Poitiers-l’Évêque',
  identifier: 'C.0045210/1',
  role: 'tenant',
  label: 'M. et Mme Œuvray',
};
const code = 'K7MP-4QXT-9RWD';
const words = (own: Partial<typeof card> = {}, to: Partial<Addressee> = {}) =>
  activationLetter({ ...card, ...own }, { ...claire, ...to }, code, '2026-12-01', '2026-12-30');
async function* each<T>(...all: T[]) {
  yield* all;
}
const draw = async (...letters: ReturnType<typeof words>[]) =>
  readPdf(
    await drawLetters(
      each(...letters),
      { title: 'Courriers', author: card.name, accent: '#7b1e2e' },
      new Date(),
    ),
  );

describe('an activation letter', () => {
  test('is addressed as the post reads it', () => {
    expect(words().addressee).toEqual([
      'Mme Zoé Władysław-Œuvray',
      'Résidence des Tilleuls',
      '12 rue des Lilas',
      '86000 POITIERS-L’ÉVÊQUE',
    ]);
    expect(words().dated).toBe('Poitiers, le 1er décembre 2026');
  });

  test('its QR code fills in identifier and code, which never leave the browser', () => {
    const { link } = words();
    const [page, fragment = ''] = link.split('#');
    expect(page).toBe('https://espace.durand.test/premiere-connexion');
    expect(readLetterFragment(fragment)).toEqual({ identifier: 'C.0045210/1', code });
    expect(readLetterFragment(`#${fragment}`)).toEqual({ identifier: 'C.0045210/1', code });
    for (const other of ['', 'abc', '%zz.a', 'C1.']) expect(readLetterFragment(other)).toBeUndefined();
  });

  test('says where to go as people type it, until when, and whom to call', () => {
    const { address, validity, closing, account } = words();
    expect(address).toBe('espace.durand.test/premiere-connexion');
    expect(validity).toBe('Ce code sert une seule fois, jusqu’au 30 décembre 2026 inclus.');
    expect(closing.at(-1)).toBe(
      'Une question\u00a0? Appelez-nous au 05\u00a049\u00a000\u00a000\u00a000 (du lundi au vendredi, de 9\u00a0h à 12\u00a0h\u00a030).'.replaceAll(
        '00\u00a000\u00a000',
        '00\u00a000\u00a000',
      ),
    );
    expect(account).toBe('Locataire\u00a0: M. et Mme Œuvray');
    expect(words({ phone: null }).closing.at(-1)).toBe(
      'Une question\u00a0? Écrivez-nous à contact@durand.test.',
    );
    expect(words({ phone: null, email: null }).closing.at(-1)).toContain('Cabinet Durand');
    expect(words({ portalUrl: 'http://espace.localhost:8787' }).address).toMatch(/^http:/);
  });

  test('is read back whole from the paper, every sign of it', async () => {
    const { pages } = await draw(words(), words({}, { name: 'SCI Les Œillets' }));
    expect(pages).toHaveLength(2);
    // The font draws both spaces with one glyph.
    const plain = (said: string) => said.replaceAll('\u00a0', ' ').replaceAll(/ ?\n/g, ' ');
    const [text = '', other = ''] = pages.map((page) => plain(page.text));
    const { sender, addressee, opening, steps, closing, ...rest } = words();
    const lines = [...sender, ...addressee, ...opening, ...steps, ...closing];
    for (const line of [
      ...lines,
      rest.subject,
      rest.identifier,
      rest.code,
      rest.validity,
      rest.address,
      rest.account,
    ])
      expect(text).toContain(plain(line));
    expect(text).not.toContain('\ufffd');
    expect(other).toContain('SCI Les Œillets');
  });

  test('narrow spaces of figures are printed too', async () => {
    const { pages } = await draw(words({ name: '1\u202f234 Immobilier' }));
    expect(pages[0]?.text).toContain('1\u202f234 Immobilier');
  });

  test('is tagged, in French, with its fonts', async () => {
    const { source } = await draw(words());
    for (const sign of [
      '/StructTreeRoot',
      '/Lang (fr-FR)',
      '<pdfuaid:part>1<',
      '/Marked true',
      '/DisplayDocTitle true',
    ])
      expect(source).toContain(sign);
    expect(source.match(/\/FontFile2/g)).toHaveLength(2);
    for (const tag of ['Sect', 'H1', 'P', 'L', 'LI', 'Lbl', 'LBody', 'Figure'])
      expect(source).toMatch(new RegExp(`/S /${tag}\\b`));
    expect(source).toMatch(/\/Alt /);
  });

  test('the picture is that of the link', async () => {
    const letter = words();
    const { pages } = await draw(letter);
    const { data, size } = encode(letter.link, { ecc: 'M', border: 0 });
    const side = (40 * 72) / 25.4;
    const unit = side / size;
    const runs = (pages[0]?.rectangles ?? []).filter(({ height }) => Math.abs(height - unit) < 0.01);
    const [left, top] = [Math.min(...runs.map(({ x }) => x)), Math.min(...runs.map(({ y }) => y))];
    const drawn = data.map((row) => row.map(() => false));
    for (const { x, y, width } of runs)
      for (let i = 0; i < Math.round(width / unit); i += 1)
        drawn[Math.round((y - top) / unit)]![Math.round((x - left) / unit) + i] = true;
    expect(drawn).toEqual(data);
  });

  test('the code is between the folds, and nothing but the address behind the window', async () => {
    // Drawn positions are those of lines of text: `1 0 0 1 x y Tm`, from the bottom.
    const long = words({
      name: 'Administration de biens et syndic de copropriété Durand, Lefèvre et associés',
      hours: [],
    });
    const { pages } = await draw(long);
    const mm = 72 / 25.4;
    for (const { text, x, fromTop } of pages[0]?.lines ?? []) {
      const isBehind = x < 200 * mm && x > 88 * mm && fromTop > 34 * mm && fromTop < 90 * mm;
      if (isBehind) expect(long.addressee.join(' ')).toContain(text.trim());
      if (text.includes(code)) expect([fromTop > 99 * mm, fromTop < 198 * mm]).toEqual([true, true]);
    }
    expect((pages[0]?.lines ?? []).some(({ text }) => text.includes(code))).toBe(true);
  });

  test('other work goes on between two pages', async () => {
    let turns = 0;
    const done = new AbortController();
    const others = (async () => {
      while (!done.signal.aborted) {
        await breathe();
        turns += 1;
      }
    })();
    await draw(...Array.from({ length: 30 }, () => words()));
    done.abort();
    await others;
    expect(turns).toBeGreaterThanOrEqual(30);
  });
});

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
