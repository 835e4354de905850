import { expect } from '@open-wc/testing';
import {
  behavesLikeAWidget,
  expectToFit,
  fakeApi,
  fixture,
  offline,
  refuse,
  sampleAgency,
  sampleBootstrap,
  settled,
  textOf,
  until,
  type Routes,
} from '../shared/testing.ts';
import { catchVisits, releaseVisits } from '../documents/samples.ts';
import './balance.ts';
import { printSheet } from '../ui/print-sheet.ts';
import { emptySheet, sampleEntry, samplePage, sampleSheet } from './samples.ts';

const withSheet = (balance = sampleSheet, own: Routes = {}): Routes => ({
  'GET /v1/bootstrap': sampleBootstrap({ balance }),
  'GET /v1/balances/:ledger/entries': { ...samplePage, entries: [], next: null },
  ...own,
});
const open = async (routes: Routes, width?: number) => {
  const api = fakeApi(routes);
  const element = await fixture('<palier-balance></palier-balance>', width);
  await settled(element);
  const all = (selector: string) => [...element.renderRoot.querySelectorAll<HTMLElement>(selector)];
  const named = (text: string) => all('button').find((button) => button.textContent?.includes(text));
  return { api, element, all, named };
};

const longSheet = {
  ...sampleSheet,
  roles: [
    { role: 'owner' as const, balance: { amountCents: 123_456_789_012, side: 'debtor' as const }, lots: 312 },
  ],
  open: {
    ...samplePage,
    entries: Array.from({ length: 400 }, (_, i) =>
      sampleEntry(
        '2022-03-01',
        `Régularisation des charges de l’exercice ${i}`,
        i % 2 ? -98_765_432_100 : 12_345_678_900,
        -123_456_789_012,
      ),
    ),
  },
};

behavesLikeAWidget('palier-balance', {
  states: {
    full: { routes: withSheet() },
    empty: { routes: withSheet(emptySheet) },
    'definitions open': {
      routes: withSheet(),
      reach: async (element) => {
        element.renderRoot.querySelector('summary')?.click();
        await until(() => element.renderRoot.querySelector('dt'), 'the words');
      },
    },
    'entries refused': {
      routes: withSheet(sampleSheet, { 'GET /v1/balances/:ledger/entries': () => refuse('internal') }),
      reach: async (element) => {
        element.renderRoot.querySelectorAll<HTMLElement>('button.year')[1]?.click();
        await until(() => element.renderRoot.querySelector('[role=alert]'), 'the error');
      },
    },
  },
});

