import { expect } from '@open-wc/testing';
import type { PalierElement } from '../shared/element.ts';
import {
  type Asked,
  behavesLikeAWidget,
  offline,
  refuse,
  textOf,
  type Routes,
  until,
} from '../shared/testing.ts';
import './desk.ts';
import { samplePeople, sampleResident } from './samples.ts';
import { at, desk, open } from './testing.ts';

const pdf = () => new Response(new Blob(['%PDF-1.7'], { type: 'application/pdf' }));
const reach = async (element: PalierElement) => {
  await until(() => element.renderRoot.querySelector('nav'), 'the desk');
  const arrives = location.hash !== '#/acces';
  location.hash = '#/acces';
  await until(() => textOf(element).includes('Inès Benali'), 'the list');
  const title = () => element.shadowRoot?.activeElement;
  await until(
    () => !arrives || (title()?.matches('[data-title]') && title()?.textContent?.includes('Accès')),
    'the focus',
  );
};
const press = async (element: PalierElement, selector: string) => {
  element.renderRoot.querySelector<HTMLElement>(selector)?.click();
  await element.updateComplete;
};

/** What would have been saved on the agent's computer. */
const saved: { name: string; href: string }[] = [];
const noteSaving = (event: Event) => {
  const link = event.composedPath().find((e) => e instanceof HTMLAnchorElement && e.download !== '');
  if (!(link instanceof HTMLAnchorElement)) return;
  event.preventDefault();
  saved.push({ name: link.download, href: link.href });
};
before(() => addEventListener('click', noteSaving));
after(() => removeEventListener('click', noteSaving));
beforeEach(() => void saved.splice(0));

behavesLikeAWidget('palier-desk', {
  attributes: 'density="comfortable"',
  states: {
    people: { routes: desk(), reach },
    'somebody opened': {
      routes: desk(),
      reach: async (element) => {
        await reach(element);
        await press(element, '[data-person=p3]');
      },
    },
    'letters asked for': {
      routes: desk(),
      reach: async (element) => {
        await reach(element);
        await press(element, '.check.page input');
        await press(element, '[data-opens=chosen]');
      },
    },
    'everyone’s letters': {
      routes: desk(),
      reach: async (element) => {
        await reach(element);
        await until(() => element.renderRoot.querySelector('[data-opens=waiting]'), 'the counts');
        await press(element, '[data-opens=waiting]');
      },
    },
  },
});

const visit = async (own: Routes = {}) => {
  const there = await open(desk(own), '#/acces');
  await there.sees('Inès Benali');
  return there;
};

