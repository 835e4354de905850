import { expect } from '@open-wc/testing';
import {
  type Asked, fakeApi, fixture, offline, refuse, type Routes, samplePerson, settled, textOf, until,
} from '../shared/testing.ts'; // prettier-ignore
import type { PalierElement } from '../shared/element.ts';
import { at, mailed, nobodyAt, nowhere, onFile } from './entry-samples.ts';
import './login.ts';
import { field, fill, press, submit } from './testing.ts';

const here = location.href;
const clean = () => {
  history.replaceState(null, '', here);
  sessionStorage.clear();
};
beforeEach(clean);
afterEach(clean);

const agency = { waysIn: ['first-connection', 'create-space', 'tenant-registration'] as const };
const nobody = nobodyAt({ ...agency, waysIn: [...agency.waysIn] });
const email = 'helene.aubry@courriel.example';
const code = 'K7MP-4QXT-9RWD';
const good = 'Port-de-Nantes-44';

const open = async (routes: Routes, markup = '<palier-activation></palier-activation>') => {
  const api = fakeApi({ 'GET /v1/bootstrap': nobody, 'GET /v1/first-connection': nowhere, ...routes });
  const element = await fixture(markup);
  await settled(element);
  return { api, element };
};

const shown = (element: PalierElement, words: string) => until(() => textOf(element).includes(words), words);
const type = (element: PalierElement, typed: Record<string, string>) => {
  for (const [name, value] of Object.entries(typed)) {
    const control = element.querySelector<HTMLInputElement>(`:scope > [name="${name}"]`);
    if (!control) throw new Error(`no field called ${name}`);
    control.value = value;
    control.dispatchEvent(new Event('input', { bubbles: true }));
    control.dispatchEvent(new Event('change', { bubbles: true }));
  }
};
const go = (element: PalierElement) => submit(element).click();
/** The screen's title has the focus. */
const titled = (element: PalierElement, words: string) =>
  until(
    () => (element.shadowRoot?.activeElement as HTMLElement | null)?.innerText.includes(words),
    `the focus on « ${words} »`,
  );
const bodies = (api: ReturnType<typeof fakeApi>, route: string) => api.to(route).map(({ body }) => body);

/** The end: a session, which the next bootstrap shows. */
const signedInBy = (route: string, before: (asked: Asked) => unknown = () => undefined): Routes => {
  let person: typeof samplePerson | null = null;
  return {
    'GET /v1/bootstrap': () => ({ ...nobody, person }),
    'GET /v1/session': () => ({ person }),
    [route]: (asked: Asked) => before(asked) ?? { connection: null, person: (person = samplePerson) },
  };
};

