import type { fr } from './door.fr.ts';

export const en: typeof fr = {
  how: 'You sign in on your agency’s secure page, in a small window.',
  waiting: 'Continue in the window that has just opened. This page follows by itself.',
  hereInstead: 'No window? Continue without it',
  codeExpired: 'The sign-in did not complete. Try again.',
};