describe('access on the desk', () => {
  it('says who found the way in, who has a letter and who waits', async () => {
    const { text, all } = await visit();
    await until(() => all('.switch .count').length === 4, 'the counts');
    expect(
      all('.switch button').map(({ innerText }) => innerText.replaceAll(/\s+/g, ' ').trim()),
    ).to.deep.equal(['Tous 192', 'Actifs 120', 'Courrier envoyé 30', 'Pas encore 42']);
    expect(text()).to.include('Actif depuis le 02/10/2026').and.to.include('Courrier envoyé le 10/11/2026');
    expect(text())
      .to.include('Son adresse refuse nos courriels')
      .and.to.include('A, lot 1 A, lot 2 et 2 autres');
  });

  it('filters and searches, and says how many it shows', async () => {
    const { api, press: click, type, hears } = await visit();
    await click('Pas encore');
    type('#search', 'benali');
    await until(() => api.to('GET /v1/desk/residents').length === 3, 'three questions');
    const last = api.to('GET /v1/desk/residents').at(-1)?.query;
    expect([last?.get('access'), last?.get('search')]).to.deep.equal(['none', 'benali']);
    await until(() => hears() === '3 personnes affichées', 'the news');
  });

  it('says that nobody answers, and shows everyone again', async () => {
    const {
      sees,
      press: click,
      focused,
    } = await open(
      desk({
        'GET /v1/desk/residents': ({ query }: Asked) => ({
          residents: query.get('access') ? [] : samplePeople,
          next: null,
        }),
      }),
      '#/acces',
    );
    await sees('Inès Benali');
    await click('Actifs');
    await sees('Personne ne répond à cette recherche.');
    await click('Tout afficher');
    await sees('Inès Benali');
    await until(() => focused()?.id === 'search', 'the focus');
  });

  it('prints the letters of those chosen, after saying what dies', async () => {
    const {
      press: click,
      sees,
      one,
      all,
      api,
      hears,
      focused,
      text,
    } = await visit({ 'POST /v1/desk/letters': pdf });
    one('input[aria-label="Choisir Gérard Lemaître"]').click();
    one('input[aria-label="Choisir Inès Benali"]').click();
    await sees('2 personnes choisies');
    expect(one('.check.page input').indeterminate).to.equal(true);
    await click('Imprimer les courriers');
    await sees('les codes envoyés plus tôt à ces personnes ne serviront plus');
    expect(text()).to.include('Une personne choisie a déjà un accès.');
    expect(focused()?.id).to.equal('letters');
    expect(api.to('POST /v1/desk/letters')).to.have.length(0);
    await click('Préparer les courriers de 2 personnes');
    await sees('Le fichier à imprimer est enregistré sur votre ordinateur.');
    expect(api.to('POST /v1/desk/letters').map(({ body }) => body)).to.deep.equal([{ people: ['p1', 'p2'] }]);
    expect(saved.map(({ name }) => name)).to.deep.equal([
      `courriers-${new Date().toLocaleDateString('sv-SE')}.pdf`,
    ]);
    expect(await (await fetch(saved[0]?.href ?? '')).text()).to.equal('%PDF-1.7');
    await click('L’enregistrer de nouveau');
    expect(saved).to.have.length(2);
    expect(hears()).to.include('Le fichier à imprimer');
    expect(api.to('POST /v1/desk/letters'), 'no other code').to.have.length(1);
    await until(() => api.to('GET /v1/desk/summary').length === 2, 'counted again');
    await click('Ne plus rien choisir');
    expect(all('input:checked')).to.have.length(0);
    expect(text(), 'the file stays at hand').to.include('L’enregistrer de nouveau');
  });

  it('chooses the whole page, and keeps the choice while one searches', async () => {
    const { one, sees, type, text } = await visit({
      'GET /v1/desk/residents': ({ query }: Asked) => ({
        residents: query.get('search') ? samplePeople.slice(0, 1) : samplePeople,
        next: null,
      }),
    });
    one('.check.page input').click();
    await sees('3 personnes choisies');
    type('#search', 'lem');
    await until(() => !text().includes('Inès Benali'), 'fewer');
    expect(text()).to.include('3 personnes choisies');
    one('.check.page input').click();
    await sees('2 personnes choisies');
  });

  it('refuses to choose more than the server makes at a time', async () => {
    const many = Array.from({ length: 501 }, (_, i) => sampleResident(`m${i}`));
    const { one, sees, text } = await open(
      desk({ 'GET /v1/desk/residents': { residents: many, next: null } }),
      '#/acces',
    );
    await sees('Gérard Lemaître');
    one('.check.page input').click();
    await sees('500 personnes au plus à la fois');
    expect(text()).not.to.include('Imprimer les courriers');
  });

  it('asks for no second set of codes while the first is on its way', async () => {
    let answer: (value: Response) => void = () => undefined;
    const {
      press: click,
      sees,
      api,
      button,
    } = await visit({
      'POST /v1/desk/letters': () => new Promise<Response>((resolve) => (answer = resolve)),
    });
    await sees('Pas encore 42');
    await click('Préparer les courriers de tous ceux qui attendent');
    await click('Préparer les courriers de 42 personnes');
    expect(button('Préparation…').ariaDisabled).to.equal('true');
    await click('Préparation…');
    await click('Annuler');
    await click('Préparer les courriers de tous ceux qui attendent');
    answer(pdf());
    await sees('enregistré sur votre ordinateur');
    expect(api.to('POST /v1/desk/letters')).to.have.length(1);
    expect(saved).to.have.length(1);
  });

  it('makes the letters of all who wait, saying how many', async () => {
    const { press: click, sees, api } = await visit({ 'POST /v1/desk/letters': pdf });
    await sees('Pas encore 42');
    await click('Préparer les courriers de tous ceux qui attendent');
    await sees('Les courriers de tous ceux qui attendent : 42 personnes');
    await click('Préparer les courriers de 42 personnes');
    await sees('enregistré sur votre ordinateur');
    expect(api.to('POST /v1/desk/letters')[0]?.body).to.deep.equal({ people: 'waiting' });
  });

  it('says when more wait than are made at a time', async () => {
    const { press: click, sees } = await visit({
      'GET /v1/desk/summary': { openRequests: 0, residents: { active: 0, letter: 0, none: 1200 } },
    });
    await sees('Pas encore');
    await click('Préparer les courriers de tous ceux qui attendent');
    await sees('500 personnes au plus à la fois');
    await sees('Préparer les courriers de 500 personnes');
  });

  it('says what went wrong with letters, and lets one try again or leave it', async () => {
    const routes = desk({ 'POST /v1/desk/letters': refuse('too-many') });
    const { press: click, sees, focused, text, api } = await open(routes, '#/acces');
    await sees('Pas encore 42');
    await click('Préparer les courriers de tous');
    await click('Préparer les courriers de 42 personnes');
    await sees('Les courriers n’ont pas pu être préparés. Trop d’essais');
    routes['POST /v1/desk/letters'] = offline;
    await click('Préparer les courriers de 42 personnes');
    await sees('La connexion semble coupée');
    expect(api.to('POST /v1/desk/letters')).to.have.length(2);
    await click('Annuler');
    await until(() => focused()?.dataset['opens'] === 'waiting', 'the focus');
    expect(text()).not.to.include('n’ont pas pu');
    expect(saved).to.have.length(0);
  });

  it('says whose letters could not be written, and why', async () => {
    const headers = { 'x-palier-left-out': '3' };
    const routes = desk({ 'POST /v1/desk/letters': () => new Response('%PDF-1.7', { headers }) });
    const { press: click, sees } = await open(routes, '#/acces');
    await sees('Pas encore 42');
    await click('Préparer les courriers de tous ceux qui attendent');
    await click('Préparer les courriers de 42 personnes');
    await sees('3 courriers manquent');
    await click('Fermer');
    routes['POST /v1/desk/letters'] = () => refuse('invalid', { fields: { people: 'no-address' } });
    await click('Préparer les courriers de tous ceux qui attendent');
    await click('Préparer les courriers de 42 personnes');
    await sees('Votre fichier n’a pas d’adresse postale pour eux.');
  });

  it('opens somebody in place, with what can be done for them', async () => {
    const { press: click, sees, one, api } = await visit({ 'POST /v1/desk/letters': pdf });
    await click('Paul Autre');
    await sees('Propriétaire bailleur · C0011111 · M. Paul Autre');
    await click('Envoyer un lien à Paul Autre');
    expect(one('input[type=email]').value).to.equal('paul.autre@ancien.example');
    await click('Imprimer un courrier pour Paul Autre');
    await sees('Un courrier d’activation pour Paul Autre');
    await click('Préparer le courrier');
    await sees('enregistré sur votre ordinateur');
    expect(api.to('POST /v1/desk/letters')[0]?.body).to.deep.equal({ people: ['p3'] });
  });

  it('reads page after page', async () => {
    const {
      press: click,
      focused,
      api,
    } = await visit({
      'GET /v1/desk/residents': ({ query }: Asked) =>
        query.get('after')
          ? { residents: [sampleResident('p9')], next: null }
          : { residents: samplePeople, next: 'p3' },
    });
    await click('Personnes suivantes');
    await until(() => focused()?.dataset['person'] === 'p9', 'the focus');
    expect(api.to('GET /v1/desk/residents').at(-1)?.query.get('after')).to.equal('p3');
  });

  it('keeps no file of who signed out', async () => {
    const routes = desk({ 'POST /v1/desk/letters': pdf, 'DELETE /v1/session': {} });
    const { press: click, sees, element } = await open(routes, '#/acces');
    await sees('Pas encore 42');
    await click('Préparer les courriers de tous');
    await click('Préparer les courriers de 42 personnes');
    await until(() => saved.length === 1, 'the file');
    routes['GET /v1/bootstrap'] = { ...(routes['GET /v1/bootstrap'] as object), person: null };
    await click('Me déconnecter');
    await until(() => !element.page.person, 'nobody');
    await element.updateComplete;
    const kept = await fetch(saved[0]?.href ?? '').then(
      () => true,
      () => false,
    );
    expect(kept).to.equal(false);
  });

  it('starts at the access when the address says so', async () => {
    at('#/acces');
    const { one } = await visit();
    expect(one('nav [aria-current]').innerText).to.include('Accès');
  });
});
