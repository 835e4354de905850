import { expect } from '@open-wc/testing';
import { fakeApi, fixture, refuse, type Routes, settled, textOf, until } from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import { at, mailed, nobodyAt, nowhere, onFile } from './entry-samples.ts';
import './login.ts';
import { field, fill, press, submit } from './testing.ts';

afterEach(() => sessionStorage.clear());

const open = async (routes: Routes) => {
  const all = nobodyAt({ waysIn: ['first-connection', 'create-space'] });
  const api = fakeApi({ 'GET /v1/bootstrap': all, 'GET /v1/first-connection': nowhere, ...routes });
  const element = await fixture('<palier-activation></palier-activation>');
  await settled(element);
  return { api, element };
};
const shown = (element: PalierElement, words: string) =>
  until(() => textOf(element).replaceAll('\u00a0', ' ').includes(words), words);
const tooMany = (retryAfter: number) => () => refuse('too-many', { retryAfter });
const email = 'helene.aubry@courriel.example';
const proof = at('second-proof', {
  secondProof: { kind: 'mailed-code', to: 'h…@courriel.example' },
  ...mailed(),
});

describe('a code that does not come, or does not go', () => {
  for (const [step, standing, route] of [
    ['the second proof', proof, 'proof'],
    ['the confirmation', at('confirm', mailed()), 'code'],
  ] as const)
    it(`another mail clears the former code and its error, at ${step}`, async () => {
      const { element } = await open({
        'GET /v1/first-connection': standing,
        [`POST /v1/first-connection/${route}`]: () => refuse('invalid', { fields: { code: 'expired' } }),
        'POST /v1/first-connection/mail': standing,
      });
      await shown(element, 'six chiffres');
      fill(element, 'code', '123456');
      submit(element).click();
      await shown(element, 'Ce code ne sert plus');
      await press(element, 'Renvoyer');
      await shown(element, 'Un nouveau courriel vient de partir');
      expect(textOf(element)).to.not.include('ne sert plus');
      expect(field(element, 'code').value).to.equal('');
    });

  it('says that it is enough for today, and whom to ask', async () => {
    const { element } = await open({
      'GET /v1/first-connection': proof,
      'POST /v1/first-connection/mail': tooMany(40_000),
      'POST /v1/first-connection/proof': tooMany(40_000),
    });
    await shown(element, 'six chiffres');
    await press(element, 'Renvoyer');
    await shown(element, 'revenez demain, ou demandez une nouvelle lettre');
    fill(element, 'code', '123456');
    submit(element).click();
    await until(() => textOf(element).split('revenez demain').length === 3, 'beside the button too');
    expect(textOf(element)).to.include('plus de courriel à cette adresse').and.include('Appeler l’agence');
    await press(element, 'Je ne reçois plus');
    await shown(element, 'Votre message');
    await press(element, 'Retour');
    await shown(element, 'Une vérification de plus');
  });

  it('and for a few minutes only when it is so', async () => {
    const { element } = await open({ 'POST /v1/first-connection': tooMany(200) });
    await shown(element, 'provisoire');
    fill(element, 'identifier', 'C0045210');
    fill(element, 'secret', '123456');
    submit(element).click();
    await shown(element, 'Patientez quelques minutes');
  });

  it('asks for the paper once the mail is refused', async () => {
    const { api, element } = await open({ 'GET /v1/first-connection': proof });
    await shown(element, 'Les six chiffres');
    api.routes['GET /v1/first-connection'] = at('second-proof', { secondProof: { kind: 'paper' } });
    document.dispatchEvent(new Event('visibilitychange'));
    await shown(element, 'Code postal');
    expect(textOf(element)).to.include('demander de l’aide').and.include('Appeler l’agence');
  });

  it('says that the link was opened elsewhere', async () => {
    const { api, element } = await open({ 'GET /v1/first-connection': at('confirm', mailed()) });
    await shown(element, 'Regardez votre messagerie');
    api.routes['GET /v1/first-connection'] = { ...nowhere, elsewhere: true };
    document.dispatchEvent(new Event('visibilitychange'));
    await shown(element, 'continuez là-bas, ou connectez-vous ici');
    await press(element, 'Me connecter');
    await until(() => field(element, 'password') !== null, 'the sign-in form');
  });
});

describe('an address proved by its mailed code', () => {
  const own = { details: { ...onFile, email }, provedEmail: email };
  it('is not promised another mail, and the steps are counted so', async () => {
    const { element } = await open({
      'GET /v1/first-connection': at('details', own),
      'POST /v1/first-connection/details': at('password', own),
    });
    await shown(element, 'Étape 2 sur 3');
    expect(submit(element).textContent).to.equal('Continuer');
    fill(element, 'email', 'autre@courriel.example');
    await until(() => submit(element).textContent === 'Recevoir le courriel de confirmation');
    fill(element, 'email', email);
    await until(() => submit(element).textContent === 'Continuer');
    submit(element).click();
    await shown(element, 'Étape 3 sur 3');
  });
});

describe('« créer mon espace »', () => {
  it('takes no telephone nor postcode cut short, but what the agency has', async () => {
    const details = { ...onFile, town: 'Nantes', postcode: '6900' };
    const { element } = await open({
      'GET /v1/first-connection': at('details', { path: 'create-space', details }),
    });
    await shown(element, 'Vos coordonnées');
    fill(element, 'phone', '0612');
    fill(element, 'postcode', '69000 Lyon 3e');
    submit(element).click();
    await shown(element, 'numéro est incomplet');
    expect(textOf(element)).to.include('cinq chiffres en France');
    fill(element, 'phone', '06 12 34 56 78');
    fill(element, 'postcode', '6900');
    submit(element).click();
    await shown(element, 'Votre courriel et votre mot de passe');
  });
});
