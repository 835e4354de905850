import type { LetterContent } from '../values/letter.ts';

/** A link to choose a password, for someone who forgot theirs or never had one. */
export const resetLetter = (letter: { agencyName: string; name: string; link: string }): LetterContent => ({
  subject: `${letter.agencyName} : choisissez votre mot de passe`,
  body: [
    `Bonjour ${letter.name},`,
    'Vous avez demandé à choisir un mot de passe pour votre espace client. Ce lien est valable 24 heures et ne sert qu’une fois :',
    { action: 'Choisir mon mot de passe', href: letter.link },
    'Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.',
  ],
});
