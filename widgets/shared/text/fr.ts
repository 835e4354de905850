// The reference: English must satisfy this shape. Sentences with values are functions; error codes are keys.

const plural = (n: number, one: string, many: string): string => `${n} ${n < 2 ? one : many}`;

export const fr = {
  common: {
    loading: 'Chargement…',
    retry: 'Réessayer',
    back: 'Retour',
    close: 'Fermer',
    cancel: 'Annuler',
    openPortal: 'Ouvrir mon espace client',
    needsSignIn: 'Connectez-vous pour voir ces informations.',
    signIn: 'Me connecter',
    sessionEnded: 'Votre session a pris fin. Reconnectez-vous pour continuer.',
    unreachable: 'Nous n’arrivons pas à joindre votre espace client. Réessayez dans un instant.',
    unlisted: 'Votre espace client s’ouvre sur sa propre page.',
    unsupported: 'Votre navigateur est trop ancien pour afficher cet espace ici. Il reste ouvert sur sa propre page.',
    dataAsOf: (when: string) => `Données au ${when}`,
    role: { owner: 'Copropriétaire', landlord: 'Propriétaire bailleur', tenant: 'Locataire' },
    lots: (n: number) => plural(n, 'bien', 'biens'),
    side: {
      debtor: 'Solde débiteur : vous devez ce montant',
      creditor: 'Solde créditeur : ce montant est en votre faveur',
      settled: 'Solde à zéro : vous êtes à jour',
    },
    error: {
      invalid: 'Un champ est à corriger.',
      'signed-out': 'Votre session a pris fin. Reconnectez-vous pour continuer.',
      'step-up': 'Cette action demande une confirmation.',
      'not-allowed': 'Cette action ne vous est pas ouverte.',
      'not-found': 'Cet élément n’existe plus, ou ne vous est pas accessible.',
      conflict: 'Cet élément vient d’être modifié. Rechargez la page.',
      'too-many': 'Trop d’essais en peu de temps. Patientez quelques minutes avant de réessayer.',
      busy: 'Le service est très demandé. Réessayez dans un instant.',
      internal: 'Une erreur est survenue de notre côté. Réessayez dans un instant.',
      offline: 'La connexion est coupée. Ce que vous avez saisi est gardé : réessayez.',
    },
  },
  access: {},
  finance: {},
  documents: {},
  portal: {},
};

export type Text = typeof fr;
