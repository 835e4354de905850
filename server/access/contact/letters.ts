import type { LetterContent } from '../../values/letter.ts';

/** To the address that one wants from now on: a link for the mailbox, a code for the page that is open. */
export const newAddressLetter = (letter: {
  agencyName: string;
  name: string;
  former: string;
  link: string;
  code: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : confirmez votre nouvelle adresse`,
  body: [
    `Bonjour ${letter.name},`,
    `Vous avez demandé que votre accès à l’espace client chez ${letter.agencyName} quitte ${letter.former} pour cette adresse.`,
    `Saisissez ce code dans la page restée ouverte, dans les 10 minutes : ${letter.code}`,
    'Ou suivez ce lien, valable 24 heures, là où vous êtes connecté à votre espace client :',
    { action: 'Confirmer cette adresse', href: letter.link },
    'Si vous n’avez rien demandé, ne faites rien : quelqu’un s’est trompé d’adresse, et rien ne changera.',
  ],
});

/** To the address that one had: whoever still reads it can take everything back. */
export const formerAddressLetter = (letter: {
  agencyName: string;
  name: string;
  wanted: string;
  undo: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : votre adresse de courriel a été remplacée`,
  body: [
    `Bonjour ${letter.name},`,
    `L’adresse de votre accès à l’espace client chez ${letter.agencyName} est désormais ${letter.wanted}. Si cela vient de vous, il n’y a rien à faire.`,
    'Sinon, annulez ce changement dans les 48 heures : vous retrouverez cette adresse, toutes les sessions seront fermées, et nous vous enverrons un lien pour choisir un autre mot de passe.',
    { action: 'Annuler ce changement', href: letter.undo },
  ],
});
