import { expect } from '@open-wc/testing';
import type { Person, Role } from '../../server/access/contract.ts';
import {
  behavesLikeAWidget,
  fakeApi,
  fixture,
  offline,
  refuse,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
  type Asked,
  type Routes,
} from '../shared/testing.ts';
import './document-list.ts';
import { catchVisits, emptyLibrary, releaseVisits, sampleDocument, sampleLibrary } from './samples.ts';

const page = (...titles: string[]) => ({
  documents: titles.map((title, i) => sampleDocument(`p${i}`, title)),
  next: null,
  total: titles.length,
});
const withLibrary = (documents = sampleLibrary, own: Routes = {}): Routes => ({
  'GET /v1/bootstrap': sampleBootstrap({ documents }),
  'GET /v1/documents/page': page('Bail'),
  'POST /v1/documents/:id/ticket': { path: '/v1/files/abc' },
  ...own,
});
const open = async (routes: Routes, width?: number) => {
  const api = fakeApi(routes);
  const element = await fixture('<palier-document-list></palier-document-list>', width);
  await settled(element);
  const all = <E extends HTMLElement = HTMLElement>(selector: string) => [
    ...element.renderRoot.querySelectorAll<E>(selector),
  ];
  const named = (text: string) => all('button').find((button) => button.textContent?.includes(text));
  const titles = () => all('.name').map((name) => name.textContent);
  const status = () => all('[role=status]').at(-1)?.textContent?.replaceAll(/\s+/g, ' ');
  const type = (text: string) => {
    const [field] = all<HTMLInputElement>('input[type=search]');
    if (!field) throw new Error('no search field');
    field.value = text;
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  };
  const choose = (name: string, value: string) => {
    const [list] = all<HTMLSelectElement>(`select#${name}`);
    if (!list) throw new Error(`no list called ${name}`);
    list.value = value;
    list.dispatchEvent(new Event('change', { bubbles: true }));
  };
  return {
    api,
    element,
    all,
    named,
    titles,
    status,
    type,
    choose,
    asked: () => api.to('GET /v1/documents/page'),
  };
};

behavesLikeAWidget('palier-document-list', {
  states: {
    full: { routes: withLibrary() },
    empty: { routes: withLibrary(emptyLibrary) },
    'nothing found': {
      routes: withLibrary(sampleLibrary, { 'GET /v1/documents/page': page() }),
      reach: async (element) => {
        const field = element.renderRoot.querySelector<HTMLInputElement>('input[type=search]');
        if (field) field.value = 'zzz';
        field?.dispatchEvent(new InputEvent('input', { bubbles: true }));
        await until(() => !element.renderRoot.querySelector('.row'), 'the empty answer');
      },
    },
    refused: {
      routes: withLibrary(sampleLibrary, { 'GET /v1/documents/page': () => refuse('internal') }),
      reach: async (element) => {
        element.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')[1]?.click();
        await until(() => element.renderRoot.querySelector('[role=alert]'), 'the error');
      },
    },
  },
});