describe('<palier-balance>', () => {
  it('says each role’s balance with a sign and in words, and the day of the figures', async () => {
    const { element } = await open(withSheet());
    const text = textOf(element).replaceAll(/[\u00a0\u202f]/g, ' ');
    expect(text).to.include('Copropriétaire · 4 biens').and.to.include('− 1 129,35 €');
    expect(text).to.include('Solde débiteur : vous devez ce montant');
    expect(text).to.include('Propriétaire bailleur · 1 bien').and.to.include('+ 3 643,13 €');
    expect(text).to.include('Solde créditeur : ce montant est en votre faveur');
    expect(text).to.include('Données au 25 janvier 2022 à 6 h');
  });

  it('opens the ledger that came with the page, without asking again', async () => {
    const { api, all } = await open(withSheet());
    expect(all('.ledger').map((button) => button.getAttribute('aria-expanded'))).to.deep.equal([
      'true',
      'false',
      'false',
    ]);
    expect(all('tbody tr')).to.have.length(2);
    expect(api.to('GET /v1/balances/:ledger/entries')).to.have.length(0);
  });

  it('writes debit and credit without a sign, and leaves the other column empty', async () => {
    const { all } = await open(withSheet());
    const [, , debit, credit, running] = all('tbody tr')[0]?.querySelectorAll('td') ?? [];
    expect(debit?.textContent.replaceAll(/\s/g, ' ')).to.equal('461,32 €');
    expect(credit?.textContent.trim()).to.equal('');
    expect(running?.textContent.replaceAll(/\s+/g, ' ').trim()).to.equal('− 1 129,35 € à payer');
  });

  it('names each figure and hides the empty ones where five columns do not fit', async () => {
    const { element, all } = await open(withSheet(), 360);
    const shown = [...(all('tbody tr')[0]?.querySelectorAll<HTMLElement>('td') ?? [])].filter((cell) =>
      cell.checkVisibility(),
    );
    expect(shown.map((cell) => getComputedStyle(cell, '::before').content)).to.deep.equal([
      'none', 'none', '"Débit" / ""', '"Solde progressif" / ""',
    ]); // prettier-ignore
    expectToFit(element);
  });

  it('holds four hundred lines and very large sums in 280 px', async () => {
    const { element, all } = await open(withSheet(longSheet), 280);
    expect(all('tbody tr')).to.have.length(400);
    expectToFit(element);
  });

  it('reads another year, and keeps the lines in sight meanwhile', async () => {
    let answer: (page: object) => void = () => undefined;
    const reply = () => new Promise((resolve) => (answer = resolve));
    const { api, element, all, named } = await open(
      withSheet(sampleSheet, { 'GET /v1/balances/:ledger/entries': reply }),
    );
    named('2021')?.click();
    await until(() => api.to('GET /v1/balances/:ledger/entries').length === 1, 'the request');
    await element.updateComplete;
    expect(api.asked.at(-1)?.query.get('year')).to.equal('2021');
    expect(all('.panel')[0]?.getAttribute('aria-busy')).to.equal('true');
    expect(all('tbody tr')).to.have.length(2);
    answer({
      ...samplePage,
      year: 2021,
      entries: [sampleEntry('2021-12-10', 'Prélèvement', 48082, -64853)],
      next: null,
    });
    await until(() => all('tbody tr').length === 1, 'the lines of 2021');
    expect(named('2021')?.getAttribute('aria-pressed')).to.equal('true');
  });

  it('adds the following page, says so, and moves the focus to its first line', async () => {
    const entries = [sampleEntry('2022-01-01', 'Report', -100, -100)];
    const { api, element, all, named } = await open(
      withSheet(sampleSheet, { 'GET /v1/balances/:ledger/entries': { ...samplePage, entries, next: null } }),
    );
    named('plus anciennes')?.focus();
    named('plus anciennes')?.click();
    await until(() => all('tbody tr').length === 3, 'the third line');
    expect(api.asked.at(-1)?.query.get('after')).to.equal('2022-01-01.1');
    await until(() => element.shadowRoot?.activeElement === all('tbody tr')[2], 'the focus on the new line');
    expect(all('[role=status]').map((status) => status.textContent)).to.deep.equal(['1 écriture ajoutée']);
    expect(named('plus anciennes')).to.equal(undefined);
  });

  it('keeps an error beside its ledger, and tries again', async () => {
    const routes = withSheet(sampleSheet, { 'GET /v1/balances/:ledger/entries': offline });
    const { all, named } = await open(routes);
    named('2021')?.click();
    await until(() => all('[role=alert]').length === 1, 'the error');
    expect(all('tbody tr'), 'lines of 2022 under 2021').to.have.length(0);
    expect(all('.amount')).to.have.length(2);
    routes['GET /v1/balances/:ledger/entries'] = { ...samplePage, year: 2021, next: null };
    named('Réessayer')?.click();
    await until(() => all('tbody tr').length === 2, 'the lines');
    expect(all('[role=alert]')).to.have.length(0);
  });

  it('opens a ledger without entries in words', async () => {
    const { element, all } = await open(withSheet());
    all('.ledger')[1]?.click();
    await element.updateComplete;
    expect(textOf(element)).to.include('apparaîtront ici');
  });

  it('explains the words that stand in the lines, no others', async () => {
    const { all } = await open(withSheet());
    all('summary')[0]?.click();
    await until(() => all('dt').length > 0, 'the words');
    expect(all('dt').map((term) => term.textContent)).to.deep.equal([
      'Solde débiteur, solde créditeur',
      'Débit, crédit',
      'Solde progressif',
      'Provision',
      'Fonds de travaux',
    ]);
  });

  it('downloads the letter behind a line, and says when it cannot', async () => {
    const visited = catchVisits();
    try {
      const routes = withSheet(sampleSheet, { 'POST /v1/documents/:id/ticket': { path: '/v1/files/abc' } });
      const { all, element, named } = await open(routes);
      named('Prov./Chg')?.click();
      await until(() => visited.length === 1, 'the download');
      expect(visited[0]).to.equal(`${element.page.endpoint}/v1/files/abc`);
      routes['POST /v1/documents/:id/ticket'] = () => refuse('not-found');
      named('Prov./Chg')?.click();
      await until(() => all('[role=alert]').length === 1, 'the error');
    } finally {
      releaseVisits();
    }
  });

  it('shows somebody else’s figures only', async () => {
    const routes = withSheet();
    const { element, all } = await open(routes);
    routes['GET /v1/bootstrap'] = sampleBootstrap({
      person: { name: 'Autre', email: 'autre@courriel.example', accounts: [], isAgent: false },
      balance: { ...sampleSheet, open: null },
    });
    await element.page.refresh();
    await element.updateComplete;
    expect(all('tbody tr')).to.have.length(0);
    expect(all('.ledger[aria-expanded=true]')).to.have.length(0);
  });

  it('loses nothing when it is moved while an answer travels', async () => {
    let answer: (page: object) => void = () => undefined;
    const reply = () => new Promise((resolve) => (answer = resolve));
    const { api, element, all, named } = await open(
      withSheet(sampleSheet, { 'GET /v1/balances/:ledger/entries': reply }),
    );
    named('2021')?.click();
    await until(() => api.to('GET /v1/balances/:ledger/entries').length === 1, 'the request');
    element.parentElement?.append(element);
    answer({
      ...samplePage,
      year: 2021,
      entries: [sampleEntry('2021-12-10', 'Prélèvement', 48082, -64853)],
      next: null,
    });
    await until(() => all('tbody tr').length === 1, 'the lines of 2021');
    expect(api.to('GET /v1/bootstrap')).to.have.length(1);
  });

  it('waits in the height of the notice of who is signed out: most visitors are', async () => {
    let answer: (value: object) => void = () => undefined;
    fakeApi({ 'GET /v1/bootstrap': () => new Promise((resolve) => (answer = resolve)) });
    const element = await fixture('<palier-balance></palier-balance>');
    const height = () => element.getBoundingClientRect().height;
    await until(() => element.renderRoot.querySelector('.skeleton'), 'the skeleton');
    const before = height();
    answer(sampleBootstrap({ person: null }));
    await settled(element);
    expect(textOf(element)).to.include('après votre connexion');
    expect(height()).to.be.closeTo(before, 4);
  });
});

