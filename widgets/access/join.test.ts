import { expect } from '@open-wc/testing';
import {
  type Asked,
  fakeApi,
  fixture,
  refuse,
  type Routes,
  sampleBootstrap,
  samplePerson,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import './access.ts';
import { at } from './entry-samples.ts';
import './login.ts';
import { sampleOverview } from './samples.ts';
import { field, fill, press, submit } from './testing.ts';

const one = { ...samplePerson, accounts: samplePerson.accounts.slice(0, 1) };
const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');

/** The second account joins the first once its code, and what the paper says besides, were typed. */
const server = (): Routes => {
  let person = one;
  return {
    'GET /v1/bootstrap': () => sampleBootstrap({ person }),
    'GET /v1/access': sampleOverview,
    'POST /v1/first-connection': ({ body }: Asked) =>
      body?.['join'] && body['secret'] === '482913'
        ? at('second-proof', { secondProof: { kind: 'paper' }, details: null })
        : refuse('invalid', { fields: { secret: 'wrong-credentials' } }),
    'POST /v1/first-connection/proof': () => {
      person = samplePerson;
      return { connection: null, person };
    },
    'DELETE /v1/first-connection': {},
  };
};
const send = async (element: PalierElement, typed: Record<string, string>) => {
  for (const [name, value] of Object.entries(typed)) {
    await until(() => field(element, name), name);
    fill(element, name, value);
  }
  submit(element).click();
};
const sayIt = async (element: PalierElement) => {
  await send(element, { identifier: 'C0045377', secret: '000000' });
  await until(() => element.querySelector('[name=secret][aria-invalid]'), 'refused');
  await send(element, { identifier: 'C0045377', secret: '482913' });
  await send(element, { lastName: 'Aubry', postcode: '44000' });
};
const open = async (tag: string) => {
  const api = fakeApi(server());
  const element = await fixture(`<${tag}></${tag}>`);
  await settled(element);
  return { api, element };
};
afterEach(() => sessionStorage.clear());

describe('« Ajouter un compte »', () => {
  it('in the account panel: both accounts are there afterwards', async () => {
    const { api, element } = await open('palier-login');
    await until(() => seen(element).includes('Ajouter un compte'), 'the button');
    expect(element.renderRoot.querySelector('.account'), 'nothing to choose from').to.equal(null);
    await press(element, 'Ajouter un compte');
    await sayIt(element);
    await until(() => seen(element).includes('compte C0045377'), 'the second account');
    expect(seen(element)).to.include('compte C0045210').and.to.include('Tous mes comptes');
    expect(seen(element)).to.include('Le compte C0045377 est ajouté.');
    expect(sessionStorage.length, 'said once').to.equal(0);
    expect(api.to('POST /v1/first-connection')[1]?.body).to.deep.equal({
      path: 'first-connection',
      identifier: 'C0045377',
      secret: '482913',
      join: true,
    });
  });

  it('in « Mon accès »: said where it was asked for', async () => {
    const { element } = await open('palier-access');
    await until(() => seen(element).includes('Comptes clients'), 'the sections');
    await press(element, 'Comptes clients');
    await press(element, 'Ajouter un compte');
    await sayIt(element);
    await until(() => seen(element).includes('Compte ajouté'), 'said');
    expect(sessionStorage.length, 'and not once more elsewhere').to.equal(0);
    expect(seen(element)).to.include('compte C0045377');
    await expect(element).to.be.accessible();
  });

  it('is given up without a trace', async () => {
    const { element } = await open('palier-access');
    await until(() => seen(element).includes('Comptes clients'), 'the sections');
    await press(element, 'Comptes clients');
    await press(element, 'Ajouter un compte');
    await until(() => field(element, 'secret'), 'the form');
    await press(element, 'Abandonner');
    await until(() => !field(element, 'secret'), 'back');
    expect(seen(element)).to.include('compte C0045210');
  });
});
