import { expect } from '@open-wc/testing';
import type { AccessOverview } from '../../server/access/contact/contract.ts';
import {
  type Asked,
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
import './access.ts';
import './login.ts';
// There at once, so that what is shown when nobody is signed in does not grow under a test.
import './parts/passkey.ts';
import { sampleOverview, sampleStepUp as stepUp } from './samples.ts';
import { field, fill, focused, press, sessions, submit } from './testing.ts';

/** A server that knows one overview. */
const server = (own: Partial<AccessOverview> = {}, routes: Routes = {}): Routes => ({
  'GET /v1/bootstrap': sampleBootstrap(),
  'GET /v1/access': { ...sampleOverview, ...own },
  'GET /v1/sessions': { sessions },
  'POST /v1/step-ups': ({ body }: Asked) => ({ ...stepUp, channel: body?.['channel'] }),
  'POST /v1/step-ups/:id/code': {},
  'POST /v1/access/email': {},
  ...routes,
});

const opened = async (element: PalierElement, section: string) => {
  await until(() => textOf(element).includes(section), section);
  await press(element, section);
};

const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');

behavesLikeAWidget('palier-access', {
  states: {
    closed: {
      routes: server(),
      reach: (element) => until(() => textOf(element).includes('Comptes liés'), 'the sections'),
    },
    email: { routes: server(), reach: (element) => opened(element, 'Adresse de courriel') },
    'email waiting': {
      routes: server({
        emailChange: { to: 'nouvelle@courriel.example', state: 'sent', until: '2026-11-22T10:00:00.000Z' },
      }),
      reach: (element) => opened(element, 'Adresse de courriel'),
    },
    'step-up': {
      routes: server(),
      reach: async (element) => {
        await opened(element, 'Mot de passe');
        await press(element, 'Changer mon mot de passe');
        await until(() => textOf(element).includes('par courriel à'), 'the ways');
        await press(element, 'par courriel à');
        await until(() => field(element, 'code'), 'the code');
      },
    },
    password: {
      routes: server({ channels: [{ channel: 'email', to: 'h…@courriel.example' }] }),
      reach: async (element) => {
        await opened(element, 'Mot de passe');
        await press(element, 'Changer mon mot de passe');
        await until(() => field(element, 'code'), 'the code');
        fill(element, 'code', '123456');
        submit(element).click();
        await until(() => field(element, 'current'), 'the form');
      },
    },
    passkeys: { routes: server(), reach: (element) => opened(element, 'Clés d’accès') },
    linked: { routes: server(), reach: (element) => opened(element, 'Comptes liés') },
  },
});

const reach = async (own: Partial<AccessOverview> = {}, routes: Routes = {}) => {
  const state = server(own, routes);
  const api = fakeApi(state);
  const element = await fixture('<palier-access></palier-access>');
  await settled(element);
  await until(() => textOf(element).includes('Adresse de courriel'), 'the sections');
  return { api, element, state };
};
const byMail: Partial<AccessOverview> = { channels: [{ channel: 'email', to: 'h…@courriel.example' }] };
const send = async (element: PalierElement, name: string, value: string) => {
  await until(() => field(element, name), name);
  fill(element, name, value);
  submit(element).click();
};

describe('<palier-access>', () => {
  it('says how each thing stands, and opens one at a time', async () => {
    const { element } = await reach({ alias: 'helene.a', totp: true, recoveryCodesLeft: 1 });
    expect(seen(element))
      .to.include('« helene.a »')
      .and.to.include('Activée, 1 code de secours')
      .and.to.include('1 clé d’accès')
      .and.to.include('C0045210, C0045377');
    await press(element, 'Identifiant choisi');
    await press(element, 'Téléphone');
    const open = element.renderRoot.querySelectorAll('[aria-expanded=true]');
    expect([...open].map((button) => button.textContent?.includes('Téléphone'))).to.deep.equal([true]);
    expect(element.querySelectorAll(':scope > input')).to.have.length(1);
    await press(element, 'Téléphone');
    expect(element.querySelectorAll(':scope > input')).to.have.length(0);
  });

  it('leaves out what this agency cannot offer', async () => {
    const { element } = await reach({ phone: null, phoneOffered: false, linked: [], offers: [] });
    expect(seen(element)).to.not.include('Téléphone').and.to.not.include('Comptes liés');
  });

  it('changes the address behind a proof of its very content, then waits for its mailbox', async () => {
    const { api, element, state } = await reach(
      {},
      {
        'POST /v1/access/email': () => {
          state['GET /v1/access'] = {
            ...sampleOverview,
            emailChange: { to: 'n@courriel.example', state: 'sent', until: '2026-11-22T10:00:00.000Z' },
          };
          return {};
        },
      },
    );
    await press(element, 'Adresse de courriel');
    await send(element, 'email', 'n@courriel');
    await until(() => seen(element).includes('incomplète'), 'what is wrong with it');
    expect(focused()).to.equal('email');
    await send(element, 'email', 'n@courriel.example');
    await until(() => seen(element).includes('par SMS au 06'), 'the ways, the strongest first');
    expect(api.to('POST /v1/step-ups'), 'nothing is sent before one way is chosen').to.have.length(0);
    await press(element, 'par courriel à');
    await until(() => focused() === 'code', 'the focus on the code');
    expect(api.to('POST /v1/step-ups')[0]?.body).to.deep.equal({
      action: { kind: 'change-email', email: 'n@courriel.example' },
      channel: 'email',
    });
    expect(seen(element)).to.include('« Changer votre mot de passe »'); // what the server says, word for word
    expect(field(element, 'code').autocomplete).to.equal('one-time-code');
    await send(element, 'code', '123 456');
    await until(() => seen(element).includes('ouvrez son lien, ou recopiez son code'), 'the mail');
    expect(api.to('POST /v1/step-ups/:id/code')[0]?.body).to.deep.equal({ code: '123 456' });
    expect(api.to('POST /v1/access/email')[0]?.body).to.deep.equal({
      email: 'n@courriel.example',
      stepUp: 's1',
    });
    expect(element.shadowRoot?.activeElement?.textContent, 'focus').to.include('Adresse de courriel');
  });

  it('leads who no longer reads that address to help, and back', async () => {
    const { element } = await reach(byMail);
    await press(element, 'Adresse de courriel');
    await send(element, 'email', 'n@courriel.example');
    await until(() => field(element, 'code'), 'the code');
    expect(seen(element)).to.include('plus accès à cette adresse').and.include('Appeler l’agence');
    await press(element, 'Demander de l’aide');
    await until(() => field(element, 'reference'), 'the form');
    await press(element, 'Retour');
    await until(() => field(element, 'code'), 'where one was');
  });

  it('keeps what was typed when the proof is given up, or when the server takes it not', async () => {
    const { api, element } = await reach(byMail);
    await press(element, 'Adresse de courriel');
    await send(element, 'email', 'n@courriel.example');
    await until(() => field(element, 'code'), 'the code');
    await press(element, 'Annuler');
    await until(() => field(element, 'email'), 'the address');
    expect(field(element, 'email').value).to.equal('n@courriel.example');
    expect(api.to('POST /v1/access/email')).to.have.length(0);
    api.routes['POST /v1/step-ups'] = () => refuse('invalid', { fields: { email: 'same' } });
    submit(element).click();
    await until(() => seen(element).includes('C’est déjà votre adresse'), 'why');
    expect(focused()).to.equal('email');
  });

  it('gives the proof up when another section is opened over it', async () => {
    const { api, element } = await reach(byMail);
    await press(element, 'Adresse de courriel');
    await send(element, 'email', 'n@courriel.example');
    await until(() => field(element, 'code'), 'the code');
    await press(element, 'Identifiant choisi');
    await until(() => field(element, 'alias'), 'the other section');
    await press(element, 'Adresse de courriel');
    await until(() => field(element, 'email'), 'the address');
    expect(api.to('POST /v1/access/email')).to.have.length(0);
  });

  it('tells a wrong code from a dead one, and enough codes from both', async () => {
    const { api, element } = await reach(byMail, {
      'POST /v1/step-ups/:id/code': () => refuse('invalid', { fields: { code: 'wrong' } }),
    });
    await press(element, 'Mot de passe');
    await press(element, 'Changer mon mot de passe');
    await send(element, 'code', '12345');
    await until(() => seen(element).includes('Ce code a six chiffres'), 'too short');
    expect(api.to('POST /v1/step-ups/:id/code')).to.have.length(0);
    await send(element, 'code', '123456');
    await until(() => seen(element).includes('pas le bon'), 'wrong');
    api.routes['POST /v1/step-ups/:id/code'] = () => refuse('invalid', { fields: { code: 'expired' } });
    submit(element).click();
    await until(() => seen(element).includes('ne sert plus'), 'dead');
    api.routes['POST /v1/step-ups'] = () => refuse('too-many', { retryAfter: 3600 });
    await press(element, 'Recevoir un autre code');
    await until(() => seen(element).includes('Assez de codes pour aujourd’hui'), 'enough');
    await expect(element).to.be.accessible();
  });

  it('changes the password after the proof, and asks for another proof when it took too long', async () => {
    const { api, element } = await reach(byMail, {
      'PUT /v1/access/password': () => refuse('invalid', { fields: { current: 'wrong' } }),
    });
    await press(element, 'Mot de passe');
    await press(element, 'Changer mon mot de passe');
    await send(element, 'code', '123456');
    await until(() => focused() === 'current', 'the form');
    fill(element, 'current', 'faux');
    fill(element, 'password', 'Port-de-Nantes-44');
    await send(element, 'again', 'Port-de-Nantes-44');
    await until(() => seen(element).includes('pas votre mot de passe actuel'), 'refused');
    expect(field(element, 'password').value, 'kept').to.equal('Port-de-Nantes-44');
    api.routes['PUT /v1/access/password'] = ({ body }: Asked) =>
      body?.['stepUp'] === 's2' ? {} : refuse('step-up');
    api.routes['POST /v1/step-ups'] = { ...stepUp, id: 's2' };
    await send(element, 'current', 'Le-bon-mot-1');
    await send(element, 'code', '654321');
    await until(() => seen(element).includes('Vos autres appareils sont déconnectés'), 'done');
    expect(api.to('PUT /v1/access/password').at(-1)?.body).to.deep.equal({
      current: 'Le-bon-mot-1',
      password: 'Port-de-Nantes-44',
      stepUp: 's2',
    });
    expect(element.querySelectorAll('input[type=password]'), 'no password stays').to.have.length(0);
  });

  it('turns two steps on with the square, the key in groups, and codes that stay until they are put away', async () => {
    const { api, element } = await reach(byMail, {
      'POST /v1/totp': { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/A:h?secret=JBSWY3DPEHPK3PXP' },
      'POST /v1/totp/confirmation': { codes: ['AAAA-1111', 'BBBB-2222'] },
    });
    await press(element, 'Connexion en deux temps');
    await press(element, 'Activer');
    await send(element, 'code', '123456');
    await until(() => element.renderRoot.querySelector('svg.qr'), 'the square');
    expect(seen(element)).to.include('JBSW Y3DP EHPK 3PXP');
    await expect(element).to.be.accessible();
    await send(element, 'code', '000000');
    await until(() => seen(element).includes('BBBB-2222'), 'the recovery codes');
    await element.page.refresh();
    await element.updateComplete;
    expect(seen(element)).to.include('AAAA-1111');
    await expect(element).to.be.accessible();
    await press(element, 'Je les ai rangés');
    await until(() => seen(element).includes('La connexion en deux temps est activée'), 'done');
    expect(element.shadowRoot?.textContent).to.not.include('AAAA-1111');
    expect(api.to('POST /v1/totp')[0]?.body).to.deep.equal({ stepUp: 's1' });
  });

  it('does not let an agent do without', async () => {
    const staff = sampleBootstrap();
    const person = staff.person && { ...staff.person, isAgent: true, accounts: [] };
    const { element } = await reach(
      { totp: true, recoveryCodesLeft: 8 },
      { 'GET /v1/bootstrap': { ...staff, person } },
    );
    expect(seen(element)).to.not.include('Comptes clients');
    await press(element, 'Connexion en deux temps');
    expect(seen(element)).to.include('Renouveler mes codes').and.to.not.include('Désactiver');
  });

  it('leaves for a provider once that is confirmed, and says what came of it', async () => {
    const page = `${location.origin}${location.pathname}${location.search}`;
    const { api, element } = await reach(byMail, {
      // No page is left in a test: a fragment goes nowhere.
      'POST /v1/social/:provider/departures': { url: '#gone' },
    });
    await press(element, 'Comptes liés');
    await press(element, 'Lier Fournisseur de démonstration');
    await send(element, 'code', '123456');
    await until(() => location.hash === '#gone', 'the departure');
    const [asked] = api.to('POST /v1/social/:provider/departures');
    expect([asked?.param, asked?.path, asked?.body]).to.deep.equal([
      { provider: 'oidc' },
      '/v1/social/oidc/departures',
      { purpose: 'link', stepUp: 's1', returnTo: page },
    ]);
    element.remove();
    history.replaceState(null, '', `${page}#palier-social=taken`);
    const { element: back } = await reach();
    await until(() => seen(back).includes('déjà lié à un autre accès'), 'the outcome');
    expect(location.hash).to.equal('');
  });

  it('ends nothing and shows nothing on a page of the agency’s own site', async () => {
    const api = fakeApi({ 'GET /v1/bootstrap': sampleBootstrap() });
    const element = await fixture('<palier-access endpoint="https://espace.agence.example"></palier-access>');
    await settled(element);
    await until(() => element.renderRoot.querySelector('a[href$="/mon-acces"]'), 'the way there');
    expect(api.asked.map(({ path }) => path)).to.deep.equal(['/v1/bootstrap']);
    await expect(element).to.be.accessible();
  });
});
