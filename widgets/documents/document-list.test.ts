import { expect } from '@open-wc/testing';
import {
  type Asked, behavesLikeAWidget, offline, refuse, sampleBootstrap, samplePerson, textOf, until,
} from '../shared/testing.ts'; // prettier-ignore
import { emptyLibrary, sampleDocument, sampleLibrary } from './samples.ts';
import { open, page, withLibrary } from './testing.ts';

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

  it('says of which day its data are', async () => {
    const { element } = await open(withLibrary());
    expect(textOf(element)).to.include('Données au 25 janvier 2022');
    const none = await open(withLibrary({ ...sampleLibrary, asOf: null }));
    expect(textOf(none.element)).not.to.include('Données au');
  });

  it('keeps nothing of who was here before, even from late answers', async () => {
    const routes = withLibrary();
    const { element, all, named, titles, status, api } = await open(routes);
    let page: (value: object) => void = () => undefined;
    let ticket: (value: Response) => void = () => undefined;
    api.routes['GET /v1/documents/page'] = () => new Promise((resolve) => (page = resolve));
    api.routes['POST /v1/documents/:id/ticket'] = () => new Promise((resolve) => (ticket = resolve));
    named('plus anciens')?.click();
    named('Télécharger')?.click();
    await until(() => api.to('POST /v1/documents/:id/ticket').length === 1, 'the ticket');
    const first = {
      ...sampleLibrary.first,
      documents: [sampleDocument('d1', 'Celui d’un autre')],
      next: null,
    };
    api.routes['GET /v1/bootstrap'] = sampleBootstrap({
      person: { ...samplePerson, email: 'other@example.org' },
      documents: { ...sampleLibrary, first },
    });
    await element.page.refresh();
    await until(() => titles().join() === 'Celui d’un autre', 'the other list');
    page({ documents: [sampleDocument('p9', 'Tard')], next: null, total: 9 });
    ticket(refuse('not-found'));
    await new Promise((resolve) => setTimeout(resolve)); // what follows the answers has run
    await element.updateComplete;
    expect(titles()).to.deep.equal(['Celui d’un autre']);
    expect([all('[role=alert]').length, status(), all('[aria-disabled=true]').length]).to.deep.equal([
      0,
      '',
      0,
    ]);
  });
});
