import { behavesLikeAWidget, type Routes, textOf, until } from '../shared/testing.ts';
import type { PalierElement } from '../shared/element.ts';
import { samplePerson } from '../shared/testing/samples.ts';
import { at, mailed, nobodyAt, nowhere, onFile } from './entry-samples.ts';
import './login.ts';
import { fill, press, submit } from './testing.ts';

const here = location.href;
const clean = () => {
  history.replaceState(null, '', here);
  sessionStorage.clear();
};
beforeEach(clean);
afterEach(clean);

const shows = (words: string) => (element: PalierElement) =>
  until(() => textOf(element).includes(words), words);

const all: Routes = {
  'GET /v1/bootstrap': nobodyAt({
    waysIn: ['first-connection', 'create-space', 'tenant-registration'],
    identifierPlace: 'top-left',
  }),
};
const standing = (answer: object, words: string) => ({
  routes: { ...all, 'GET /v1/first-connection': answer },
  reach: shows(words),
});
const space = { path: 'create-space' } as const;

behavesLikeAWidget('palier-activation', {
  audience: 'anyone',
  largeText: true,
  states: {
    start: standing(nowhere, 'provisoire'),
    'start with errors': {
      ...standing(nowhere, ''),
      reach: async (element) => {
        await shows('provisoire')(element);
        submit(element).click();
        await shows('Saisissez le code')(element);
      },
    },
    'second proof, mailed': standing(
      at('second-proof', { secondProof: { kind: 'mailed-code', to: 'h…@courriel.example' }, ...mailed() }),
      'six chiffres',
    ),
    'second proof, on paper': standing(at('second-proof', { secondProof: { kind: 'paper' } }), 'Code postal'),
    'one of several holders': standing(
      at('details', {
        details: null,
        holders: [
          { id: 'p1', name: 'Hélène Aubry-Desrosiers' },
          { id: 'p2', name: 'Jean-Baptiste Aubry' },
        ],
      }),
      'Qui êtes-vous',
    ),
    'no address on file': standing(at('details'), 'Nous n’avons pas'),
    'an address on file': standing(
      at('details', { details: { ...onFile, email: 'helene@courriel.example' } }),
      'que connaît votre agence',
    ),
    'details to complete': standing(at('details', space), 'Vos coordonnées'),
    'details, address and password': {
      ...standing(at('details', space), ''),
      reach: async (element) => {
        await shows('Vos coordonnées')(element);
        fill(element, 'town', 'Nantes');
        submit(element).click();
        await shows('Courriel')(element);
      },
    },
    'registration of a tenant': {
      ...standing(nowhere, ''),
      reach: async (element) => {
        await shows('provisoire')(element);
        await press(element, 'Inscription locataire');
        await shows('Code postal du logement')(element);
      },
    },
    'address taken': standing(at('taken', mailed()), 'existe déjà'),
    'mail on its way': standing(at('confirm', mailed()), 'Regardez votre messagerie'),
    'mail refused': standing(at('confirm', mailed('refused')), 'refuse notre courriel'),
    'last, the password': standing(at('password', mailed()), 'Choisissez votre mot de passe'),
    'somebody is signed in': {
      routes: { 'GET /v1/bootstrap': { ...nobodyAt(), person: samplePerson } },
      reach: shows('Session ouverte'),
    },
    'asking for help': {
      ...standing(at('confirm', mailed()), ''),
      reach: async (element) => {
        await shows('Regardez votre messagerie')(element);
        await press(element, 'demander de l’aide');
        await shows('Votre message')(element);
      },
    },
  },
});

describe('behind a mailed link', () => {
  const follow = () => history.replaceState(null, '', '/confirmation#token-0123456789-012345');
  /** The widget took it out of the address: it is there again for the next one. */
  const arriving = (words: string) => (element: PalierElement) => shows(words)(element).then(follow);
  beforeEach(follow);
  const routes = { ...all, 'GET /v1/first-connection': nowhere };
  behavesLikeAWidget('palier-activation', {
    audience: 'anyone',
    states: {
      'that serves': {
        routes: {
          ...routes,
          'POST /v1/confirmations/link': {
            usable: true,
            email: 'helene.aubry@courriel.example',
            asksIdentifier: false,
          },
        },
        reach: arriving('Confirmez que helene.aubry'),
      },
      'that asks for the identifier': {
        routes: {
          ...routes,
          'POST /v1/confirmations/link': {
            usable: true,
            email: 'helene.aubry@courriel.example',
            asksIdentifier: true,
          },
        },
        reach: arriving('Pour vérifier que ce message'),
      },
      'that no longer serves': {
        routes: {
          ...routes,
          'POST /v1/confirmations/link': { usable: false, email: null, asksIdentifier: false },
        },
        reach: arriving('ne sert plus'),
      },
    },
  });
});
