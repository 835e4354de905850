import { setImmediate as breathe } from 'node:timers/promises';
import { encode } from 'uqr';
import { describe, expect, test } from 'vitest';
import type { Agency } from '../agency/contract.ts';
import { activationLetter, type Addressee } from './activation-letter.ts';
import { drawLetters } from './letter-pdf.ts';
import { readPdf } from './testing.ts';

const card: Agency = {
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
    const point = fragment.lastIndexOf('.');
    expect([decodeURIComponent(fragment.slice(0, point)), fragment.slice(point + 1)]).toEqual([
      claire.identifier,
      code,
    ]);
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
