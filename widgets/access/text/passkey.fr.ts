export const fr = {
  signIn: 'Se connecter avec une clé d’accès',
  waiting: 'Suivez ce que demande votre appareil…',
  cancelled: {
    'sign-in':
      'Rien n’a été confirmé : la demande a été annulée, ou cet appareil n’a pas de clé d’accès pour cet espace. Connectez-vous autrement ; vous en ajouterez une dans « Mon accès ».',
    prove:
      'Rien n’a été confirmé : la demande a été annulée, ou cet appareil n’a pas votre clé. Réessayez, ou choisissez une autre preuve.',
    register: 'Aucune clé n’a été créée : la demande a été annulée, ou a trop attendu. Réessayez.',
  },
  refused: {
    'sign-in': 'Cette clé d’accès n’est pas connue ici. Elle a peut-être été supprimée.',
    prove: 'Cette clé d’accès n’est pas la vôtre ici. Choisissez une autre preuve.',
    register: 'Cette clé n’a pas pu être enregistrée. Recommencez.',
  },
  unsupported: 'Ce navigateur ne connaît pas les clés d’accès. Faites autrement ici.',
  already: 'Cet appareil a déjà une clé d’accès pour cet espace.',
};
