import type { fr } from './social.fr.ts';

export const en: typeof fr = {
  with: (name) => `Continue with ${name}`,
  leaving: 'Opening…',
  outcome: {
    unknown: 'Nobody here has linked this account. Sign in another way once, then link it in “My access”.',
    taken: 'This account is linked to another access of the agency. Unlink it there, or choose another.',
    refused: 'You said no, or closed the page. Nothing was passed on: try again, or sign in another way.',
    failed: 'The answer could not be believed. Try again, or sign in another way.',
    linked: 'It is linked: from now on you can sign in with it.',
  },
};
