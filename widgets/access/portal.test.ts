import { expect } from '@open-wc/testing';
import {
  type Asked, behavesLikeAWidget, fakeApi, fixture, refuse, type Routes, sampleAgency, sampleBootstrap, samplePerson,
  settled, textOf, until,
} from '../shared/testing.ts'; // prettier-ignore
import type { PalierLogin } from './login.ts';
import './login.ts';

const portal = 'https://espace.agence.example';
const elsewhere = `<palier-login endpoint="${portal}"></palier-login>`;
const agency = { ...sampleAgency, portalUrl: portal };
const nobody = sampleBootstrap({ person: null, mode: 'cross-site', agency });
const code = 'code-0123456789-0123456789';
const token = 'token-0123456789-012345';
const realOpen = window.open;
const here = location.href;

afterEach(() => {
  window.open = realOpen;
  history.replaceState(null, '', here);
  sessionStorage.clear();
});

const button = (element: PalierLogin, words: string): HTMLButtonElement | undefined =>
  [...(element.shadowRoot?.querySelectorAll('button') ?? [])].find((b) => b.innerText.includes(words));
const field = (element: PalierLogin, name: string) =>
  element.querySelector<HTMLInputElement>(`:scope > input[name="${name}"]`) as HTMLInputElement;

behavesLikeAWidget('palier-login', {
  audience: 'anyone',
  largeText: true,
  attributes: `endpoint="${portal}"`,
  states: {
    'on a page of another site': {
      routes: { 'GET /v1/bootstrap': nobody },
      reach: (element) => until(() => textOf(element).includes('petite fenêtre')),
    },
  },
});