describe('<palier-activation>, first connection', () => {
  it('leads from the letter to the first session, one screen at a time', async () => {
    const steps = signedInBy('POST /v1/first-connection/password', ({ body }) =>
      body?.['password'] === good ? undefined : refuse('invalid', { fields: { password: 'common' } }),
    );
    const { api, element } = await open({
      ...steps,
      'POST /v1/first-connection': at('details'),
      'POST /v1/first-connection/details': at('confirm', mailed()),
      'POST /v1/first-connection/code': ({ body }: Asked) =>
        body?.['code'] === '123 456'
          ? at('password', mailed())
          : refuse('invalid', { fields: { code: 'wrong' } }),
    });
    await shown(element, 'Étape 1 sur 4');
    type(element, { identifier: ' c oo45-21o ', secret: 'k7mp4qxt9rwd' });
    expect(field(element, 'secret').value, 'in its groups').to.equal(code);
    go(element);
    await titled(element, 'Votre adresse de courriel');
    expect(textOf(element)).to.include('Étape 2 sur 4').and.include('Nous n’avons pas d’adresse de courriel');
    type(element, { email: 'helene' });
    go(element);
    await shown(element, 'incomplète');
    expect(api.to('POST /v1/first-connection/details')).to.have.length(0);
    type(element, { email });
    go(element);
    await titled(element, 'Regardez votre messagerie');
    expect(textOf(element)).to.include('Étape 3 sur 4').and.include(email);
    expect(field(element, 'code').autocomplete).to.equal('one-time-code');
    type(element, { code: '999999' });
    go(element);
    await shown(element, 'pas le bon code');
    expect(field(element, 'code').value).to.equal('999999');
    type(element, { code: '123 456' });
    go(element);
    await titled(element, 'Choisissez votre mot de passe');
    expect(textOf(element)).to.include('Étape 4 sur 4');
    expect(field(element, 'username').value, 'for the manager').to.equal(email);
    type(element, { password: 'Palier-Palier-1', again: 'Palier-Palier-1' });
    go(element);
    await shown(element, 'parmi les plus utilisés');
    type(element, { password: good, again: good });
    expect(sessionStorage.length).to.equal(1);
    go(element);
    await shown(element, samplePerson.name);
    expect(sessionStorage.length, 'nothing to resume').to.equal(0);
    expect(document.querySelectorAll('input')).to.have.length(0);
    expect(bodies(api, 'POST /v1/first-connection')).to.deep.equal([
      { path: 'first-connection', identifier: 'c oo45-21o', secret: code },
    ]);
    expect(bodies(api, 'POST /v1/first-connection/details')).to.deep.equal([{ email }]);
  });

  it('says that the pair is wrong, keeps the identifier and the code', async () => {
    const { element } = await open({
      'POST /v1/first-connection': () => refuse('invalid', { fields: { secret: 'wrong-credentials' } }),
    });
    await shown(element, 'provisoire');
    type(element, { identifier: 'C0045210', secret: code });
    go(element);
    await shown(element, 'ne vont pas ensemble');
    expect([field(element, 'identifier').value, field(element, 'secret').value]).to.deep.equal([
      'C0045210',
      code,
    ]);
  });

  it('takes a QR code out of the address bar, and asks nothing before it is sent', async () => {
    history.replaceState(null, '', '/premiere-connexion#C%2F0045210.k7mp4qxt9rwd');
    const { api, element } = await open({ 'POST /v1/first-connection': at('details') });
    await shown(element, 'provisoire');
    expect(location.href).to.not.include('k7mp');
    expect([field(element, 'identifier').value, field(element, 'secret').value]).to.deep.equal([
      'C/0045210',
      code,
    ]);
    expect(api.asked.map(({ method }) => method)).to.deep.equal(['GET']);
  });

  it('completes a weak secret with what the paper says', async () => {
    const { api, element } = await open({
      'POST /v1/first-connection': at('second-proof', { secondProof: { kind: 'paper' } }),
      'POST /v1/first-connection/proof': at('details'),
    });
    await shown(element, 'provisoire');
    type(element, { identifier: 'C0045210', secret: '123456' });
    go(element);
    await titled(element, 'Une vérification de plus');
    expect(textOf(element)).to.include('Étape 1 sur 4');
    type(element, { lastName: 'Aubry', postcode: '44000' });
    go(element);
    await titled(element, 'Votre adresse de courriel');
    expect(bodies(api, 'POST /v1/first-connection/proof')).to.deep.equal([
      { lastName: 'Aubry', postcode: '44000' },
    ]);
  });

  it('asks which holder this is by their names', async () => {
    const holders = [
      { id: 'p1', name: 'Hélène Aubry' },
      { id: 'p2', name: 'Jean Aubry' },
    ];
    const { api, element } = await open({
      'GET /v1/first-connection': at('details', { holders, details: null }),
      'POST /v1/first-connection/details': at('confirm', mailed()),
    });
    await shown(element, 'Qui êtes-vous');
    await press(element, 'Jean Aubry');
    await titled(element, 'Votre adresse');
    type(element, { email });
    go(element);
    await titled(element, 'Regardez');
    expect(bodies(api, 'POST /v1/first-connection/details')).to.deep.equal([{ email, holder: 'p2' }]);
  });

  it('an address that has a login: its password, a mail, or another address', async () => {
    const { api, element } = await open({
      ...signedInBy('POST /v1/first-connection/known', ({ body }) =>
        body?.['password'] === good
          ? undefined
          : refuse('invalid', { fields: { password: 'wrong-credentials' } }),
      ),
      'GET /v1/first-connection': at('details'),
      'POST /v1/first-connection/details': at('taken'),
      'POST /v1/first-connection/mail': at('taken', mailed()),
    });
    await shown(element, 'Courriel');
    type(element, { email });
    go(element);
    await titled(element, 'Le courriel existe déjà');
    expect(field(element, 'password').autocomplete).to.equal('current-password');
    await press(element, 'Recevoir un lien');
    await shown(element, `Un lien vient de partir à ${email}`);
    expect(api.to('POST /v1/first-connection/mail')).to.have.length(1);
    await press(element, 'une autre adresse');
    await titled(element, 'Votre adresse de courriel');
    expect(field(element, 'email').value, 'not the taken one again').to.equal('');
    expect(textOf(element)).to.include('sert déjà à quelqu’un').and.not.include('que connaît votre agence');
    type(element, { email });
    go(element);
    await titled(element, 'Le courriel existe déjà');
    type(element, { password: 'faux' });
    go(element);
    await shown(element, 'pas le mot de passe de cet accès');
    type(element, { password: good });
    go(element);
    await shown(element, samplePerson.name);
  });

  it('sends another mail once the time has come, and says when', async () => {
    const againFrom = new Date(Date.now() + 45_000).toISOString();
    const { api, element } = await open({
      'GET /v1/first-connection': at('confirm', { mail: { to: email, state: 'sent', againFrom } }),
      'POST /v1/first-connection/mail': at('confirm', {
        mail: { to: email, state: 'waiting', againFrom: null },
      }),
    });
    await shown(element, 'dans 4');
    await press(element, 'Renvoyer');
    expect(api.to('POST /v1/first-connection/mail'), 'too early').to.have.length(0);
    api.routes['GET /v1/first-connection'] = at('confirm', mailed());
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => !textOf(element).includes('dans 4'), 'the end of the wait');
    await press(element, 'Renvoyer');
    await shown(element, 'Plusieurs courriels sont déjà partis');
    expect(api.to('POST /v1/first-connection/mail')).to.have.length(1);
  });

  it('sees on coming back that the link was opened in another window', async () => {
    let person: typeof samplePerson | null = null;
    const { api, element } = await open({
      'GET /v1/bootstrap': () => ({ ...nobody, person }),
      'GET /v1/first-connection': at('confirm', mailed()),
    });
    await shown(element, 'Regardez votre messagerie');
    person = samplePerson;
    api.routes['GET /v1/first-connection'] = nowhere;
    document.dispatchEvent(new Event('visibilitychange'));
    await shown(element, samplePerson.name);
  });

  it('says when the mail was refused, and lets the address be corrected', async () => {
    const { element } = await open({ 'GET /v1/first-connection': at('confirm', mailed('refused')) });
    await shown(element, 'refuse notre courriel');
    expect(textOf(element).replaceAll('\u00a0', ' ')).to.include('02 40 00 00 00');
    await press(element, 'Corriger l’adresse');
    await titled(element, 'Votre adresse');
    expect(field(element, 'email').value).to.equal(email);
  });

  it('says that it has ended, and begins again', async () => {
    const { element } = await open({
      'GET /v1/first-connection': at('password', mailed()),
      'POST /v1/first-connection/password': () => refuse('not-found'),
    });
    await shown(element, 'Choisissez');
    type(element, { password: good, again: good });
    go(element);
    await titled(element, 'a pris fin');
    await press(element, 'Recommencer');
    await titled(element, 'Première connexion');
  });

  it('follows what went on in another window', async () => {
    const { api, element } = await open({
      'GET /v1/first-connection': at('confirm', mailed()),
      'POST /v1/first-connection/code': () => refuse('conflict'),
    });
    await shown(element, 'six chiffres');
    api.routes['GET /v1/first-connection'] = at('password', mailed());
    type(element, { code: '123456' });
    go(element);
    await titled(element, 'Choisissez votre mot de passe');
  });

  it('keeps what was typed when the network is gone', async () => {
    const { element } = await open({ 'POST /v1/first-connection': offline });
    await shown(element, 'provisoire');
    type(element, { identifier: 'C0045210', secret: code });
    go(element);
    await shown(element, 'Ce que vous avez saisi est gardé');
    expect(field(element, 'secret').value).to.equal(code);
  });

  it('goes on after a reload, in the sign-in widget too', async () => {
    sessionStorage.setItem('palier-entry', '1');
    const { element } = await open(
      { 'GET /v1/first-connection': at('password', mailed()) },
      '<palier-login></palier-login>',
    );
    await shown(element, 'Choisissez votre mot de passe');
  });

  it('is given up on demand', async () => {
    const { api, element } = await open({
      'GET /v1/first-connection': at('confirm', mailed()),
      'DELETE /v1/first-connection': {},
    });
    await shown(element, 'Regardez');
    await press(element, 'Abandonner');
    await shown(element, 'Votre espace client');
    expect(api.to('DELETE /v1/first-connection')).to.have.length(1);
    expect(field(element, 'password').autocomplete).to.equal('current-password');
  });

  it('leads nobody away from another screen', async () => {
    const { api, element } = await open({
      'GET /v1/first-connection': at('confirm', mailed()),
      'GET /v1/session': { person: null },
    });
    await shown(element, 'Regardez');
    await press(element, 'demander de l’aide');
    await titled(element, 'Demander de l’aide');
    const asked = api.to('GET /v1/first-connection').length;
    document.dispatchEvent(new Event('visibilitychange'));
    await until(() => api.to('GET /v1/session').length > 0, 'what the page itself asks on coming back');
    expect(api.to('GET /v1/first-connection')).to.have.length(asked);
    expect(textOf(element)).to.include('Votre message');
  });

  it('shows who owes a second factor that screen, and nobody’s name', async () => {
    let owed = false;
    const { element } = await open({
      'GET /v1/bootstrap': () => ({ ...nobody, ...(owed && { awaits: { kind: 'prove', ways: ['totp'] } }) }),
      'POST /v1/first-connection': () => {
        owed = true;
        return { connection: null, person: null, awaits: { kind: 'prove', ways: ['totp'] } };
      },
    });
    await shown(element, 'provisoire');
    type(element, { identifier: 'C0045210', secret: good });
    go(element);
    await until(
      () => !textOf(element).includes('provisoire') && textOf(element).includes('application'),
      'the factor',
    );
    expect(textOf(element)).to.not.include(samplePerson.name);
  });

  it('adds the account to who is signed in only when they say so', async () => {
    history.replaceState(null, '', `/premiere-connexion#C0045377.${code}`);
    const { api, element } = await open({
      'GET /v1/bootstrap': { ...nobody, person: samplePerson },
      'POST /v1/first-connection': { connection: null, person: samplePerson },
    });
    await shown(element, 'Vous êtes déjà connecté');
    await press(element, 'Ajouter ce compte');
    await titled(element, 'Ajouter un compte');
    go(element);
    await shown(element, 'Session ouverte');
    expect(bodies(api, 'POST /v1/first-connection')).to.deep.equal([
      { path: 'first-connection', identifier: 'C0045377', secret: code, join: true },
    ]);
  });
});

