export const fr = {
  signIn: 'Se connecter avec une clé d’accès',
  waiting: 'Suivez ce que demande votre appareil…',
  cancelled:
    'Rien n’a été confirmé : la demande a été annulée, ou cet appareil n’a pas de clé d’accès pour cet espace. Connectez-vous autrement ; vous en ajouterez une dans « Mon accès ».',
  unsupported: 'Ce navigateur ne connaît pas les clés d’accès. Connectez-vous autrement.',
  already: 'Cet appareil a déjà une clé d’accès pour cet espace.',
  wrong: 'Cette clé d’accès n’est pas connue ici. Elle a peut-être été supprimée.',
};
