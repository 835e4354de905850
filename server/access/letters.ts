import type { LetterContent } from '../values/letter.ts';

const sharedMailbox =
  'Plusieurs personnes connues de l’agence partagent cette adresse : le mot de passe choisi sera le même pour toutes.';

/** A link to choose a password, for someone who forgot theirs or never had one. */
export const resetLetter = (letter: {
  agencyName: string;
  name: string;
  link: string;
  /** Several of the agency's records open with this mailbox. */
  shared?: boolean;
}): LetterContent => ({
  subject: `${letter.agencyName} : choisissez votre mot de passe`,
  body: [
    `Bonjour ${letter.name},`,
    'Vous avez demandé à choisir un mot de passe pour votre espace client. Ce lien est valable 24 heures et ne sert qu’une fois :',
    { action: 'Choisir mon mot de passe', href: letter.link },
    ...(letter.shared ? [sharedMailbox] : []),
    'Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.',
  ],
});

/** The same link, for someone who asked for nothing: the agency opened an access for them. */
export const invitationLetter = (letter: {
  agencyName: string;
  name: string;
  link: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : votre accès est ouvert`,
  body: [
    `Bonjour ${letter.name},`,
    `${letter.agencyName} vous a ouvert un accès à son espace client, avec cette adresse de courriel. Pour choisir votre mot de passe, suivez ce lien : il est valable 24 heures et ne sert qu’une fois.`,
    { action: 'Choisir mon mot de passe', href: letter.link },
    'Passé ce délai, « Mot de passe oublié », sur la page de connexion, vous en enverra un autre.',
    'Si vous n’attendiez pas ce message, ne faites rien : personne ne peut entrer sans ce lien.',
  ],
});
