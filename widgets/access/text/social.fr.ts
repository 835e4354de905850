export const fr = {
  with: (name: string) => `Continuer avec ${name}`,
  leaving: 'Ouverture…',
  outcome: {
    unknown:
      'Ce compte n’est lié à personne ici. Connectez-vous une fois autrement, puis liez-le dans « Mon accès ».',
    taken:
      'Ce compte est déjà lié à un autre accès de l’agence. Déliez-le là-bas, ou choisissez-en un autre.',
    refused:
      'Vous avez refusé, ou fermé la page. Rien n’a été transmis : réessayez, ou connectez-vous autrement.',
    failed: 'La réponse n’a pas pu être vérifiée. Réessayez, ou connectez-vous autrement.',
    linked: 'C’est lié : vous pouvez désormais vous connecter ainsi.',
  },
};
