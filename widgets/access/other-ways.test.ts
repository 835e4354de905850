import { expect } from '@open-wc/testing';
import type { PalierElement } from '../shared/element.ts';
import {
  type Asked,
  fakeApi,
  fixture,
  offline,
  refuse,
  type Routes,
  sampleBootstrap,
  settled,
  textOf,
  until,
} from '../shared/testing.ts';
import './login.ts';
import type { PalierLogin } from './login.ts';
import { press } from './testing.ts';

const social = [
  { provider: 'google' as const, name: 'Google' },
  { provider: 'oidc' as const, name: 'Fournisseur de démonstration' },
];
const signedOut: Routes = { 'GET /v1/bootstrap': sampleBootstrap({ person: null, social }) };
const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');
const page = `${location.origin}${location.pathname}${location.search}`;
afterEach(() => history.replaceState(history.state, '', page));

const open = async (routes: Routes, markup = '<palier-login></palier-login>') => {
  const api = fakeApi(routes);
  const element = await fixture<PalierLogin>(markup);
  await settled(element);
  return { api, element };
};
const button = (element: PalierElement, words: string) =>
  [...element.renderRoot.querySelectorAll<HTMLElement>('button')].find((one) =>
    one.innerText.includes(words),
  );

describe('signing in through a provider', () => {
  it('leaves from this very page, and comes back to it', async () => {
    history.replaceState(null, '', `${page}#rubrique`);
    const { api, element } = await open({
      ...signedOut,
      // No page is left in a test: a fragment goes nowhere.
      'POST /v1/social/:provider/departures': { url: '#gone' },
    });
    await until(() => button(element, 'Continuer avec Google'), 'the buttons');
    await expect(element).to.be.accessible();
    await press(element, 'Continuer avec Fournisseur');
    await until(() => location.hash === '#gone', 'the departure');
    expect(
      api.to('POST /v1/social/:provider/departures').map(({ param, body }) => [param, body]),
    ).to.deep.equal([[{ provider: 'oidc' }, { purpose: 'sign-in', returnTo: page }]]);
  });

  it('stays, and says why, when the departure is refused', async () => {
    const { element } = await open({ ...signedOut, 'POST /v1/social/:provider/departures': offline });
    await until(() => button(element, 'Continuer avec Google'), 'the buttons');
    await press(element, 'Continuer avec Google');
    await until(() => seen(element).includes('La connexion semble coupée'), 'why');
  });

  for (const [outcome, words] of [
    ['unknown', 'liez-le dans « Mon accès »'],
    ['taken', 'déjà lié à un autre accès'],
    ['refused', 'Vous avez refusé'],
    ['failed', 'n’a pas pu être vérifiée'],
    ['anything-else', 'n’a pas pu être vérifiée'],
  ])
    it(`says what came of it and how to go on: ${outcome}`, async () => {
      history.replaceState(null, '', `${page}#palier-social=${outcome}`);
      const { element } = await open(signedOut);
      await until(() => seen(element).includes(words ?? ''), 'the sentence');
      expect(location.hash, 'out of the address bar').to.equal('');
    });

  it('takes the good news out of the address as well', async () => {
    history.replaceState(null, '', `${page}#palier-social=signed-in`);
    await open({ 'GET /v1/bootstrap': sampleBootstrap() });
    await until(() => location.hash === '', 'a clean address');
  });

  it('is not offered on a page of another site', async () => {
    const crossSite = { 'GET /v1/bootstrap': sampleBootstrap({ person: null, social, mode: 'cross-site' }) };
    const { element } = await open(
      crossSite,
      '<palier-login endpoint="https://espace.autre.example"></palier-login>',
    );
    await until(() => button(element, 'Se connecter'), 'the door');
    expect(seen(element)).to.not.include('Continuer avec');
  });
});

describe('signing in with a passkey', () => {
  const ask = {
    challenge: 'AAAA',
    rpId: location.hostname,
    userVerification: 'required',
    allowCredentials: [],
  };
  const real = navigator.credentials.get.bind(navigator.credentials);
  afterEach(() => (navigator.credentials.get = real));
  const device = (answer: () => unknown) => {
    navigator.credentials.get = async () => answer() as Credential;
  };
  const bytes = new Uint8Array([1, 2, 3]).buffer;
  const key = () => ({
    id: 'AQID',
    rawId: bytes,
    type: 'public-key',
    authenticatorAttachment: 'platform',
    getClientExtensionResults: () => ({}),
    response: { clientDataJSON: bytes, authenticatorData: bytes, signature: bytes, userHandle: bytes },
  });
  const routes: Routes = {
    ...signedOut,
    'POST /v1/session/passkey/options': { options: JSON.stringify(ask) },
    'POST /v1/session/passkey': {},
  };
  const press1 = async (element: PalierElement) => {
    await until(() => button(element, 'clé d’accès'), 'the button');
    await press(element, 'clé d’accès');
  };

  it('gives the server what the device answers, and lets in', async () => {
    device(key);
    const { api, element } = await open({ ...routes });
    api.routes['POST /v1/session/passkey'] = ({ body }: Asked) => {
      api.routes['GET /v1/bootstrap'] = sampleBootstrap();
      const { id, response } = JSON.parse(String(body?.['response'])) as { id: string; response: object };
      return id === 'AQID' && 'signature' in response ? { person: null } : refuse('internal');
    };
    await press1(element);
    await until(() => seen(element).includes('Hélène'), 'in');
  });

  it('says what a cancelled request, or a device without a passkey, leaves one with', async () => {
    device(() => {
      throw new DOMException('no', 'NotAllowedError');
    });
    const { api, element } = await open({ ...routes });
    await press1(element);
    await until(() => seen(element).includes('Rien n’a été confirmé'), 'the sentence');
    expect(api.to('POST /v1/session/passkey')).to.have.length(0);
    expect(button(element, 'Se connecter avec une clé')?.ariaDisabled).to.equal('false');
  });

  it('says that a removed one is not known', async () => {
    device(key);
    const { element } = await open({
      ...routes,
      'POST /v1/session/passkey': () => refuse('invalid', { fields: { passkey: 'wrong' } }),
    });
    await press1(element);
    await until(() => seen(element).includes('n’est pas connue ici'), 'the sentence');
  });

  it('is offered on the portal’s own page alone, whose name it bears', async () => {
    const { element } = await open(
      signedOut,
      '<palier-login endpoint="https://espace.agence.example"></palier-login>',
    );
    await until(() => button(element, 'Continuer avec Google'), 'the other ways');
    expect(seen(element)).to.not.include('clé d’accès');
  });
});
