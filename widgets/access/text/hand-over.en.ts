import type { fr } from './hand-over.fr.ts';

export const en: typeof fr = {
  refusedHandoff: 'The site that asks for this sign-in is not declared by your agency.',
  handingOver: (site) => `You are signed in. Going back to ${site}…`,
  closeWindow: 'You are signed in. You may close this window.',
};
