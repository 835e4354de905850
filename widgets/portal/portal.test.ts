import { expect } from '@open-wc/testing';
import type { PalierBalance } from '../finance/balance.ts';
import { press, sessions } from '../access/testing.ts';
import { emptyLibrary, sampleDocument, sampleLibrary } from '../documents/samples.ts';
import { emptySheet, sampleSheet } from '../finance/samples.ts';
import {
  behavesLikeAWidget,
  fakeApi,
  fixture,
  sampleAgency,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
  type Asked,
  type Routes,
} from '../shared/testing.ts';
import './portal.ts';

const full: Routes = {
  'GET /v1/bootstrap': sampleBootstrap({ balance: sampleSheet, documents: sampleLibrary }),
};
const bare = { ...sampleAgency, address: [], phone: null, email: null, hours: [], website: null };
const go = async (element: HTMLElement, fragment: string) => {
  const link = () => element.shadowRoot?.querySelector<HTMLElement>(`nav a[href$="${fragment}"]`);
  await until(link, 'the navigation');
  link()?.click();
  const there = () => link()?.ariaCurrent === 'page' && element.shadowRoot?.activeElement?.role === 'heading';
  await until(there, fragment);
};

const home = location.href.split('#')[0] ?? '';
afterEach(() => history.replaceState(history.state, '', home));

behavesLikeAWidget('palier-portal', {
  audience: 'anyone',
  states: {
    home: {
      routes: full,
      reach: (element) => until(() => element.renderRoot.querySelector('nav'), 'the navigation'),
    },
    empty: {
      routes: {
        'GET /v1/bootstrap': sampleBootstrap({ agency: bare, balance: emptySheet, documents: emptyLibrary }),
      },
    },
    finances: { routes: full, reach: (element) => go(element, '#/finances') },
    documents: { routes: full, reach: (element) => go(element, '#/documents') },
    agency: { routes: full, reach: (element) => go(element, '#/agence') },
  },
});

const open = async (routes: Routes = full, markup = '<palier-portal></palier-portal>') => {
  const api = fakeApi(routes);
  const element = await fixture(markup);
  await settled(element);
  await until(() => !element.page.person || element.renderRoot.querySelector('nav'), 'the navigation');
  const seen = () =>
    [...element.renderRoot.querySelectorAll<HTMLElement>('section')].find((section) => !section.hidden);
  const current = () =>
    element.renderRoot.querySelector<HTMLElement>('[aria-current=page]')?.innerText.trim();
  return { api, element, seen, current };
};

