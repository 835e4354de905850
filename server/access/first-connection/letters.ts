import type { LetterContent } from '../../values/letter.ts';

const nobodyAsks = 'Ne donnez ce code à personne : ni votre agence ni personne d’autre ne vous le demandera.';
const nothingToDo = 'Si vous n’avez rien demandé, ne faites rien : personne ne peut entrer sans ce message.';

/** Confirms the mailbox of a first connection; the link serves 24 hours, the code ten minutes. */
export const confirmationLetter = (letter: {
  agencyName: string;
  link: string;
  code: string;
}): LetterContent => ({
  subject: `${letter.agencyName} : confirmez votre adresse de courriel`,
  body: [
    'Bonjour,',
    `Cette adresse vient d’être donnée pour ouvrir un espace client chez ${letter.agencyName}. Pour confirmer que c’est la vôtre, suivez ce lien ; il est valable 24 heures :`,
    { action: 'Confirmer mon adresse', href: letter.link },
    `Ou recopiez ce code dans la page restée ouverte ; il est valable 10 minutes : ${letter.code}`,
    nobodyAsks,
    nothingToDo,
  ],
});

/** The mailbox has an access already: the link adds the account to it. No code, which could be asked for by voice. */
export const additionLetter = (letter: { agencyName: string; link: string }): LetterContent => ({
  subject: `${letter.agencyName} : ajoutez un compte à votre espace client`,
  body: [
    'Bonjour,',
    `Quelqu’un qui a prouvé être client chez ${letter.agencyName} a donné cette adresse, qui ouvre déjà un espace client. Si c’est vous, ou quelqu’un avec qui vous partagez cette boîte aux lettres, ce lien ajoute son compte au vôtre ; il est valable 24 heures :`,
    { action: 'Ajouter ce compte à mon espace', href: letter.link },
    'Votre mot de passe reste le même.',
    'Si ce n’est pas vous, ne faites rien : rien ne sera ajouté.',
  ],
});

/** Completes a provisional secret that is too short to prove alone. */
export const proofLetter = (letter: { agencyName: string; code: string }): LetterContent => ({
  subject: `${letter.agencyName} : votre code de première connexion`,
  body: [
    'Bonjour,',
    `Quelqu’un se connecte pour la première fois à l’espace client chez ${letter.agencyName} avec votre identifiant et le mot de passe provisoire de votre courrier. Si c’est vous, recopiez ce code ; il est valable 10 minutes : ${letter.code}`,
    nobodyAsks,
    'Si ce n’est pas vous, prévenez votre agence : quelqu’un d’autre a peut-être lu votre courrier.',
  ],
});

/** « Inscription locataire » with data that fit nobody, or not this address: the agency looks at it. */
export const checkedLetter = (letter: { agencyName: string }): LetterContent => ({
  subject: `${letter.agencyName} : votre inscription`,
  body: [
    'Bonjour,',
    `Une inscription à l’espace client chez ${letter.agencyName} a été demandée avec cette adresse. L’agence vérifie les informations reçues et vous répondra ; vous n’avez rien d’autre à faire.`,
    'Si vous n’avez rien demandé, ne faites rien : aucun espace n’a été ouvert.',
  ],
});

/** The same, for someone who has an access already. */
export const knownLetter = (letter: { agencyName: string; portal: string }): LetterContent => ({
  subject: `${letter.agencyName} : vous avez déjà un espace client`,
  body: [
    'Bonjour,',
    `Une inscription à l’espace client chez ${letter.agencyName} a été demandée avec cette adresse ; votre accès existe déjà. Connectez-vous, ou choisissez « Mot de passe oublié » si vous ne l’avez plus :`,
    { action: 'Me connecter', href: letter.portal },
    'Si vous n’avez rien demandé, ne faites rien : votre mot de passe reste le même.',
  ],
});

/** The agent answered for who this is; the link leads to choosing a password. */
export const welcomeLetter = (letter: { agencyName: string; name: string; link: string }): LetterContent => ({
  subject: `${letter.agencyName} : ouvrez votre espace client`,
  body: [
    `Bonjour ${letter.name},`,
    `${letter.agencyName} vous invite à ouvrir votre espace client avec cette adresse de courriel. Suivez ce lien pour choisir votre mot de passe ; il est valable 7 jours et ne sert qu’une fois :`,
    { action: 'Ouvrir mon espace client', href: letter.link },
    'Si vous n’attendiez pas ce message, ne faites rien et prévenez votre agence.',
  ],
});

/** To the address that the agency knew, when another one was chosen. */
export const entryLetter = (letter: { agencyName: string; name: string; portal: string }): LetterContent => ({
  subject: `${letter.agencyName} : votre espace client est ouvert avec une autre adresse`,
  body: [
    `Bonjour ${letter.name},`,
    `Votre espace client chez ${letter.agencyName} vient d’être ouvert avec une autre adresse de courriel que celle-ci. Si c’est vous, il n’y a rien à faire.`,
    'Si ce n’est pas vous, prévenez votre agence sans attendre : quelqu’un d’autre a peut-être lu un courrier qui vous était destiné.',
    { action: 'Aller à l’espace client', href: letter.portal },
  ],
});
