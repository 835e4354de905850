export const fr = {
  how: 'La connexion se fait sur la page sécurisée de votre agence, dans une petite fenêtre.',
  waiting: 'Continuez dans la fenêtre qui vient de s’ouvrir. Cette page se met à jour ensuite.',
  hereInstead: 'La fenêtre ne s’ouvre pas ? Continuer sans elle',
  codeExpired: 'La connexion n’a pas abouti. Recommencez.',
};