describe('<palier-activation> in English', () => {
  it('speaks it from the first word of the chunk on', async () => {
    const { element } = await open(
      { 'GET /v1/first-connection': at('confirm', mailed()) },
      '<palier-activation lang="en"></palier-activation>',
    );
    await until(() => /mailbox|messagerie/.test(textOf(element)));
    expect(textOf(element)).to.include('Look in your mailbox').and.not.include('messagerie');
    go(element);
    await shown(element, 'Type the six digits');
  });
});

describe('<palier-activation>, the other paths', () => {
  it('creates a space: every empty field is asked for, and what is refused is shown where it stands', async () => {
    let tries = 0;
    const { api, element } = await open({
      'POST /v1/first-connection': at('details', { path: 'create-space' }),
      'POST /v1/first-connection/details': () =>
        ++tries === 1
          ? refuse('invalid', { fields: { 'details.phone': 'empty' } })
          : at('confirm', { path: 'create-space', ...mailed() }),
    });
    await shown(element, 'provisoire');
    await press(element, 'Créer mon espace');
    await titled(element, 'Créer mon espace');
    type(element, { identifier: 'C0045210', secret: code });
    go(element);
    await titled(element, 'Vos coordonnées');
    expect(textOf(element)).to.include('Étape 2 sur 4').and.include('Compte C0045210');
    expect(field(element, 'lastName').value).to.equal(onFile.lastName);
    go(element);
    await shown(element, 'à remplir');
    type(element, { town: 'Nantes', civility: 'other' });
    await shown(element, 'Précisez');
    type(element, { civilityFree: 'Maître' });
    go(element);
    await titled(element, 'Votre courriel et votre mot de passe');
    type(element, { email, password: good, again: good });
    go(element);
    await titled(element, 'Vos coordonnées');
    expect(textOf(element)).to.include('à remplir');
    go(element);
    await titled(element, 'Votre courriel');
    expect(field(element, 'email').value, 'kept').to.equal(email);
    type(element, { password: good, again: good });
    go(element);
    await titled(element, 'Regardez votre messagerie');
    expect(textOf(element)).to.include('Étape 4 sur 4');
    const { email: _none, ...rest } = onFile;
    expect(bodies(api, 'POST /v1/first-connection/details')[1]).to.deep.equal({
      email,
      password: good,
      details: { ...rest, civility: 'Maître', town: 'Nantes' },
    });
  });

  it('registers a tenant without saying whether the data are theirs', async () => {
    const { api, element } = await open({
      'POST /v1/registrations': at('confirm', {
        path: 'tenant-registration',
        account: null,
        details: null,
        ...mailed(),
      }),
    });
    await shown(element, 'provisoire');
    await press(element, 'Inscription locataire');
    await titled(element, 'Inscription locataire');
    type(element, { identifier: 'L00412', lastName: 'Nguyen', firstName: 'Linh', postcode: '44100' });
    go(element);
    await titled(element, 'Votre courriel et votre mot de passe');
    await press(element, 'Retour');
    await titled(element, 'Inscription locataire');
    expect(field(element, 'lastName').value).to.equal('Nguyen');
    go(element);
    await titled(element, 'Votre courriel');
    type(element, { email, password: good, again: good });
    go(element);
    await titled(element, 'Regardez votre messagerie');
    expect(textOf(element)).to.include('Étape 3 sur 3').and.include('Si vos indications sont celles');
    expect(bodies(api, 'POST /v1/registrations')).to.deep.equal([
      {
        identifier: 'L00412',
        lastName: 'Nguyen',
        firstName: 'Linh',
        postcode: '44100',
        phone: '',
        email,
        password: good,
      },
    ]);
  });
});

