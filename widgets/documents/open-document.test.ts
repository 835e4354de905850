import { expect } from '@open-wc/testing';
import { refuse, until } from '../shared/testing.ts';
import { catchVisits, releaseVisits, sampleDocument, sampleLibrary } from './samples.ts';
import { open, withLibrary } from './testing.ts';

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
