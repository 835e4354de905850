import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import '../access/login.ts';
import { emptyLibrary, sampleLibrary } from '../documents/samples.ts';
import { emptySheet, sampleSheet } from '../finance/samples.ts';
import type { PalierElement } from '../shared/element.ts';
import {
  type Asked,
  fakeApi,
  fixture,
  offline,
  type Routes,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import './portal.ts';

/** Shows one account when asked for one it knows. */
const routes = (): Routes => ({
  'GET /v1/bootstrap': ({ query }: Asked) => {
    const account = query.get('account');
    const [only] = sampleSheet.accounts.filter(({ accountId }) => accountId === account);
    if (!account || !only) return sampleBootstrap({ balance: sampleSheet, documents: sampleLibrary });
    const { role, balance } = only;
    return sampleBootstrap({
      account,
      balance: { ...sampleSheet, accounts: [only], roles: [{ role, balance, lots: 1 }], open: null },
      documents: sampleLibrary,
    });
  },
  'GET /v1/documents/page': { documents: [], next: null, total: 0 },
});
const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');
const open = async (own: Routes = routes(), markup = '<palier-portal></palier-portal>') => {
  const api = fakeApi(own);
  const element = await fixture(markup);
  await settled(element);
  const list = () => element.renderRoot.querySelector<HTMLSelectElement>('.switcher select');
  const radios = () => [...element.renderRoot.querySelectorAll<HTMLInputElement>('.account input')];
  const said = () =>
    [...element.renderRoot.querySelectorAll('[role=status]')].map((e) =>
      e.textContent?.replaceAll(/\s+/g, ' '),
    );
  return { api, element, list, radios, said };
};
const choose = (select: HTMLSelectElement | null, value: string) => {
  if (!select) throw new Error('no list of accounts');
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
};
const home = location.href.split('#')[0] ?? '';
afterEach(() => history.replaceState(history.state, '', home));

describe('the account shown', () => {
  it('is chosen at the top of the portal, and everything below follows the answer', async () => {
    const { api, element, list, said } = await open();
    await until(list, 'the list');
    expect([...(list()?.options ?? [])].map(({ text }) => text.trim())).to.deep.equal([
      'Tous mes comptes',
      'Copropriétaire · M. et Mme Aubry-Desrosiers · C0045210',
      'Propriétaire bailleur · Mme Hélène Aubry · C0045377',
    ]);
    choose(list(), 'a2');
    await until(() => said().some((words) => words?.startsWith('Affichage : Propriétaire bailleur')), 'said');
    expect(api.asked.at(-1)?.query.get('account')).to.equal('a2');
    expect(list()?.value).to.equal('a2');
    expect(seen(element)).to.include('3 643,13').and.to.not.include('1 129,35');
    await expect(element).to.be.accessible();
    choose(list(), '');
    await until(() => seen(element).includes('1 129,35'), 'all of them again');
    expect(api.asked.at(-1)?.query.get('account')).to.equal(null);
  });

  it('narrows the pages of documents too', async () => {
    history.replaceState(null, '', '#/documents');
    const { api, element, list } = await open();
    await until(list, 'the list');
    choose(list(), 'a2');
    await until(() => element.page.view.bootstrap?.account === 'a2', 'the answer');
    const documents = element.renderRoot.querySelector<PalierElement>('palier-document-list');
    await documents?.updateComplete;
    documents?.renderRoot.querySelector<HTMLElement>('[role=tab]:not([aria-selected=true])')?.click();
    await until(() => api.to('GET /v1/documents/page').length > 0, 'a page');
    expect(api.to('GET /v1/documents/page')[0]?.query.get('account')).to.equal('a2');
  });

  it('stays what the server last showed when the change fails, and says so', async () => {
    const { api, list, said } = await open();
    await until(list, 'the list');
    api.routes['GET /v1/bootstrap'] = offline;
    choose(list(), 'a2');
    await until(() => said().some((words) => words?.includes('n’a pas pu changer')), 'said');
    expect(list()?.value).to.equal('');
  });

  it('is one of a group of radios in the account panel: arrows move and choose', async () => {
    const { api, radios, said } = await open(routes(), '<palier-login></palier-login>');
    await until(() => radios().length === 3, 'the accounts');
    radios()[0]?.focus();
    await sendKeys({ press: 'ArrowDown' });
    await until(() => said().some((words) => words?.startsWith('Affichage : Copropriétaire')), 'said');
    expect(radios().map(({ checked }) => checked)).to.deep.equal([false, true, false]);
    expect(api.asked.at(-1)?.query.get('account')).to.equal('a1');
  });

  it('is not asked of who has one account', async () => {
    const person = { ...samplePerson, accounts: samplePerson.accounts.slice(0, 1) };
    const one = {
      'GET /v1/bootstrap': sampleBootstrap({ person, balance: sampleSheet, documents: sampleLibrary }),
    };
    const { element, list } = await open(one);
    await until(() => element.renderRoot.querySelector('nav'), 'the space');
    expect(list()).to.equal(null);
  });

  it('is everything again for the next person', async () => {
    const { api, element, list } = await open({ ...routes(), 'DELETE /v1/session': {} });
    await until(list, 'the list');
    choose(list(), 'a2');
    await until(() => element.page.view.bootstrap?.account === 'a2', 'the answer');
    await element.page.signOut();
    await element.page.refresh();
    expect(api.asked.at(-1)?.query.get('account')).to.equal(null);
  });

  it('gives staff the way to their desk, and no places that would be empty', async () => {
    const person = { ...samplePerson, name: 'Claire Vidal', accounts: [], isAgent: true };
    const staff = {
      'GET /v1/bootstrap': sampleBootstrap({ person, balance: emptySheet, documents: emptyLibrary }),
    };
    for (const tag of ['palier-portal', 'palier-login']) {
      const { element } = await open(staff, `<${tag}></${tag}>`);
      const desk = () => element.renderRoot.querySelector<HTMLAnchorElement>('a[href$="/bureau"]');
      await until(desk, `the desk in ${tag}`);
      expect(desk()?.href).to.equal('https://espace.agence-du-port.example/bureau');
      expect(seen(element)).to.not.include('Finances').and.to.not.include('Ajouter un compte');
    }
  });

  it('leads to « Mon accès » from the top of the portal and from the account panel', async () => {
    for (const tag of ['palier-portal', 'palier-login']) {
      const { element } = await open(routes(), `<${tag}></${tag}>`);
      await until(() => element.renderRoot.querySelector('a[href$="/mon-acces"]'), `the link in ${tag}`);
    }
  });

  it('leads to the portal for one more account where no secret may be typed', async () => {
    const crossSite: Routes = { 'GET /v1/bootstrap': sampleBootstrap({ mode: 'cross-site' }) };
    const { element } = await open(crossSite, '<palier-login></palier-login>');
    await until(() => element.renderRoot.querySelector('a[href$="/mon-acces#accounts"]'), 'the link');
  });
});