describe('the link of a confirmation mail', () => {
  const token = 'token-0123456789-012345';
  const dead = { usable: false, email: null, asksIdentifier: false };
  beforeEach(() => history.replaceState(null, '', `/confirmation#${token}`));

  it('confirms nothing until its button is pressed, then asks for the password', async () => {
    const { api, element } = await open({
      'POST /v1/confirmations/link': { usable: true, email, asksIdentifier: false },
      'POST /v1/confirmations': at('password', mailed()),
    });
    await shown(element, `Confirmez que ${email}`);
    expect(location.hash).to.equal('');
    expect(api.to('POST /v1/confirmations')).to.have.length(0);
    go(element);
    await titled(element, 'Choisissez votre mot de passe');
    expect(bodies(api, 'POST /v1/confirmations')).to.deep.equal([{ token }]);
  });

  it('asks for the identifier of the letter where the mail may be somebody else’s', async () => {
    let tries = 0;
    const { api, element } = await open({
      'POST /v1/confirmations/link': () => (tries < 2 ? { usable: true, email, asksIdentifier: true } : dead),
      'POST /v1/confirmations': ({ body }: Asked) => {
        if (body?.['identifier'] === 'C0045210') return at('password', mailed());
        tries += 1;
        return refuse('invalid', { fields: { identifier: 'wrong' } });
      },
    });
    await shown(element, 'Pour vérifier que ce message vous est bien destiné');
    go(element);
    await shown(element, 'Saisissez l’identifiant');
    expect(api.to('POST /v1/confirmations')).to.have.length(0);
    type(element, { identifier: 'C1' });
    go(element);
    await shown(element, 'pas l’identifiant de ce courrier');
    expect(textOf(element)).to.include('Recommencer').and.include('Besoin d’aide');
    await expect(element).to.be.accessible();
    type(element, { identifier: ' C0045210 ' });
    go(element);
    await titled(element, 'Choisissez votre mot de passe');
    expect(bodies(api, 'POST /v1/confirmations').at(-1)).to.deep.equal({ token, identifier: 'C0045210' });
  });

  it('and says that the link is dead once there were too many', async () => {
    let isDead = false;
    const { element } = await open({
      'POST /v1/confirmations/link': () => (isDead ? dead : { usable: true, email, asksIdentifier: true }),
      'POST /v1/confirmations': () => {
        isDead = true;
        return refuse('invalid', { fields: { identifier: 'wrong' } });
      },
    });
    await shown(element, 'Pour vérifier');
    type(element, { identifier: 'C1' });
    go(element);
    await titled(element, 'Ce lien ne sert plus');
    expect(textOf(element)).to.include('trop d’essais').and.include('Demander de l’aide');
  });

  it('asks for it in a browser whose first connection ended in between', async () => {
    const { element } = await open({
      'POST /v1/confirmations/link': { usable: true, email, asksIdentifier: false },
      'POST /v1/confirmations': () => refuse('invalid', { fields: { identifier: 'empty' } }),
    });
    await shown(element, 'Confirmez que');
    go(element);
    await shown(element, 'Pour vérifier que ce message');
    await shown(element, 'Saisissez l’identifiant');
  });

  it('leads on when it no longer serves', async () => {
    const { element } = await open({
      'GET /v1/first-connection': at('confirm', mailed()),
      'POST /v1/confirmations/link': dead,
    });
    await titled(element, 'Ce lien ne sert plus');
    await until(() => textOf(element).includes('Reprendre'));
    await press(element, 'Reprendre là où');
    await titled(element, 'Regardez votre messagerie');
  });

  it('says so when another window used it meanwhile', async () => {
    const { element } = await open({
      'POST /v1/confirmations/link': { usable: true, email, asksIdentifier: false },
      'POST /v1/confirmations': () => refuse('invalid', { fields: { token: 'expired' } }),
    });
    await shown(element, 'Confirmez que');
    go(element);
    await titled(element, 'Ce lien ne sert plus');
  });
});