describe('sign-in from a page of another site', () => {
  /** The server of the portal; the browser refuses its cookie here unless told otherwise. */
  const server = (cookie = true): Routes => {
    let person: typeof samplePerson | null = null;
    const seen = ({ headers }: Asked) => (cookie || headers.has('authorization') ? person : null);
    return {
      'GET /v1/bootstrap': (asked: Asked) => ({ ...nobody, person: seen(asked) }),
      'GET /v1/session': (asked: Asked) => ({ person: seen(asked) }),
      'POST /v1/handoffs/redemption': ({ body }: Asked) =>
        body?.['code'] === code
          ? { person: (person = samplePerson), token }
          : refuse('invalid', { fields: { code: 'expired' } }),
    };
  };

  const openDoor = async (routes: Routes) => {
    const api = fakeApi(routes);
    const popup = document.createElement('iframe');
    popup.dataset['testBox'] = '';
    document.body.append(popup);
    const asked: URL[] = [];
    window.open = (url) => {
      asked.push(new URL(String(url)));
      return popup.contentWindow;
    };
    const element = await fixture<PalierLogin>(elsewhere);
    await until(() => button(element, 'Se connecter'));
    // The proof is made ahead of the click.
    await until(() => {
      if (asked.length === 0) button(element, 'Se connecter')?.click();
      return asked.length > 0;
    });
    await until(() => textOf(element).includes('vient de s’ouvrir'));
    const say = (origin: string, source: Window | null, data: unknown) =>
      dispatchEvent(new MessageEvent('message', { origin, source, data }));
    return { api, element, popup: popup.contentWindow, address: asked[0] as URL, say };
  };

  it('has no password field in the page', async () => {
    const { element, address } = await openDoor(server());
    expect(element.querySelectorAll('input')).to.have.length(0);
    expect([address.origin, address.pathname, address.searchParams.get('origin')]).to.deep.equal([
      portal,
      '/connexion',
      location.origin,
    ]);
  });

  for (const [tag, words, path, way] of [
    ['palier-login', 'Inscription locataire', '/premiere-connexion', 'tenant-registration'],
    ['palier-activation', 'Première connexion', '/premiere-connexion', 'first-connection'],
    ['palier-activation', 'Se connecter', '/connexion', null],
  ] as const)
    it(`<${tag}> opens the portal’s window for what is pressed: ${words}`, async () => {
      const ways = { ...agency, waysIn: ['first-connection', 'tenant-registration'] };
      fakeApi({ 'GET /v1/bootstrap': { ...nobody, agency: ways } });
      const asked: URL[] = [];
      const element = await fixture<PalierLogin>(`<${tag} endpoint="${portal}"></${tag}>`);
      await until(() => button(element, words));
      window.open = (url) => (asked.push(new URL(String(url))), { closed: true } as Window);
      await until(() => {
        if (asked.length === 0) button(element, words)?.click();
        return asked.length > 0;
      });
      const [address] = asked;
      expect([
        address?.pathname,
        address?.searchParams.get('voie'),
        address?.searchParams.get('origin'),
        address?.searchParams.get('challenge')?.length,
      ]).to.deep.equal([path, way, location.origin, 43]);
      expect(element.querySelectorAll('input')).to.have.length(0);
    });

  for (const cookie of [true, false])
    it(`takes the code and is signed in, with the cookie ${cookie ? 'kept' : 'refused'}`, async () => {
      const { api, element, popup, address, say } = await openDoor(server(cookie));
      say(portal, popup, { palier: 'code', code });
      await until(() => textOf(element).includes('Hélène'));
      const body = api.to('POST /v1/handoffs/redemption')[0]?.body as { code: string; verifier: string };
      const digest = new Uint8Array(
        await crypto.subtle.digest('SHA-256', new TextEncoder().encode(body.verifier)),
      );
      const challenge = btoa(String.fromCharCode(...digest))
        .replaceAll('+', '-')
        .replaceAll('/', '_')
        .replaceAll('=', '');
      expect(address.searchParams.get('challenge')).to.equal(challenge);
      expect(api.asked.at(-1)?.headers.has('authorization')).to.equal(!cookie);
      expect(sessionStorage.length, 'the verifier has served').to.equal(0);
    });

  it('listens to nobody but its own window at the portal', async () => {
    const { api, element, popup, say } = await openDoor(server());
    say('https://evil.example', popup, { palier: 'code', code });
    say(portal, window, { palier: 'code', code });
    say(portal, popup, { palier: 'other', code });
    await element.updateComplete;
    expect(api.to('POST /v1/handoffs/redemption')).to.have.length(0);
  });

  it('opens at once when another widget’s notice is followed, and only then', async () => {
    fakeApi(server());
    const element = await fixture<PalierLogin>(elsewhere);
    await until(() => textOf(element).includes('petite fenêtre'));
    let opened = 0;
    window.open = () => {
      opened++;
      return { closed: false } as Window;
    };
    await until(() => {
      element.page.entrance?.focus();
      return opened;
    }, 'a window');
    expect(opened).to.equal(1);
    await until(() => textOf(element).includes('dans la fenêtre'), 'what to do there');
    element.remove();
  });

  it('can be given up, and asked again', async () => {
    const { element } = await openDoor(server());
    button(element, 'Annuler')?.click();
    await until(() => button(element, 'Se connecter'));
  });

  it('waits no more once it is taken off the page', async () => {
    const { api, element, popup, say } = await openDoor(server());
    element.remove();
    await until(() => sessionStorage.length === 0, 'the end of the waiting');
    say(portal, popup, { palier: 'code', code });
    await new Promise((resolve) => setTimeout(resolve)); // what follows the message has run
    expect(api.to('POST /v1/handoffs/redemption')).to.have.length(0);
  });

  it('goes on waiting when it is only moved', async () => {
    const { element, popup, say } = await openDoor(server());
    const box = document.createElement('div');
    element.parentElement?.append(box);
    box.append(element);
    await element.updateComplete;
    say(portal, popup, { palier: 'code', code });
    await until(() => textOf(element).includes('Hélène'));
  });

  it('says when the code no longer serves', async () => {
    const { element, popup, say } = await openDoor(server());
    say(portal, popup, { palier: 'code', code: 'other-0123456789-0123456789' });
    await until(() => textOf(element).includes('n’a pas abouti'));
    expect(button(element, 'Se connecter')).to.not.equal(undefined);
  });

  it('takes the code that a return by the address brings, and removes it there', async () => {
    const api = fakeApi(server());
    const slug = 'retour';
    sessionStorage.setItem(`palier:${portal}:${slug}`, 'v'.repeat(43));
    history.replaceState(null, '', `#palier-code=${code}`);
    const login = await fixture<PalierLogin>(
      `<palier-login agency="${slug}" endpoint="${portal}"></palier-login>`,
    );
    await until(() => textOf(login).includes('Hélène'));
    expect(api.to('POST /v1/handoffs/redemption')[0]?.body).to.deep.equal({ code, verifier: 'v'.repeat(43) });
    expect(location.hash).to.equal('');
    expect(sessionStorage.length).to.equal(0);
  });
});