describe('<palier-document-list>', () => {
  it('shows the first shelf that came with the page, without asking again', async () => {
    const { element, titles, asked, all } = await open(withLibrary());
    expect(titles()).to.deep.equal(sampleLibrary.first.documents.map(({ title }) => title));
    expect(asked()).to.have.length(0);
    expect(all('[role=tab]').map((tab) => tab.innerText.replaceAll(/\s+/g, ' '))).to.deep.equal([
      'Mes documents 8',
      'Ma copropriété 7',
    ]);
    const text = textOf(element).replaceAll(/\s/g, ' ');
    expect(text).to.include('1er janvier 2022 · 48 ko').and.to.include('Nouveau');
    expect(text).to.include('Procès-verbal d’assemblée · 1er janvier 2022');
    expect(text).not.to.include('Appel de fonds · 1er');
  });

  const as = (role: Role, lots = 1) => ({
    ...samplePerson,
    accounts: samplePerson.accounts.map((account) => ({ ...account, role, lots })),
  });
  const tabsOf = async (person: Person, documents = sampleLibrary) => {
    const { all, element } = await open({ 'GET /v1/bootstrap': sampleBootstrap({ person, documents }) });
    const names = all('[role=tab]').map((tab) => tab.innerText.replaceAll(/\s+/g, ' ').replace(/ \d+$/, ''));
    return { names, text: textOf(element) };
  };

  it('calls the public shelf what it is to who looks at it', async () => {
    expect((await tabsOf(as('owner'))).names[1]).to.equal('Ma copropriété');
    expect((await tabsOf(as('tenant'))).names[1]).to.equal('Mon immeuble');
    expect((await tabsOf(as('landlord'))).names[1]).to.equal('Documents communs');
    expect((await tabsOf(as('owner', 0))).names[1], 'who has sold').to.equal('Documents communs');
  });

  it('promises only what a role will receive, and no empty shelf to who awaits nothing there', async () => {
    const owner = await tabsOf(as('owner'), emptyLibrary);
    expect(owner.text).to.include('appels de fonds');
    expect(owner.names).to.have.length(2);
    const tenant = await tabsOf(as('tenant'), emptyLibrary);
    expect(tenant.text).to.include('quittances').and.not.to.include('appels de fonds');
    expect(tenant.names).to.have.length(2);
    expect((await tabsOf(as('landlord'), emptyLibrary)).names).to.deep.equal(['Mes documents']);
    const former = await tabsOf(as('owner', 0), emptyLibrary);
    expect(former.names).to.deep.equal(['Mes documents']);
    expect(former.text).not.to.include('appels de fonds');
  });

  it('offers what the open shelf holds, with how many', async () => {
    const { all, titles } = await open(withLibrary());
    const offered = () =>
      all<HTMLSelectElement>('select').map((list) =>
        [...list.options].map((option) => option.text.replaceAll(/\s+/g, ' ')).join(' | '),
      );
    expect(offered()).to.deep.equal([
      'Tous | 100 avenue Anatole-France (5) | Résidence du Parc des Grands Tilleuls de la Vallée-aux-Loups (3)',
      'Toutes | 2022 (2) | 2021 (6)',
      'Tous | Appel de fonds (7) | Procès-verbal d’assemblée (1)',
    ]);
    all('[role=tab]')[1]?.click();
    await until(() => titles().join() === 'Bail', 'the other shelf');
    expect(offered()).to.deep.equal(['Tous | Contrat (2) | Procès-verbal d’assemblée (5)']);
  });

  it('offers the lots of the building that is chosen', async () => {
    const { choose, asked, all } = await open(withLibrary());
    expect(all('select#lot')).to.have.length(0);
    choose('building', 'b1');
    await until(() => all('select#lot').length === 1, 'the lots');
    choose('lot', 'l2');
    await until(() => asked().at(-1)?.query.get('lot') === 'l2', 'the question');
    choose('building', 'b2');
    await until(() => asked().at(-1)?.query.get('building') === 'b2', 'the other building');
    expect(asked().at(-1)?.query.has('lot')).to.equal(false);
    expect(all('select#lot')).to.have.length(0);
  });

  it('offers no filter over a handful', async () => {
    const shelf = { ...sampleLibrary.shelves.private, count: 5 };
    const { all } = await open(
      withLibrary({ ...sampleLibrary, shelves: { ...sampleLibrary.shelves, private: shelf } }),
    );
    expect(all('form')).to.have.length(0);
    expect(all('.row')).to.have.length(2);
  });

  it('tells documents of one title apart where only buttons are heard', async () => {
    const documents = [
      sampleDocument('a', 'Avis d’échéance'),
      sampleDocument('b', 'Avis d’échéance', { lot: 'Cave (lot 12)' }),
      sampleDocument('c', 'Bail'),
    ];
    const { all } = await open(
      withLibrary({ ...sampleLibrary, first: { ...sampleLibrary.first, documents } }),
    );
    const names = all('.acts button')
      .map((button) => button.textContent?.replaceAll(/\s+/g, ' ').trim())
      .filter((name) => name?.startsWith('Télécharger'));
    expect(names).to.deep.equal([
      'Télécharger, Avis d’échéance, 100 avenue Anatole-France · App. 101, 1er janvier 2022',
      'Télécharger, Avis d’échéance, 100 avenue Anatole-France · Cave (lot 12), 1er janvier 2022',
      'Télécharger, Bail',
    ]);
  });

  it('says how many match, not how many are in sight', async () => {
    const { choose, status } = await open(
      withLibrary(sampleLibrary, {
        'GET /v1/documents/page': { ...page('Bail', 'Avis'), next: '2021-01-01.x', total: 112 },
      }),
    );
    choose('year', '2021');
    await until(() => status() === '112 documents trouvés', 'the sentence');
  });

  it('prints the list with the agency’s name and the day, and without controls', async () => {
    const { element, named } = await open(withLibrary());
    expect(named('Imprimer la liste')).not.to.equal(undefined);
    const letterhead = element.renderRoot.querySelector('.letterhead') as HTMLElement;
    expect(letterhead.textContent).to.include('Agence du Port').and.to.include('liste imprimée le');
    expect(getComputedStyle(letterhead).display).to.equal('none');
  });

  it('moves between shelves by arrows and chooses by Enter', async () => {
    const { element, all, titles, asked } = await open(withLibrary());
    const [mine, building] = all('[role=tab]');
    mine?.focus();
    mine?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true, cancelable: true }));
    expect(element.shadowRoot?.activeElement).to.equal(building);
    expect(asked()).to.have.length(0);
    building?.click();
    await until(() => titles().join() === 'Bail', 'the other shelf');
    expect(asked()[0]?.query.get('shelf')).to.equal('public');
    expect(building?.getAttribute('aria-selected')).to.equal('true');
  });

  it('filters by property, year and kind together, and forgets them on demand', async () => {
    const { element, all, choose, asked, status, named, titles } = await open(withLibrary());
    choose('year', '2021');
    choose('kind', 'minutes');
    choose('building', 'b2');
    await until(() => titles().join() === 'Bail', 'the filtered list');
    const { query } = asked().at(-1) as Asked;
    expect([query.get('shelf'), query.get('year'), query.get('kind'), query.get('building'), query.has('search')]).to.deep.equal([
      'private', '2021', 'minutes', 'b2', false,
    ]); // prettier-ignore
    expect(status()).to.equal('1 document trouvé');
    named('Effacer les filtres')?.click();
    await until(() => !asked().at(-1)?.query.has('year'), 'the whole list');
    await until(() => status() === '', 'silence');
    expect([...(asked().at(-1) as Asked).query.keys()].filter((key) => key !== 'agency')).to.deep.equal([
      'shelf',
    ]);
    expect(all<HTMLSelectElement>('select').map(({ value }) => value)).to.deep.equal(['', '', '']);
    await until(() => element.shadowRoot?.activeElement?.id === 'search', 'the focus in the search field');
  });

  it('searches on the server while typing, one request at a time, and says what it found once', async () => {
    const answers: ((page: object) => void)[] = [];
    const reply = () => new Promise((resolve) => answers.push(resolve));
    const { type, asked, titles, status } = await open(
      withLibrary(sampleLibrary, { 'GET /v1/documents/page': reply }),
    );
    for (const text of ['f', 'fa', 'faç', 'façade']) type(text);
    await until(() => answers.length === 1, 'the first request');
    expect(asked()).to.have.length(1);
    expect(status()).to.equal('');
    answers[0]?.(page('Fenêtres', 'Façade'));
    await until(() => answers.length === 2, 'the request for the last word');
    expect(asked().map(({ query }) => query.get('search'))).to.deep.equal(['f', 'façade']);
    answers[1]?.(page('Ravalement de la façade'));
    await until(() => titles().join() === 'Ravalement de la façade', 'the answer');
    expect(status()).to.equal('1 document trouvé');
  });

  it('keeps what was typed when nothing matches', async () => {
    const { type, all, status } = await open(
      withLibrary(sampleLibrary, { 'GET /v1/documents/page': page() }),
    );
    type('zzz');
    await until(() => status()?.startsWith('Aucun document'), 'the sentence');
    expect(status()).to.equal(
      'Aucun document ne correspond à « zzz ». Vérifiez l’orthographe, ou effacez les filtres.',
    );
    expect(all<HTMLInputElement>('input[type=search]')[0]?.value).to.equal('zzz');
    expect(all('.row')).to.have.length(0);
  });

  it('tells the shelf that is empty from the one that is not', async () => {
    const { element } = await open(withLibrary(emptyLibrary));
    expect(textOf(element)).to.include('apparaîtront ici');
    expect(element.renderRoot.querySelector('form')).to.equal(null);
  });

  it('adds the following page and moves the focus to its first row', async () => {
    const { element, all, named, asked } = await open(withLibrary());
    named('plus anciens')?.focus();
    named('plus anciens')?.click();
    await until(() => all('.row').length === 3, 'the third row');
    expect(asked()[0]?.query.get('after')).to.equal('2021-06-12.d2');
    await until(() => element.shadowRoot?.activeElement === all('.row')[2], 'the focus on the new row');
    expect(named('plus anciens')).to.equal(undefined);
  });

  it('keeps its filters and tries again after an error', async () => {
    const routes = withLibrary(sampleLibrary, { 'GET /v1/documents/page': offline });
    const { choose, all, named, titles, asked } = await open(routes);
    choose('year', '2021');
    await until(() => all('[role=alert]').length === 1, 'the error');
    routes['GET /v1/documents/page'] = page('Bail');
    named('Réessayer')?.click();
    await until(() => titles().join() === 'Bail', 'the list');
    expect(asked().at(-1)?.query.get('year')).to.equal('2021');
  });
});

