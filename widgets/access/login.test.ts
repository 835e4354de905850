import { expect } from '@open-wc/testing';
import { sendKeys } from '@web/test-runner-commands';
import type { Agency } from '../../server/agency/contract.ts';
import type { Bootstrap } from '../../server/portal/contract.ts';
import {
  type Asked, behavesLikeAWidget, fakeApi, fixture, never, offline, refuse, type Routes, sampleAgency, sampleBootstrap,
  samplePerson, settled, textOf, until,
} from '../shared/testing.ts'; // prettier-ignore
import type { PalierLogin } from './login.ts';
import './login.ts';
import { field, fill, focused, press, sessions, submit } from './testing.ts';

const nobody = sampleBootstrap({ person: null });
const twoSteps: Bootstrap = { ...nobody, agency: { ...sampleAgency, signIn: 'two-step' } satisfies Agency };
const signedOut: Routes = { 'GET /v1/bootstrap': nobody };

/** A server on which signing in with the right password works. */
const server = (agency: Partial<Agency> = {}, person: Bootstrap['person'] = null): Routes => {
  return {
    'GET /v1/bootstrap': () => sampleBootstrap({ person, agency: { ...sampleAgency, ...agency } }),
    'GET /v1/session': () => ({ person }),
    'POST /v1/session': ({ body }: Asked) => {
      if (body?.['password'] !== 'Port-de-Nantes-44')
        return refuse('invalid', { fields: { password: 'wrong-credentials' } });
      person = samplePerson;
      return { person };
    },
    'DELETE /v1/session': () => {
      person = null;
      return {};
    },
  };
};

const open = async (routes: Routes, markup = '<palier-login></palier-login>') => {
  const api = fakeApi(routes);
  const element = await fixture<PalierLogin>(markup);
  await settled(element);
  return { api, element };
};

behavesLikeAWidget('palier-login', {
  audience: 'anyone',
  largeText: true,
  inner: '<a href="https://espace.example/">Mon espace client</a>',
  states: {
    'one step': { routes: signedOut },
    'first of two steps': { routes: { 'GET /v1/bootstrap': twoSteps } },
    'second of two steps': {
      routes: { 'GET /v1/bootstrap': twoSteps },
      reach: (element) => {
        fill(element, 'identifier', 'C0045210');
        submit(element).click();
      },
    },
    'with errors': { routes: signedOut, reach: (element) => submit(element).click() },
    'help open': {
      routes: signedOut,
      reach: (element) =>
        element.shadowRoot?.querySelectorAll('details').forEach((details) => (details.open = true)),
    },
    forgotten: {
      routes: signedOut,
      reach: async (element) => {
        await press(element, 'Mot de passe oublié');
        await until(() => submit(element)?.textContent === 'Recevoir le lien');
      },
    },
    sent: {
      routes: { ...signedOut, 'POST /v1/password/forgotten': {} },
      reach: async (element) => {
        await press(element, 'Mot de passe oublié');
        await until(() => submit(element)?.textContent === 'Recevoir le lien');
        fill(element, 'identifier', 'C0045210');
        submit(element).click();
        await until(() => textOf(element).includes('messagerie'));
      },
    },
    'signed in, sessions open': {
      routes: { 'GET /v1/bootstrap': sampleBootstrap(), 'GET /v1/sessions': { sessions } },
      reach: async (element) => {
        await until(() => textOf(element).includes('Mes connexions'));
        await press(element, 'Mes connexions');
        await until(() => textOf(element).includes('Safari'));
      },
    },
  },
});

