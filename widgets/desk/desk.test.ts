import { expect } from '@open-wc/testing';
import {
  type Asked,
  behavesLikeAWidget,
  fakeApi,
  fixture,
  never,
  offline,
  refuse,
  sampleBootstrap,
  settled,
  textOf,
  until,
  type Routes,
} from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import '../access/login.ts';
import './desk.ts';
import {
  agentBootstrap,
  sampleChanges,
  sampleDetail,
  sampleQueue,
  sampleRequest,
  sampleResident,
} from './samples.ts';
import { at, desk, open } from './testing.ts';

const shows = (words: string) => (element: PalierElement) =>
  until(() => textOf(element).includes(words), words);
const longName = 'Société civile immobilière familiale du Haut-Bréda et de ses dépendances-'.repeat(3);
const hostile = '<img src=x onerror=alert(1)><b>gras</b>';
const hostileRequest = sampleRequest('h', {
  name: longName,
  reference: hostile + 'x'.repeat(180),
  email: `${'a'.repeat(180)}@courriel.example`,
  message: `${hostile}\n${'mot'.repeat(400)}`,
  changes: [...sampleChanges, { field: 'inconnu', before: hostile, after: 'z'.repeat(300) }],
});
const hostileRoutes = desk({
  'GET /v1/desk/requests': { requests: [hostileRequest], next: 'x' },
  'GET /v1/desk/requests/:id': sampleDetail('h', {
    request: hostileRequest,
    matches: [
      {
        resident: sampleResident('p1', {
          name: longName,
          email: `${'a'.repeat(180)}@courriel.example`,
          lots: Array.from({ length: 40 }, (_, i) => `${longName}, lot ${i}`),
          accounts: [{ identifier: 'C'.repeat(60), role: 'owner', label: longName }],
        }),
        because: ['name', 'identifier', 'phone', 'email', 'lot'],
      },
    ],
  }),
});
const closed = sampleRequest('r4', {
  closed: { at: '2026-11-16T10:00:00.000Z', by: 'Marc Petit', note: 'Rappelé.' },
});
const pastClosure = {
  at: '2026-11-15T10:00:00.000Z',
  by: 'Marc Petit',
  note: 'Trop tôt.',
  reopenedAt: '2026-11-15T11:00:00.000Z',
  reopenedBy: 'Claire Vasseur',
};
const visit = (fragment: string, words: string, routes: Routes = desk()) => ({
  routes,
  reach: async (element: PalierElement) => {
    location.hash = fragment;
    await shows(words)(element);
  },
});

behavesLikeAWidget('palier-desk', {
  // Compact is for the mouse; fingers and these promises have their 44 px.
  attributes: 'density="comfortable"',
  states: {
    requests: { routes: desk(), reach: shows('Inès Benali') },
    'no request': {
      routes: desk({ 'GET /v1/desk/requests': { requests: [], next: null } }),
      reach: shows('Aucune demande en attente.'),
    },
    'no answer': {
      routes: desk({ 'GET /v1/desk/requests': offline, 'GET /v1/desk/summary': offline }),
      reach: shows('Réessayer'),
    },
    waiting: {
      routes: desk({ 'GET /v1/desk/requests': never, 'GET /v1/desk/summary': never }),
      reach: shows('Demandes'),
    },
    'a request': visit('#/demandes/r4', 'même téléphone'),
    'corrected details': visit('#/demandes/r2', 'Dans votre fichier'),
    'a closed request': visit(
      '#/demandes/r4',
      'Rappelé.',
      desk({ 'GET /v1/desk/requests/:id': sampleDetail('r4', { request: closed, history: [pastClosure] }) }),
    ),
    'a hostile request': visit('#/demandes/h', 'même téléphone', hostileRoutes),
    'hostile requests': { routes: hostileRoutes, reach: shows('Demandes plus anciennes') },
    'not an agent': { routes: { 'GET /v1/bootstrap': sampleBootstrap() }, reach: shows('réservée') },
  },
});