describe('opening a document', () => {
  const realOpen = window.open;
  let visited: string[] = [];
  beforeEach(() => {
    visited = catchVisits();
  });
  afterEach(() => {
    window.open = realOpen;
    releaseVisits();
  });
  const tabs = (refused = false) => {
    const opened = { count: 0, address: '', closed: false };
    window.open = () => {
      opened.count++;
      const location = { replace: (address: string) => void (opened.address = address) };
      return refused
        ? null
        : ({ opener: window, location, close: () => void (opened.closed = true) } as unknown as Window);
    };
    return opened;
  };

  it('opens the tab on the click itself, then leads it to the ticket', async () => {
    const opened = tabs();
    const { element, named, all } = await open(withLibrary());
    named('Ouvrir')?.click();
    expect(opened.count, 'before any answer').to.equal(1);
    await until(() => opened.address !== '', 'the address');
    expect(opened.address).to.equal(`${element.page.endpoint}/v1/files/abc?inline`);
    await until(() => all('.new').length === 0, 'the mark to go');
  });

  it('uses this tab where others are refused', async () => {
    tabs(true);
    const { element, named } = await open(withLibrary());
    named('Ouvrir')?.click();
    await until(() => visited.length === 1, 'the visit');
    expect(visited[0]).to.equal(`${element.page.endpoint}/v1/files/abc?inline`);
  });

  it('leaves it to the page when a listener says so', async () => {
    const opened = tabs();
    const { element, named, api } = await open(withLibrary());
    const ids: string[] = [];
    element.addEventListener('palier-document-open', (event) => {
      ids.push(event.detail.id);
      event.preventDefault();
    });
    named('Ouvrir')?.click();
    await element.updateComplete;
    expect([ids, opened.count, api.to('POST /v1/documents/:id/ticket').length]).to.deep.equal([['d1'], 0, 0]);
  });

  it('offers to open only what a browser shows', async () => {
    const { all } = await open(
      withLibrary({
        ...sampleLibrary,
        first: {
          ...sampleLibrary.first,
          documents: [sampleDocument('d9', 'Balance', { mediaType: 'text/csv' })],
        },
      }),
    );
    expect(all('.acts button').map((button) => button.innerText.split(',')[0]?.trim())).to.deep.equal([
      'Télécharger',
    ]);
  });

  it('downloads without a new tab', async () => {
    const opened = tabs();
    const { element, named } = await open(withLibrary());
    named('Télécharger')?.click();
    await until(() => visited.length === 1, 'the download');
    expect([visited[0], opened.count]).to.deep.equal([`${element.page.endpoint}/v1/files/abc`, 0]);
  });

  it('says in the row when it cannot, closes the empty tab and keeps the mark', async () => {
    const opened = tabs();
    const { named, all } = await open(
      withLibrary(sampleLibrary, { 'POST /v1/documents/:id/ticket': () => refuse('not-found') }),
    );
    named('Ouvrir')?.click();
    await until(() => all('.row [role=alert]').length === 1, 'the error');
    expect(opened.closed).to.equal(true);
    expect(all('.new')).to.have.length(1);
  });
});