describe('asking for help without signing in', () => {
  it('sends what was typed, and thanks', async () => {
    const { api, element } = await open({ 'POST /v1/assistance': {} }, '<palier-login></palier-login>');
    fill(element, 'identifier', 'C0045210');
    await press(element, 'Mot de passe oublié');
    await until(() => submit(element)?.textContent === 'Recevoir le lien');
    api.routes['POST /v1/password/forgotten'] = {};
    go(element);
    await titled(element, 'Regardez votre messagerie');
    await press(element, 'Je ne reçois rien');
    await titled(element, 'Demander de l’aide');
    go(element);
    await shown(element, 'Saisissez votre nom');
    type(element, { name: 'Hélène Aubry', phone: '06 12', message: 'Rien reçu' });
    go(element);
    await shown(element, 'numéro est incomplet');
    type(element, { phone: '06 12 34 56 78' });
    go(element);
    await titled(element, 'Votre demande est partie');
    expect(bodies(api, 'POST /v1/assistance')).to.deep.equal([
      {
        name: 'Hélène Aubry',
        reference: 'C0045210',
        phone: '06 12 34 56 78',
        email: '',
        message: 'Rien reçu',
      },
    ]);
    expect(document.querySelectorAll('[data-palier-own]')).to.have.length(0);
  });

  it('keeps an address typed at the door as an address, not as a client number', async () => {
    const forgotten = { 'POST /v1/password/forgotten': {} };
    const { element } = await open(forgotten, '<palier-login></palier-login>');
    fill(element, 'identifier', 'helene@exemple.fr');
    await press(element, 'Mot de passe oublié');
    await until(() => submit(element)?.textContent === 'Recevoir le lien');
    go(element);
    await titled(element, 'Regardez votre messagerie');
    await press(element, 'Je ne reçois rien');
    await titled(element, 'Demander de l’aide');
    expect([field(element, 'reference').value, field(element, 'email').value]).to.deep.equal([
      '',
      'helene@exemple.fr',
    ]);
  });
});