describe('<palier-login>', () => {
  it('has fields that the document sees, with what password managers read', async () => {
    const { element } = await open(signedOut);
    const password = document.querySelectorAll('input[type=password]');
    expect([...password]).to.deep.equal([field(element, 'password')]);
    expect(field(element, 'identifier').autocomplete).to.equal('username');
    expect(field(element, 'password').autocomplete).to.equal('current-password');
    for (const name of ['identifier', 'password'])
      expect(field(element, name).labels?.[0]?.textContent).to.not.equal('');
    expect(document.activeElement, 'no autofocus: it breaks managers').to.equal(document.body);
  });

  it('signs in, says who is there, and leaves no field behind', async () => {
    const { api, element } = await open(server());
    let told = 0;
    const count = () => told++;
    document.addEventListener('palier-signed-in', count);
    fill(element, 'identifier', '  C0045210 ');
    field(element, 'password').focus();
    fill(element, 'password', 'Port-de-Nantes-44');
    await sendKeys({ press: 'Enter' });
    await until(() => textOf(element).includes('Hélène Aubry-Desrosiers'));
    document.removeEventListener('palier-signed-in', count);
    expect(
      api.to('POST /v1/session').map(({ body, headers }) => [body, headers.get('x-palier-client')]),
    ).to.deep.equal([[{ identifier: 'C0045210', password: 'Port-de-Nantes-44' }, '1']]);
    await until(() => textOf(element).includes('compte C0045210'), 'the accounts');
    expect(textOf(element)).to.include('Copropriétaire · 4 biens');
    expect(document.querySelectorAll('input')).to.have.length(0);
    expect(told).to.equal(1);
  });

  it('signs out', async () => {
    const { api, element } = await open(server({}, samplePerson));
    await press(element, 'Se déconnecter');
    await until(() => field(element, 'password'), 'the form again');
    expect(api.to('DELETE /v1/session')).to.have.length(1);
    expect(textOf(element)).to.not.include('Hélène');
  });

  it('says that the credentials are wrong beside the password, and keeps what was typed', async () => {
    const { element } = await open(server());
    fill(element, 'identifier', 'C0045210');
    fill(element, 'password', 'faux');
    submit(element).click();
    await until(() => textOf(element).includes('ne vont pas ensemble'));
    expect(field(element, 'password').getAttribute('aria-invalid')).to.equal('true');
    const described = field(element, 'password')
      .getAttribute('aria-describedby')
      ?.split(' ')
      .map((id) => document.getElementById(id)?.textContent);
    expect(described?.join('')).to.include('ne vont pas ensemble');
    expect([field(element, 'identifier').value, field(element, 'password').value, focused()]).to.deep.equal([
      'C0045210',
      'faux',
      'password',
    ]);
    fill(element, 'password', 'autre');
    await element.updateComplete;
    expect(textOf(element)).to.not.include('ne vont pas ensemble');
  });

  it('asks for what is missing, and goes to the first of it', async () => {
    const { api, element } = await open(signedOut);
    submit(element).click();
    await until(() => focused() === 'identifier');
    expect(textOf(element))
      .to.include('Saisissez votre identifiant')
      .and.to.include('Saisissez votre mot de passe');
    expect(api.to('POST /v1/session')).to.have.length(0);
  });

  it('waits and asks again when the server is busy', async () => {
    let tries = 0;
    const routes = server();
    const right = routes['POST /v1/session'] as (asked: Asked) => unknown;
    const { element } = await open({
      ...routes,
      'POST /v1/session': (asked: Asked) =>
        ++tries < 3 ? refuse('busy', { retryAfter: 0.01 }) : right(asked),
    });
    fill(element, 'identifier', 'C0045210');
    fill(element, 'password', 'Port-de-Nantes-44');
    submit(element).click();
    await until(() => textOf(element).includes('Hélène'));
    expect(tries).to.equal(3);
  });

  for (const [what, reply, words] of [
    ['too many tries', () => refuse('too-many', { retryAfter: 60 }), 'Trop d’essais'],
    ['no network', offline, 'Ce que vous avez saisi est gardé'],
    ['a browser that keeps no cookie', { person: samplePerson }, 'n’a pas gardé la connexion'],
  ] as const)
    it(`says so: ${what}`, async () => {
      const { element } = await open({ ...signedOut, 'POST /v1/session': reply });
      fill(element, 'identifier', 'C0045210');
      fill(element, 'password', 'x');
      submit(element).click();
      await until(() => textOf(element).includes(words), words);
      expect(field(element, 'identifier').value).to.equal('C0045210');
    });

  it('sends once, however often the button is pressed', async () => {
    const { api, element } = await open({ ...signedOut, 'POST /v1/session': never });
    fill(element, 'identifier', 'C0045210');
    fill(element, 'password', 'x');
    submit(element).click();
    submit(element).click();
    await until(() => submit(element).textContent === 'Connexion…');
    submit(element).click();
    expect(api.to('POST /v1/session')).to.have.length(1);
  });

  it('in two steps: identifier, then password, and back without losing it', async () => {
    const { element } = await open(server({ signIn: 'two-step' }));
    expect(field(element, 'password').checkVisibility()).to.equal(false);
    fill(element, 'identifier', 'C0045210');
    submit(element).click();
    await until(() => focused() === 'password');
    expect(textOf(element)).to.include('C0045210');
    await press(element, 'Modifier');
    await until(() => focused() === 'identifier');
    expect(field(element, 'identifier').value).to.equal('C0045210');
    submit(element).click();
    await until(() => focused() === 'password');
    fill(element, 'password', 'Port-de-Nantes-44');
    submit(element).click();
    await until(() => textOf(element).includes('Hélène'));
  });

  it('shows and hides the password', async () => {
    const { element } = await open(signedOut);
    await press(element, 'Afficher');
    expect(field(element, 'password').type).to.equal('text');
    await press(element, 'Masquer');
    expect(field(element, 'password').type).to.equal('password');
  });

  it('gives the same answer to anyone who forgot a password, and keeps the identifier typed before', async () => {
    const { api, element } = await open({ ...signedOut, 'POST /v1/password/forgotten': {} });
    fill(element, 'identifier', 'C0045210');
    await press(element, 'Mot de passe oublié');
    await until(() => submit(element)?.textContent === 'Recevoir le lien');
    expect(field(element, 'identifier').value).to.equal('C0045210');
    submit(element).click();
    await until(() => textOf(element).includes('C0045210 »'));
    expect(api.to('POST /v1/password/forgotten')[0]?.body).to.deep.equal({ identifier: 'C0045210' });
  });

  it('forgets the password before the page goes into a cache', async () => {
    const { element } = await open(signedOut);
    fill(element, 'identifier', 'C0045210');
    fill(element, 'password', 'secret');
    dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    expect([field(element, 'identifier').value, field(element, 'password').value]).to.deep.equal([
      'C0045210',
      '',
    ]);
  });

  it('says that capitals are locked', async () => {
    const { element } = await open(signedOut);
    field(element, 'password').dispatchEvent(
      new KeyboardEvent('keydown', { key: 'A', modifierCapsLock: true }),
    );
    expect(textOf(element)).to.include('Les majuscules sont verrouillées');
  });

  it('leads where a sign-in notice of another widget points', async () => {
    const { element } = await open(signedOut);
    element.page.entrance?.focus();
    expect(focused()).to.equal('identifier');
  });

  it('in a sandboxed or unlisted page, leaves the link', async () => {
    fakeApi({ 'GET /v1/bootstrap': () => refuse('not-allowed') });
    const element = await fixture<PalierLogin>(
      '<palier-login><a href="https://espace.example/">Mon espace client</a></palier-login>',
    );
    await settled(element);
    expect(element.querySelector('a')?.checkVisibility()).to.equal(true);
    expect(document.querySelectorAll('input')).to.have.length(0);
  });
});