describe('<palier-portal>', () => {
  it('greets, and says where one stands, what is new and whom to ask', async () => {
    const { api, element } = await open();
    const text = textOf(element).replaceAll(/\s/g, ' ');
    expect(text).to.include('Bonjour Hélène Aubry-Desrosiers').and.to.include('Copropriétaire de 4 biens');
    expect(text).to.include('− 1 129,35 €').and.to.include('Solde débiteur : vous devez ce montant');
    expect(text).to.include('Appel de fonds du 1er trimestre 2022').and.to.include('12 quai de la Fosse');
    expect(element.renderRoot.querySelector('a[href^="tel:"]')?.getAttribute('href')).to.equal(
      'tel:0240000000',
    );
    expect(api.to('GET /v1/bootstrap').map(({ query }) => query.get('need'))).to.deep.equal([
      'balance,documents',
    ]);
  });

  it('leaves the agency’s name to the page around, which bears it already', async () => {
    const { element } = await open();
    const top = element.renderRoot.querySelector('.top');
    expect(top?.textContent).to.include('Hélène Aubry-Desrosiers').and.to.include('Me déconnecter');
    expect(top?.querySelector('nav')).not.to.equal(null);
    expect(element.renderRoot.querySelector('header')).to.equal(null);
    const seen = [...element.renderRoot.querySelectorAll('.top, .greeting')];
    expect(seen.map(({ textContent }) => textContent).join()).not.to.include('Agence du Port');
    const [box, place] = ['.root', '.greeting'].map((part) =>
      element.renderRoot.querySelector(part)?.getBoundingClientRect(),
    );
    expect(place?.left, 'no distance of its own').to.equal(box?.left);
  });

  it('lists its places one under the other where two would not fit', async () => {
    const { element } = await open();
    const lefts = () =>
      new Set(
        [...element.renderRoot.querySelectorAll('nav li')].map((li) => li.getBoundingClientRect().left),
      );
    element.style.width = '260px';
    await until(() => lefts().size === 1, 'one column');
    element.style.width = '300px';
    await until(() => lefts().size === 2, 'two columns');
  });

  it('says of which lot a document is when its title says too little', async () => {
    const documents = [
      sampleDocument('a', 'Avis d’échéance'),
      sampleDocument('b', 'Avis d’échéance', { lot: 'Cave (lot 12)' }),
      sampleDocument('c', 'Bail'),
    ];
    const library = { ...sampleLibrary, first: { ...sampleLibrary.first, documents } };
    const { element } = await open({
      'GET /v1/bootstrap': sampleBootstrap({ balance: sampleSheet, documents: library }),
    });
    const names = [...element.renderRoot.querySelectorAll('.lines button')].map(({ ariaLabel }) => ariaLabel);
    expect(names).to.deep.equal([
      'Avis d’échéance, App. 101, dans un nouvel onglet',
      'Avis d’échéance, Cave (lot 12), dans un nouvel onglet',
      'Bail, dans un nouvel onglet',
    ]);
    expect(textOf(element)).to.include('Cave (lot 12) · 1er janvier 2022');
  });

  it('does not wish a company a good day', async () => {
    const greeting = async (name: string) => {
      const { element } = await open({
        'GET /v1/bootstrap': sampleBootstrap({ person: { ...samplePerson, name } }),
      });
      const title = element.renderRoot.querySelector<HTMLElement>('.greeting .title');
      return title?.innerText.trim();
    };
    for (const name of [
      'Société civile immobilière familiale du Haut-Bréda',
      'SCI Labrosse',
      'Transports du Lac (SARL)',
      'Indivision Rochebrune',
    ])
      expect(await greeting(name)).to.equal(name);
    for (const name of ['Maria Sa', 'Jean Cabinet', 'M. et Mme Aubry'])
      expect(await greeting(name)).to.equal(`Bonjour ${name}`);
  });

  it('goes from place to place in the history, with the focus on the new heading', async () => {
    const { element, seen, current } = await open();
    await go(element, '#/finances');
    expect(current()).to.equal('Finances');
    expect(element.shadowRoot?.activeElement?.textContent?.trim()).to.equal('Finances');
    expect(seen()?.querySelector('palier-balance')).not.to.equal(null);
    history.back();
    await until(() => current() === 'Accueil', 'the way back');
    expect(seen()?.className).to.equal('home');
  });

  it('starts where the address says, without taking the focus', async () => {
    history.replaceState(null, '', '#/documents');
    const { element, current } = await open();
    expect(current()).to.equal('Documents');
    expect(document.activeElement).not.to.equal(element);
  });

  it('leaves the page’s own fragments alone', async () => {
    const { element, current } = await open();
    await go(element, '#/finances');
    let heard = 0;
    window.addEventListener('hashchange', () => heard++, { once: true });
    location.hash = 'contact';
    await until(() => heard === 1, 'the change');
    await element.updateComplete;
    expect([current(), location.hash]).to.deep.equal(['Finances', '#contact']);
  });

  it('keeps what was opened in a place, and asks the server no second time', async () => {
    const { api, element } = await open();
    await go(element, '#/finances');
    const balance = element.renderRoot.querySelector('palier-balance') as PalierBalance;
    await settled(balance);
    balance.renderRoot.querySelectorAll<HTMLElement>('.ledger')[1]?.click();
    await go(element, '#/');
    await go(element, '#/finances');
    expect(balance.isConnected).to.equal(true);
    expect(balance.renderRoot.querySelectorAll('.ledger[aria-expanded=true]')).to.have.length(2);
    expect(api.to('GET /v1/bootstrap')).to.have.length(1);
  });

  it('holds the sign-in form among its children while nobody is signed in, and only one', async () => {
    const routes: Routes = { 'GET /v1/bootstrap': sampleBootstrap({ person: null }) };
    const { element, seen } = await open(routes);
    const forms = () => [...element.querySelectorAll(':scope > palier-login')];
    expect(forms()).to.have.length(1);
    expect(forms()[0]?.assignedSlot).not.to.equal(null);
    element.append(forms()[0]?.cloneNode(true) as Element);
    element.requestUpdate();
    await element.updateComplete;
    expect(forms()).to.have.length(1);
    Object.assign(routes, full);
    await element.page.refresh();
    await element.updateComplete;
    expect(forms()).to.have.length(0);
    expect(seen()?.className).to.equal('home');
    expect(element.shadowRoot?.activeElement?.textContent).to.include('Bonjour');
  });

  it('signs out', async () => {
    const routes: Routes = { ...full, 'DELETE /v1/session': {} };
    const { api, element } = await open(routes);
    routes['GET /v1/bootstrap'] = sampleBootstrap({ person: null });
    element.renderRoot.querySelector<HTMLElement>('.person button')?.click();
    await until(() => element.querySelector(':scope > palier-login'), 'the sign-in form');
    expect(api.to('DELETE /v1/session')).to.have.length(1);
    expect(textOf(element)).not.to.include('129,35');
    await until(() => element.shadowRoot?.activeElement?.className === 'entrance', 'the focus');
  });

  it('leads nowhere else when the page has a <base>', async () => {
    const base = document.createElement('base');
    base.href = 'https://ailleurs.example/';
    document.head.append(base);
    try {
      const { element } = await open();
      const links = [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('nav a')];
      expect(links.map((link) => link.href.startsWith(home))).to.deep.equal([true, true, true, true]);
    } finally {
      base.remove();
    }
  });

  it('leaves no listener behind', async () => {
    const { element, current } = await open();
    element.remove();
    let heard = 0;
    window.addEventListener('hashchange', () => heard++, { once: true });
    location.hash = '#/finances';
    await until(() => heard === 1, 'the change');
    document.querySelector('[data-test-box]')?.append(element);
    history.replaceState(null, '', home);
    expect(current()).to.equal('Accueil');
  });

  it('lists one’s sessions from its foot, and ends one', async () => {
    let left = sessions;
    const { api, element } = await open({
      ...full,
      'GET /v1/sessions': () => ({ sessions: left }),
      'DELETE /v1/sessions/:id': ({ param }: Asked) => {
        left = left.filter(({ id }) => id !== param['id']);
        return {};
      },
    });
    expect(api.to('GET /v1/sessions'), 'only when it is opened').to.have.length(0);
    await press(element, 'Mes connexions');
    await until(() => textOf(element).includes('Safari sur iPhone'), 'the list');
    await expect(element).to.be.accessible();
    await press(element, 'Déconnecter');
    await until(() => !textOf(element).includes('Safari sur iPhone'), 'one less');

    api.routes['GET /v1/bootstrap'] = sampleBootstrap({
      person: { ...samplePerson, email: 'other@example.org', name: 'Paul Autre' },
      balance: sampleSheet,
      documents: sampleLibrary,
    });
    await element.page.refresh();
    await until(() => textOf(element).includes('Paul Autre'), 'somebody else');
    expect(element.shadowRoot?.textContent).not.to.include('Chrome sur Android');
  });
});
