import type { fr } from './help.fr.ts';

export const en: typeof fr = {
  where: 'Where is my identifier?',
  how: 'Either will do: O or 0, I or 1, capitals or not, with or without spaces.',
  picture: {
    'top-left': 'Drawing of a letter from the agency: the identifier is at the top left.',
    'top-right': 'Drawing of a letter from the agency: the identifier is at the top right.',
    middle: 'Drawing of a letter from the agency: the identifier is in the middle of the page.',
    bottom: 'Drawing of a letter from the agency: the identifier is at the bottom of the page.',
  },
  assistance: 'I cannot manage: ask for help',
  phone: 'Telephone',
  email: 'E-mail',
  hours: 'Opening hours',
};
