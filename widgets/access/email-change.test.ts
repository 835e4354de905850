import { expect } from '@open-wc/testing';
import {
  behavesLikeAWidget,
  fakeApi,
  fixture,
  refuse,
  type Routes,
  sampleBootstrap,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import { press } from './testing.ts';

const home = location.href;
const token = 'abcdefghijklmnopqrstuvwxyz';
const arrive = (fragment: string) => history.replaceState(null, '', `/changement-adresse#${fragment}`);
const usable: Routes = {
  'GET /v1/bootstrap': sampleBootstrap({ person: null }),
  'POST /v1/email-changes/link': { usable: true, email: 'n@courriel.example', asksSession: false },
};
const elsewhere = { usable: true, email: 'n@courriel.example', asksSession: true };
const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');

// The page is known by its address when the core runs.
before(async () => {
  arrive(token);
  await import('./access.ts');
});
beforeEach(() => arrive(token));
after(() => history.replaceState(null, '', home));

behavesLikeAWidget('palier-access', {
  audience: 'anyone',
  states: {
    'signed out': {
      routes: { ...usable, 'POST /v1/email-changes/link': elsewhere },
      reach: (element) => until(() => seen(element).includes('adresse actuelle'), 'how to go on'),
    },
    confirming: {
      routes: usable,
      reach: (element) => until(() => seen(element).includes('Confirmer cette adresse'), 'the button'),
    },
  },
});

const open = async (fragment: string, routes: Routes = {}) => {
  arrive(fragment);
  const api = fakeApi({ ...usable, ...routes });
  const element = await fixture('<palier-access></palier-access>');
  await settled(element);
  await until(() => element.renderRoot.querySelector('[data-title]'), 'the page');
  return { api, element };
};

describe('the links of an address change', () => {
  it('do nothing by being opened: a button does', async () => {
    const { api, element } = await open(token, { 'POST /v1/email-changes/confirmation': {} });
    expect(location.hash, 'out of the address bar').to.equal('');
    expect(seen(element)).to.include('n@courriel.example deviendra');
    expect(api.to('POST /v1/email-changes/confirmation')).to.have.length(0);
    await press(element, 'Confirmer cette adresse');
    await until(() => seen(element).includes('Adresse confirmée'), 'done');
    expect(api.to('POST /v1/email-changes/confirmation')[0]?.body).to.deep.equal({ token });
    expect(element.shadowRoot?.activeElement?.textContent).to.include('Adresse confirmée');
  });

  it('lead to signing in where its owner is not: the mail may be somebody else’s', async () => {
    const { api, element } = await open(token, { 'POST /v1/email-changes/link': elsewhere });
    expect(seen(element)).to.include('Connectez-vous avec votre adresse actuelle');
    expect(element.renderRoot.querySelectorAll('button'), 'nothing to press').to.have.length(0);
    expect(element.renderRoot.querySelector('a.button')?.getAttribute('href')).to.match(/\/mon-acces$/);
    expect(api.to('POST /v1/email-changes/confirmation')).to.have.length(0);
    const late = await open(token, { 'POST /v1/email-changes/confirmation': () => refuse('signed-out') });
    await press(late.element, 'Confirmer cette adresse');
    await until(() => seen(late.element).includes('adresse actuelle'), 'signed out meanwhile');
  });

  it('undo, and say what follows even though everybody is signed out by it', async () => {
    const routes: Routes = { 'GET /v1/bootstrap': sampleBootstrap() };
    const { api, element } = await open(`annuler=${token}`, {
      ...routes,
      'POST /v1/email-changes/undo': () => {
        api.routes['GET /v1/bootstrap'] = sampleBootstrap({ person: null });
        return {};
      },
    });
    await press(element, 'Annuler le changement');
    await until(() => seen(element).includes('Un courriel vient d’y partir'), 'what follows');
    await until(() => element.page.person === null, 'signed out');
    await element.updateComplete;
    expect(seen(element)).to.include('Le changement est annulé');
    expect(api.to('POST /v1/email-changes/undo')[0]?.body).to.deep.equal({ token });
    expect(api.to('POST /v1/email-changes/confirmation')).to.have.length(0);
    await expect(element).to.be.accessible();
  });

  it('that no longer serve say so at once, or when they are pressed', async () => {
    const { element } = await open(token, {
      'POST /v1/email-changes/link': { usable: false, email: null, asksSession: false },
    });
    expect(seen(element)).to.include('Ce lien ne sert plus');
    const late = await open(token, {
      'POST /v1/email-changes/confirmation': () => refuse('invalid', { fields: { token: 'expired' } }),
    });
    await press(late.element, 'Confirmer cette adresse');
    await until(() => seen(late.element).includes('Ce lien ne sert plus'), 'too late');
  });

  it('are read when a second one is opened in the same tab', async () => {
    const { api, element } = await open(token, {
      'POST /v1/email-changes/link': { usable: false, email: null, asksSession: false },
    });
    fakeApi(usable);
    location.hash = `annuler=${token}`;
    await until(() => seen(element).includes('Annuler le changement'), 'the undo');
    expect(location.hash).to.equal('');
    expect(api.to('POST /v1/email-changes/undo')).to.have.length(0);
  });
});
