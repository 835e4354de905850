import { expect, test } from 'vitest';
import { canonical, normalAction, sayAction } from './action.ts';
import type { StepUpAction } from './contract.ts';

test('content is one text, however it is written', () => {
  expect(canonical({ b: [1, { d: null, c: 'é' }], a: true, z: undefined })).toBe(
    canonical({ a: true, b: [1, { c: 'é', d: null }] }),
  );
  expect(canonical({ kind: 'vote', choices: ['yes', 'no'] })).not.toBe(
    canonical({ kind: 'vote', choices: ['no', 'yes'] }),
  );
});

test.each([
  [{ kind: 'change-password' }, 'Changer votre mot de passe'],
  [
    { kind: 'change-email', email: ' Lea@Exemple.FR ' },
    'Remplacer votre adresse de courriel par lea@exemple.fr',
  ],
  [
    { kind: 'change-phone', phone: '+33 (0)6.12.34.56.78' },
    'Enregistrer le numéro de téléphone 06 12 34 56 78',
  ],
  [{ kind: 'link-social', provider: 'linkedin' }, 'Associer LinkedIn à votre accès'],
] as [StepUpAction, string][])('%j is said « %s »', (action, says) => {
  expect(sayAction(normalAction(action))).toBe(says);
});

test('a number that takes no message is refused before a code leaves for it', () => {
  expect(() => normalAction({ kind: 'change-phone', phone: '02 40 00 00 00' })).toThrow('invalid');
});