describe('a code without what proves the question', () => {
  it('leaves the address all the same, and says that it led nowhere', async () => {
    const api = fakeApi({ 'GET /v1/bootstrap': nobody });
    history.replaceState(null, '', `#palier-code=${code}`);
    const login = await fixture<PalierLogin>(elsewhere);
    await until(() => textOf(login).includes('n’a pas abouti'));
    expect(location.hash).to.equal('');
    expect(api.to('POST /v1/handoffs/redemption')).to.have.length(0);
  });
});

describe('the portal’s own pages', () => {
  describe('a mailed link', () => {
    const reach = async (routes: Routes) => {
      history.replaceState(null, '', '/nouveau-mot-de-passe#abcdefghijklmnopqrstuvwxyz');
      const api = fakeApi({
        'GET /v1/bootstrap': sampleBootstrap({ person: null }),
        'POST /v1/password/link': { usable: true },
        ...routes,
      });
      const element = await fixture<PalierLogin>('<palier-login></palier-login>');
      await settled(element);
      await until(() => element.shadowRoot?.querySelector('.rules, .message'));
      return { api, element };
    };
    const type = (element: PalierLogin, name: string, text: string) => {
      field(element, name).value = text;
      field(element, name).dispatchEvent(new Event('input'));
      return element.updateComplete;
    };
    const met = (element: PalierLogin) =>
      [...(element.shadowRoot?.querySelectorAll('.rules li') ?? [])].map((li) =>
        li.classList.contains('met'),
      );
    const send = (element: PalierLogin) =>
      element.querySelector<HTMLButtonElement>(':scope > button')?.click();

    it('takes the token out of the address, and ticks the rules as one types', async () => {
      const { api, element } = await reach({});
      expect(location.hash).to.equal('');
      await until(() => api.to('POST /v1/password/link').length > 0);
      expect(api.to('POST /v1/password/link')[0]?.body).to.deep.equal({
        token: 'abcdefghijklmnopqrstuvwxyz',
      });
      expect(field(element, 'password').autocomplete).to.equal('new-password');
      expect(met(element)).to.deep.equal([false, false, false, false]);
      await type(element, 'password', 'portdenantes');
      expect(met(element)).to.deep.equal([true, false, true, true]);
      await type(element, 'password', 'Port-de-Nantes-44');
      expect(met(element)).to.deep.equal([true, true, true, true]);
      await expect(element).to.be.accessible();
    });

    it('is read when it is the second one in the same tab', async () => {
      const { api, element } = await reach({});
      await type(element, 'password', 'Port-de-Nantes-44');
      location.hash = 'zyxwvutsrqponmlkjihgfedcba';
      await until(() => api.to('POST /v1/password/link').length > 1);
      expect(location.hash).to.equal('');
      expect(api.to('POST /v1/password/link')[1]?.body).to.deep.equal({
        token: 'zyxwvutsrqponmlkjihgfedcba',
      });
      await until(() => field(element, 'password')?.value === '');
    });

    it('outlasts a reload, until it has served', async () => {
      const { api, element } = await reach({ 'POST /v1/password': {} });
      element.remove();
      const again = await fixture<PalierLogin>('<palier-login></palier-login>');
      await until(() => field(again, 'again'));
      await type(again, 'password', 'Port-de-Nantes-44');
      await type(again, 'again', 'Port-de-Nantes-44');
      send(again);
      await until(() => textOf(again).includes('Mot de passe enregistré'));
      expect(api.to('POST /v1/password')[0]?.body?.['token']).to.equal('abcdefghijklmnopqrstuvwxyz');
      again.remove();
      const last = await fixture<PalierLogin>('<palier-login></palier-login>');
      await until(() => field(last, 'identifier'));
    });

    it('compares the two entries on leaving the second, and keeps both', async () => {
      const { element } = await reach({});
      await type(element, 'password', 'Port-de-Nantes-44');
      await type(element, 'again', 'Port-de-Nantes-45');
      expect(textOf(element)).to.not.include('différentes');
      field(element, 'again').dispatchEvent(new Event('blur'));
      await until(() => textOf(element).includes('Les deux saisies sont différentes'));
      expect(field(element, 'again').value).to.equal('Port-de-Nantes-45');
    });

    it('keeps a good password and leads to sign-in', async () => {
      const { api, element } = await reach({ 'POST /v1/password': {} });
      await type(element, 'password', 'Port-de-Nantes-44');
      await type(element, 'again', 'Port-de-Nantes-44');
      send(element);
      await until(() => textOf(element).includes('Mot de passe enregistré'));
      expect(api.to('POST /v1/password')[0]?.body).to.deep.equal({
        token: 'abcdefghijklmnopqrstuvwxyz',
        password: 'Port-de-Nantes-44',
      });
      expect(element.querySelectorAll('input')).to.have.length(0);
      expect(button(element, 'Me connecter')?.matches('.primary')).to.equal(true);
      button(element, 'Me connecter')?.click();
      await until(() => field(element, 'identifier'));
    });

    it('unticks for the agency’s own name, and for what the server alone can tell, until it is changed', async () => {
      const { element } = await reach({
        'POST /v1/password': () => refuse('invalid', { fields: { password: 'common' } }),
      });
      await type(element, 'password', `${sampleAgency.name} 2026`);
      expect(met(element)).to.deep.equal([true, true, true, false]);
      await type(element, 'password', 'Azerty-uiop-12');
      await type(element, 'again', 'Azerty-uiop-12');
      expect(met(element)).to.deep.equal([true, true, true, true]);
      send(element);
      await until(() => textOf(element).includes('parmi les plus utilisés'));
      expect(met(element)).to.deep.equal([true, true, true, true, false]);
      await type(element, 'password', 'Azerty-uiop-123');
      expect(met(element)).to.deep.equal([true, true, true, true]);
    });

    it('does not send a weak one', async () => {
      const { api, element } = await reach({ 'POST /v1/password': {} });
      await type(element, 'password', '111111111111');
      await type(element, 'again', '111111111111');
      send(element);
      await until(() => textOf(element).includes('toutes les règles'));
      expect(api.to('POST /v1/password')).to.have.length(0);
    });

    for (const [when, routes] of [
      ['before one types', { 'POST /v1/password/link': { usable: false } }],
      [
        'when it was cut',
        { 'POST /v1/password/link': () => refuse('invalid', { fields: { token: 'not-valid' } }) },
      ],
      ['when it is sent', { 'POST /v1/password': () => refuse('invalid', { fields: { token: 'expired' } }) }],
    ] as [string, Routes][])
      it(`says that the link no longer serves, ${when}`, async () => {
        const { element } = await reach(routes);
        if (field(element, 'password')) {
          await type(element, 'password', 'Port-de-Nantes-44');
          await type(element, 'again', 'Port-de-Nantes-44');
          send(element);
        }
        await until(() => textOf(element).includes('Ce lien ne sert plus'));
        button(element, 'Demander un autre lien')?.click();
        await until(() => textOf(element).includes('Recevoir le lien'));
      });
  });

  describe('once signed in', () => {
    const signIn = async (path: string, isAgent = false) => {
      history.replaceState(null, '', path);
      let person: typeof samplePerson | null = null;
      // Home is in the fragment: going there must not end the test.
      const portalUrl = `${location.href}#palier-home`;
      fakeApi({
        'GET /v1/bootstrap': () => sampleBootstrap({ person, agency: { ...sampleAgency, portalUrl } }),
        'POST /v1/session': () => ({ person: (person = { ...samplePerson, isAgent }) }),
        'POST /v1/handoffs': { code },
      });
      const element = await fixture<PalierLogin>('<palier-login></palier-login>');
      await settled(element);
      for (const [name, value] of [
        ['identifier', 'C0045210'],
        ['password', 'Port-de-Nantes-44'],
      ] as const)
        field(element, name).value = value;
      element.querySelector<HTMLButtonElement>(':scope > button')?.click();
      return element;
    };

    for (const path of ['/connexion', '/nouveau-mot-de-passe'])
      it(`leads home from ${path}`, async () => {
        await signIn(path);
        await until(() => location.hash === '#palier-home');
      });

    it('leads an agent to the desk', async () => {
      await signIn('/connexion', true);
      await until(() => location.hash === '#palier-home/bureau');
    });

    for (const path of [
      '/mon-acces',
      `/connexion?origin=https://www.agence.example&challenge=${'c'.repeat(43)}`,
    ])
      it(`stays on ${path}`, async () => {
        const element = await signIn(path);
        await until(() => textOf(element).includes('Session ouverte'));
        expect(location.hash).to.equal('');
      });
  });
});
