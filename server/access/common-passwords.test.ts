import { describe, expect, test } from 'vitest';
import type { ServedAgency } from '../agency/store.ts';
import { isCommon } from './common-passwords.ts';
import { hashAcceptable } from './password.ts';

describe('what everybody tries', () => {
  test.each([
    '123456789',
    'password',
    'P@ssw0rd123',
    'Azerty123456!',
    'azertyuiop12',
    'motdepasse2026',
    'mot de passe 1234',
    // One word of French, dressed up.
    'Printemps2026!',
    '!!Marseille13',
    'Pr1nt3mps2026',
    'Jean-Pierre1962!',
    // The same twice, keys side by side.
    'bonjourbonjour1',
    'soleil soleil 12',
    'poiuytreza',
    'abcdefghijkl',
    '12345azerty',
  ])('%s', async (password) => {
    expect(await isCommon(password)).toBe(true);
  });

  test.each([
    'correct cheval pile',
    'trois petits chats gris',
    'éléphants-verts',
    'Un tout autre mot',
    'xK9#mQ2vLp4z',
    'Abcdef7h',
  ])('%s is something else', async (password) => {
    expect(await isCommon(password)).toBe(false);
  });
});

describe('a password that is chosen', () => {
  const agency = {
    passwordPolicy: { minLength: 12, kinds: 1 },
    portalOrigin: 'https://espace.ardoise-immo.fr',
    card: { name: 'Cabinet Ardoise' },
  } as ServedAgency;
  const choose = (password: string, words?: string[]) =>
    hashAcceptable(password, agency, words).then(
      () => 'kept',
      (error: { fields?: { password: string } }) => error.fields?.password,
    );

  test.each([
    ['court', [], 'too-weak'],
    ['Printemps2026!', [], 'common'],
    ['cabinet ardoise', [], 'personal'],
    ['ardoise-immo-86', [], 'personal'],
    ['Hélène Aubry 62', ['Mme Hélène Aubry'], 'personal'],
    ['Hélène Aubry 62', [], 'kept'],
    // Their own word and one that everybody tries.
    ['aubry motdepasse', ['Mme Hélène Aubry'], 'personal'],
    ['un cheval pour aubry', ['Mme Hélène Aubry'], 'kept'],
    ['correct cheval pile', ['Mme Hélène Aubry'], 'kept'],
  ])('%s, for who is %j: %s', async (password, words, answer) => {
    expect(await choose(password, words)).toBe(answer);
  });
});