describe('printing', () => {
  it('prints the widget alone, with agency, person and day, and without controls', async () => {
    const { element } = await open(withSheet());
    const root = element.renderRoot.querySelector('.root') as HTMLElement;
    let printed: Window | undefined;
    printSheet(root, (element.renderRoot as ShadowRoot).adoptedStyleSheets, (view) => (printed = view));
    const sheet = printed?.document as Document;
    expect(sheet.body.textContent)
      .to.include(sampleAgency.name)
      .and.to.include('Hélène Aubry-Desrosiers')
      .and.to.include('Imprimé le');
    expect(sheet.querySelectorAll('tbody tr')).to.have.length(2);
    expect(
      sheet.adoptedStyleSheets.some(({ cssRules }) =>
        [...cssRules].some(({ cssText }) => cssText.includes('@media print')),
      ),
    ).to.equal(true);
    printed?.dispatchEvent(new Event('afterprint'));
    expect(document.querySelector('iframe')).to.equal(null);
  });
});

describe('the lines already read', () => {
  it('give way when the figures change', async () => {
    const { api, element } = await open(withSheet());
    expect(textOf(element)).to.include('Prov./Chg courante');
    const entries = [sampleEntry('2022-01-20', 'Règlement par virement', 112935, 0)];
    const paid = { ...sampleSheet, open: { ...samplePage, entries, next: null } };
    // The same day's figures, after a correction of the agency.
    api.routes['GET /v1/bootstrap'] = sampleBootstrap({ balance: paid });
    await element.page.refresh();
    await until(() => textOf(element).includes('Règlement par virement'), 'the new lines');
    expect(textOf(element)).not.to.include('Prov./Chg courante');
  });

  it('stay, and open, when a refresh brings the same', async () => {
    const { element, all } = await open(withSheet());
    all('button.ledger')[2]?.click();
    await element.updateComplete;
    const opened = () => all('button.ledger[aria-expanded=true]').length;
    expect(opened()).to.equal(2);
    await element.page.refresh();
    await element.updateComplete;
    expect(opened()).to.equal(2);
  });
});
