import type { LetterContent } from '../../values/letter.ts';

/** To the agency itself: a request waits on its desk. Of the person, nothing but the name. */
export const assistanceLetter = (letter: { name: string; desk: string }): LetterContent => ({
  subject: `Demande d’assistance\u00a0: ${letter.name}`,
  body: [
    'Bonjour,',
    `${letter.name} n’arrive pas à entrer dans son espace client et vous demande de l’aide. La demande, avec les comptes qui lui ressemblent, vous attend sur votre bureau :`,
    { action: 'Ouvrir le bureau', href: letter.desk },
    'Personne n’a prouvé son identité pour la déposer : vérifiez à qui vous avez affaire avant de répondre.',
  ],
});
