import { expect } from '@open-wc/testing';
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
      'Mes documents 3',
      'Ma copropriété 7',
    ]);
    const text = textOf(element).replaceAll(/\s/g, ' ');
    expect(text).to.include('1er janvier 2022 · 48 ko').and.to.include('Nouveau');
    expect(text).to.include('Procès-verbal d’assemblée · 1er janvier 2022');
    expect(text).not.to.include('Appel de fonds · 1er');
  });

  it('calls the public shelf of a tenant their building, not their co-ownership', async () => {
    const person = {
      ...samplePerson,
      accounts: samplePerson.accounts.map((account) => ({ ...account, role: 'tenant' as const })),
    };
    const { all } = await open({
      'GET /v1/bootstrap': sampleBootstrap({ person, documents: sampleLibrary }),
    });
    expect(all('[role=tab]')[1]?.textContent).to.include('Mon immeuble');
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
    await until(() => asked().length === 4, 'the whole list');
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
    expect(all<HTMLInputElement>('input[type=search]')[0]?.value).to.equal('zzz');
    expect(all('.row')).to.have.length(0);
  });

  it('tells the shelf that is empty from the one that is not', async () => {
    const { element } = await open(withLibrary(emptyLibrary));
    expect(textOf(element)).to.include('quittances').and.to.include('apparaîtront ici');
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
