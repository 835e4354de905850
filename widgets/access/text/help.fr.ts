export const fr = {
  where: 'Où trouver mon identifiant ?',
  how: 'Peu importe : O ou 0, I ou 1, majuscules ou minuscules, avec ou sans espaces.',
  picture: {
    'top-left': 'Dessin d’un courrier de l’agence : l’identifiant est en haut à gauche.',
    'top-right': 'Dessin d’un courrier de l’agence : l’identifiant est en haut à droite.',
    middle: 'Dessin d’un courrier de l’agence : l’identifiant est au milieu de la page.',
    bottom: 'Dessin d’un courrier de l’agence : l’identifiant est en bas de la page.',
  },
  assistance: 'Je n’y arrive pas : demander de l’aide',
  phone: 'Téléphone',
  email: 'Courriel',
  hours: 'Horaires',
};
