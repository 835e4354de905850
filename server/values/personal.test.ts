import { describe, expect, test } from 'vitest';
import { beyondWords, isPersonal, undisguised, wordsIn } from './personal.ts';

const words = [
  'M. et Mme Aubry',
  'helene.aubry@exemple.fr',
  'Agence du Port',
  'espace.port-immo.fr',
  'Résidence Les Tilleuls',
];

test('words are those of names and addresses', () => {
  expect(wordsIn(['Mme Hélène Le Goff', 'h.legoff@exemple.fr'])).toEqual([
    'mme',
    'helene',
    'goff',
    'mmehelenelegoff',
    'legoff',
    'exemple',
    'hlegoffexemplefr',
  ]);
  expect(undisguised('p@55w0rd')).toBe('password');
});

describe('little more than one’s own words', () => {
  test.each([
    'Aubry2026!!!!',
    'heleneaubry1962',
    'HÉLÈNE-aubry-62',
    'Aubry@helene',
    'helene.aubry@exemple.fr',
    'Les Tilleuls 86000',
    '4ubry-Hel3ne!',
    'tilleulsport12',
    'port-immo.fr 2026',
  ])('%s', (password) => {
    expect(isPersonal(password, words)).toBe(true);
  });

  test.each([
    'correct cheval pile',
    'aubry et un cheval vert',
    'helene collectionne les boutons',
    'xK9#mQ2vLp4z',
    'trois tilleuls en fleurs',
    // Contained in an ordinary word.
    'transport en commun',
  ])('%s is more', (password) => {
    expect(isPersonal(password, words)).toBe(false);
  });

  test('nobody is known: nothing is personal', () => {
    expect(isPersonal('Aubry2026!!!!', [])).toBe(false);
    expect(beyondWords('Aubry2026', [])).toBeUndefined();
  });
});