describe('<palier-desk>', () => {
  it('keeps residents out, with the way to their space', async () => {
    const { text, all, api } = await open({ 'GET /v1/bootstrap': sampleBootstrap() });
    await until(() => text().includes('Cette page est réservée à l’agence.'), 'the sentence');
    expect(all<HTMLAnchorElement>('a').map(({ href }) => href)).to.include(
      'https://espace.agence-du-port.example/',
    );
    expect(api.asked.map(({ path }) => path)).to.deep.equal(['/v1/bootstrap']);
  });

  it('holds the sign-in form while nobody is signed in, then shows the desk, then nothing of it', async () => {
    const routes = desk({ 'GET /v1/bootstrap': sampleBootstrap({ person: null }), 'DELETE /v1/session': {} });
    const { element, sees, press, text } = await open(routes);
    await until(() => element.querySelector(':scope > palier-login'), 'the form');
    Object.assign(routes, desk());
    await element.page.refresh();
    await sees('Inès Benali');
    expect(element.querySelector(':scope > palier-login')).to.equal(null);
    routes['GET /v1/bootstrap'] = sampleBootstrap({ person: null });
    await press('Me déconnecter');
    await until(() => !text().includes('Inès Benali'), 'an empty page');
    await until(() => element.querySelector(':scope > palier-login'), 'the form again');
  });

  it('says who waits, of what kind and since when, newest first', async () => {
    const { sees, text, all } = await open();
    await sees('Paul Autre');
    expect(all('a.open').map(({ innerText }) => innerText)).to.deep.equal(
      sampleQueue.map(({ name }) => name),
    );
    for (const words of [
      'Demande d’aide',
      'Inscription à vérifier',
      'Coordonnées à corriger',
      'Courriel refusé',
    ])
      expect(text()).to.include(words);
    expect(all('nav a').map(({ innerText }) => innerText.replaceAll(/\s+/g, ' ').trim())).to.deep.equal([
      'Demandes 4 en attente',
      'Accès 72 sans accès',
    ]);
    expect(all('time')[0]?.title).to.match(/16 novembre 2026 à 10\u00a0h/);
    expect(all<HTMLAnchorElement>('a.tel')[0]?.getAttribute('href')).to.equal('tel:0612345678');
  });

  it('reads page after page, and puts the focus on the first new line', async () => {
    const { sees, press, focused, hears, api } = await open(
      desk({
        'GET /v1/desk/requests': ({ query }: Asked) =>
          query.get('after')
            ? { requests: sampleQueue.slice(2), next: null }
            : { requests: sampleQueue.slice(0, 2), next: 'cursor' },
      }),
    );
    await sees('Inès Benali');
    await press('Demandes plus anciennes');
    await sees('Paul Autre');
    await until(() => focused()?.innerText.includes('Haut-Bréda'), 'the focus');
    expect(hears()).to.equal('2 demandes de plus');
    expect(api.to('GET /v1/desk/requests').map(({ query }) => query.get('after'))).to.deep.equal([
      null,
      'cursor',
    ]);
  });

  it('walks the lines with the arrows', async () => {
    const { sees, all, focused } = await open();
    await sees('Paul Autre');
    const arrow = (key: string) =>
      focused()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    all('a.open')[0]?.focus();
    arrow('ArrowDown');
    arrow('ArrowDown');
    arrow('ArrowUp');
    expect(focused()?.innerText).to.equal('Inès Benali');
  });

  it('shows the closed ones apart', async () => {
    const { sees, press, text } = await open(
      desk({
        'GET /v1/desk/requests': ({ query }: Asked) =>
          query.get('state') === 'closed'
            ? { requests: [closed], next: null }
            : { requests: sampleQueue, next: null },
      }),
    );
    await sees('Inès Benali');
    await press('Closes');
    await sees('Marc Petit');
    expect(text()).not.to.include('Inès Benali');
  });

  it('says what went wrong and tries again', async () => {
    const routes = desk({ 'GET /v1/desk/requests': offline });
    const { sees, press } = await open(routes);
    await sees('La liste des demandes n’a pas pu être lue.');
    Object.assign(routes, desk());
    await press('Réessayer');
    await sees('Inès Benali');
  });

  it('opens a request by its link, with the focus on its title, and comes back to its line', async () => {
    const { sees, press, focused, button } = await open();
    await sees('Inès Benali');
    await press('Inès Benali');
    expect(location.hash).to.equal('#/demandes/r3');
    await sees('Qui est-ce ?');
    await until(() => focused()?.matches('[data-title]'), 'the focus');
    expect(button('Plus récente').ariaLabel).to.equal('Plus récente : Gérard Lemaître');
    await press('Plus ancienne');
    await sees('Coordonnées à corriger');
    await press('Toutes les demandes');
    await until(() => focused()?.innerText.includes('Haut-Bréda'), 'the line');
  });

  it('starts where the address says', async () => {
    const { sees, text } = await open(desk(), '#/demandes/r2');
    await sees('Dans votre fichier');
    expect(text()).to.include('Nom Lemaitre Lemaître').and.to.include('Téléphone (vide) 06 12 34 56 78');
  });

  it('shows who it may be and why, and what is typed as mere text', async () => {
    const { sees, all, text } = await open(hostileRoutes, '#/demandes/h');
    await sees('même téléphone');
    expect(all('.reasons li').map(({ innerText }) => innerText)).to.deep.equal([
      'même nom',
      'même identifiant',
      'même téléphone',
      'même courriel',
      'même lot',
    ]);
    expect(all('img, b')).to.have.length(0);
    expect(text()).to.include('<img src=x onerror=alert(1)>');
  });

  it('is compact by itself, where there is a mouse', async () => {
    const { sees, button, element } = await open();
    await sees('Inès Benali');
    expect(matchMedia('(pointer: fine)').matches).to.equal(true);
    expect(button('Closes').offsetHeight).to.equal(36);
    element.setAttribute('density', 'comfortable');
    expect(button('Closes').offsetHeight).to.equal(44);
  });

  it('speaks English', async () => {
    fakeApi(desk());
    const element = await fixture('<palier-desk lang="en"></palier-desk>', 960);
    await settled(element);
    await shows('Registration to check')(element);
  });

  it('leaves no listener behind, and reads the address again when it comes back', async () => {
    const heard = new Set<unknown>();
    const add = window.addEventListener.bind(window);
    const remove = window.removeEventListener.bind(window);
    window.addEventListener = (...args: Parameters<typeof add>) => {
      if (args[0] === 'hashchange') heard.add(args[1]);
      add(...args);
    };
    window.removeEventListener = (...args: Parameters<typeof remove>) => {
      heard.delete(args[1]);
      remove(...args);
    };
    try {
      const { element, sees } = await open();
      await sees('Inès Benali');
      expect(heard.size).to.equal(1);
      element.remove();
      expect(heard.size).to.equal(0);
      location.hash = '#/acces';
      document.querySelector('[data-test-box]')?.append(element);
      await until(() => element.renderRoot.querySelector('.people'), 'the place');
      expect(heard.size).to.equal(1);
    } finally {
      // Ours hid those of the prototype.
      for (const name of ['addEventListener', 'removeEventListener']) Reflect.deleteProperty(window, name);
    }
  });

  it('reads everything again on demand', async () => {
    const { sees, press, hears, api } = await open();
    await sees('Inès Benali');
    await press('Actualiser');
    await until(() => hears() === 'À jour.', 'the news');
    expect(api.to('GET /v1/desk/requests')).to.have.length(2);
    expect(api.to('GET /v1/desk/summary')).to.have.length(2);
  });

  it('says that the session ended elsewhere, and signs in right there', async () => {
    let here = true;
    const gone = (answer: unknown) => () => (here ? answer : refuse('signed-out'));
    const { element, sees, press } = await open(
      desk({
        'GET /v1/bootstrap': () => ({ ...agentBootstrap, ...(!here && { person: null }) }),
        'GET /v1/session': () => ({ person: here ? agentBootstrap.person : null }),
        'GET /v1/desk/requests': gone({ requests: sampleQueue, next: null }),
        'GET /v1/desk/summary': gone({ openRequests: 4, residents: { active: 1, letter: 0, none: 0 } }),
      }),
    );
    await sees('Inès Benali');
    here = false;
    await press('Actualiser');
    const login = () => element.querySelector<PalierElement>('palier-login');
    await until(login, 'the way in');
    // The only agency of a real page is the same for both.
    login()?.setAttribute('agency', element.getAttribute('agency') ?? '');
    await until(() => textOf(login()!).includes('Votre session a pris fin'), 'why');
    await until(() => login()?.querySelector('input[type=password]'), 'the form');
  });

  it('says when a request is not there', async () => {
    at('#/demandes/rien');
    const { sees } = await open(
      desk({ 'GET /v1/desk/requests/:id': refuse('not-found') }),
      '#/demandes/rien',
    );
    await sees('Cet élément n’existe plus');
  });
});
