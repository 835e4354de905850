import { expect } from '@open-wc/testing';
import type { SecondFactorNeed } from '../../server/access/contract.ts';
import type { PalierElement } from '../shared/element.ts';
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
import './login.ts';
import type { PalierLogin } from './login.ts';
import { field, fill, focused, press, submit } from './testing.ts';

const all: SecondFactorNeed = { kind: 'prove', ways: ['totp', 'passkey', 'recovery-code'] };
const due = (awaits = all): Routes => ({ 'GET /v1/bootstrap': sampleBootstrap({ person: null, awaits }) });
const secret = { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/A:h?secret=JBSWY3DPEHPK3PXP' };
const enrolling: Routes = {
  ...due({ kind: 'enrol', ways: [] }),
  'POST /v1/session/factor/enrolment': secret,
  'POST /v1/session/factor/enrolment/confirmation': { codes: ['AAAA-1111', 'BBBB-2222'] },
};

const seen = (element: PalierElement) => textOf(element).replaceAll(/\s+/g, ' ');
const code = (element: PalierElement) => until(() => field(element, 'code'), 'the code');

behavesLikeAWidget('palier-login', {
  audience: 'anyone',
  states: {
    'second factor': { routes: due(), reach: code },
    'recovery code': {
      routes: due(),
      reach: async (element) => {
        await code(element);
        await press(element, 'Je n’ai pas mon téléphone');
      },
    },
    'agent without a factor': { routes: enrolling, reach: code },
  },
});

const open = async (routes: Routes, markup = '<palier-login></palier-login>') => {
  const api = fakeApi(routes);
  const element = await fixture<PalierLogin>(markup);
  await settled(element);
  return { api, element };
};

describe('the second factor', () => {
  it('leads who has none left to help, and back', async () => {
    const { element } = await open(due());
    await code(element);
    await press(element, 'Je n’ai pas mon téléphone');
    expect(element.shadowRoot?.querySelector('a[href^="tel:"]')?.textContent).to.include('Appeler l’agence');
    await press(element, 'Demander de l’aide');
    await until(() => seen(element).includes('Votre message'), 'the form');
    await press(element, 'Retour');
    await until(() => seen(element).includes('Une seconde preuve'), 'where one was');
  });

  it('follows a right password, one field at a time, and lets in', async () => {
    const routes: Routes = {
      'GET /v1/bootstrap': sampleBootstrap({ person: null }),
      'POST /v1/session': { person: null, awaits: all },
    };
    const { api, element } = await open(routes);
    fill(element, 'identifier', 'C0045210');
    fill(element, 'password', 'Port-de-Nantes-44');
    Object.assign(routes, due());
    submit(element).click();
    await code(element);
    expect([...element.querySelectorAll(':scope > input')]).to.deep.equal([field(element, 'code')]);
    expect(field(element, 'code').autocomplete).to.equal('one-time-code');
    expect(field(element, 'code').inputMode).to.equal('numeric');
    routes['POST /v1/session/factor/totp'] = () => refuse('invalid', { fields: { code: 'wrong' } });
    fill(element, 'code', '000000');
    submit(element).click();
    await until(() => seen(element).includes('pas le bon'), 'wrong');
    expect(focused()).to.equal('code');
    routes['POST /v1/session/factor/totp'] = {};
    routes['GET /v1/bootstrap'] = sampleBootstrap();
    fill(element, 'code', '123 456');
    submit(element).click();
    await until(() => seen(element).includes('Hélène Aubry-Desrosiers'), 'in');
    expect(api.to('POST /v1/session/factor/totp').at(-1)?.body).to.deep.equal({ code: '123 456' });
  });

  it('takes a recovery code as it is typed, when the telephone is not there', async () => {
    const { api, element } = await open({ ...due(), 'POST /v1/session/factor/recovery-code': {} });
    await code(element);
    await press(element, 'Je n’ai pas mon téléphone');
    await until(() => focused() === 'code', 'the focus');
    expect(field(element, 'code').getAttribute('inputmode')).to.equal(null);
    fill(element, 'code', ' aaaa-1111 ');
    api.routes['GET /v1/bootstrap'] = sampleBootstrap();
    submit(element).click();
    await until(() => seen(element).includes('Hélène'), 'in');
    expect(api.to('POST /v1/session/factor/recovery-code')[0]?.body).to.deep.equal({ code: 'aaaa-1111' });
  });

  it('offers what there is and nothing else, and always the way out', async () => {
    const { api, element } = await open({
      ...due({ kind: 'prove', ways: ['totp'] }),
      'DELETE /v1/session': {},
    });
    await code(element);
    expect(seen(element)).to.not.include('clé d’accès').and.to.not.include('Je n’ai pas');
    api.routes['GET /v1/bootstrap'] = sampleBootstrap({ person: null });
    await press(element, 'Se déconnecter');
    await until(() => field(element, 'identifier'), 'the beginning');
    expect(api.to('DELETE /v1/session')).to.have.length(1);
  });

  it('sends a passkey to the portal’s own page, and takes the code right here', async () => {
    const site = '<palier-login endpoint="https://espace.agence.example"></palier-login>';
    const { element } = await open(due(), site);
    await code(element);
    await press(element, 'Utiliser une clé d’accès');
    await until(() => element.renderRoot.querySelector('a[href$="/connexion"]'), 'the way there');
  });

  it('sets an agent’s up: why, the key, the first code, then codes that outlast the page’s news', async () => {
    const { api, element } = await open({ ...enrolling });
    await code(element);
    expect(seen(element)).to.include('Vous ouvrez les dossiers').and.to.include('JBSW Y3DP EHPK 3PXP');
    expect(element.renderRoot.querySelector('svg.qr path:last-child')?.getAttribute('d')).to.match(
      /^M\d+ \d+h/,
    );
    fill(element, 'code', '123456');
    submit(element).click();
    await until(() => seen(element).includes('BBBB-2222'), 'the codes');
    // The session is open: whoever puts the codes away in another window comes back to them.
    const staff = sampleBootstrap();
    api.routes['GET /v1/bootstrap'] = {
      ...staff,
      person: staff.person && { ...staff.person, name: 'Marc Tissot', isAgent: true, accounts: [] },
    };
    await element.page.refresh();
    await element.updateComplete;
    expect(seen(element)).to.include('AAAA-1111');
    await expect(element).to.be.accessible();
    await press(element, 'Je les ai rangés');
    await until(() => seen(element).includes('Marc Tissot'), 'in');
    expect(element.shadowRoot?.textContent).to.not.include('AAAA-1111');
    await until(() => element.renderRoot.querySelector('a[href$="/bureau"]'), 'the desk');
  });

  it('starts again when the key could not be had', async () => {
    const { api, element } = await open({
      ...enrolling,
      'POST /v1/session/factor/enrolment': () => refuse('internal'),
    });
    await until(() => seen(element).includes('de notre côté'), 'what happened');
    api.routes['POST /v1/session/factor/enrolment'] = secret;
    await press(element, 'Réessayer');
    await code(element);
  });
});
