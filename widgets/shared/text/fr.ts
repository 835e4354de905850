// The reference: English must satisfy this shape. Sentences with values are functions; error codes are keys.

const count = ['', 'une', 'deux', 'trois', 'quatre'];
const plural = (n: number, one: string, many: string): string => `${n} ${n < 2 ? one : many}`;

export const fr = {
  common: {
    loading: 'Chargement…',
    retry: 'Réessayer',
    back: 'Retour',
    close: 'Fermer',
    cancel: 'Annuler',
    openPortal: 'Ouvrir mon espace client',
    needsSignIn: {
      balance: 'Votre solde et vos écritures apparaîtront ici après votre connexion.',
      documents: 'Vos documents apparaîtront ici après votre connexion.',
    },
    signIn: 'Me connecter',
    sessionEnded: 'Votre session a pris fin. Reconnectez-vous pour continuer.',
    unreachable: 'Nous n’arrivons pas à joindre votre espace client. Réessayez dans un instant.',
    unlisted: 'Votre espace client s’ouvre sur sa propre page.',
    unsupported:
      'Votre navigateur est trop ancien pour afficher cet espace ici. Il reste ouvert sur sa propre page.',
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
      offline: 'La connexion semble coupée : réessayez.',
    },
  },
  access: {
    title: 'Votre espace client',
    identifier: 'Identifiant ou courriel',
    password: 'Mot de passe',
    signIn: 'Se connecter',
    signingIn: 'Connexion…',
    next: 'Suivant',
    change: 'Modifier',
    show: 'Afficher',
    hide: 'Masquer',
    showPassword: 'Afficher le mot de passe',
    hidePassword: 'Masquer le mot de passe',
    capsLock: 'Les majuscules sont verrouillées.',
    offline: 'La connexion semble coupée. Ce que vous avez saisi est gardé : réessayez.',
    cookieRefused: 'Votre navigateur n’a pas gardé la connexion. Ouvrez votre espace sur sa propre page.',

    forgotten: 'Mot de passe oublié ?',
    forgottenTitle: 'Choisir un nouveau mot de passe',
    forgottenHow:
      'Indiquez votre identifiant : nous envoyons un lien à l’adresse de courriel que votre agence connaît.',
    sendLink: 'Recevoir le lien',
    sending: 'Envoi…',
    sentTitle: 'Regardez votre messagerie',
    sent: 'Si cet identifiant est connu de l’agence, un courriel vient de partir. Le lien qu’il contient sert une seule fois.',
    sentNothing: 'Rien reçu ? Regardez dans les courriers indésirables, ou contactez votre agence.',
    backToSignIn: 'Revenir à la connexion',

    firstTime: 'Première connexion ?',
    firstTimeHow:
      'Choisissez votre mot de passe avec l’identifiant qui figure sur vos courriers : un lien vous est envoyé par courriel.',
    firstTimeStart: 'Choisir mon mot de passe',
    help: 'Besoin d’aide ?',
    whereIdentifier: 'Où trouver mon identifiant ?',
    callAgency: 'Votre agence',
    phone: 'Téléphone',
    email: 'Courriel',
    hours: 'Horaires',

    newTitle: 'Votre nouveau mot de passe',
    newPassword: 'Nouveau mot de passe',
    newPasswordAgain: 'Le même, une seconde fois',
    keepNew: 'Enregistrer ce mot de passe',
    keeping: 'Enregistrement…',
    rule: {
      length: (n: number) => `${n} caractères au moins`,
      kinds: (n: number) =>
        n === 4
          ? 'Des minuscules, des majuscules, des chiffres et d’autres signes'
          : `Au moins ${count[n] ?? n} de ces quatre : minuscules, majuscules, chiffres, autres signes`,
      strength: 'Difficile à deviner : par exemple trois ou quatre mots sans lien',
    },
    met: 'respecté',
    unmet: 'à respecter',
    expiredTitle: 'Ce lien ne sert plus',
    expired: 'Il a déjà servi, ou il est trop ancien. Demandez-en un autre : cela prend une minute.',
    askAgain: 'Demander un autre lien',
    changedTitle: 'Mot de passe enregistré',
    changed: 'Connectez-vous maintenant avec votre nouveau mot de passe.',

    field: {
      'identifier.empty': 'Saisissez votre identifiant ou votre courriel.',
      'identifier.too-long': 'Cet identifiant est trop long.',
      'password.empty': 'Saisissez votre mot de passe.',
      'password.too-long': 'Ce mot de passe est trop long.',
      'password.wrong-credentials':
        'L’identifiant et le mot de passe ne vont pas ensemble. Vérifiez-les, ou choisissez « Mot de passe oublié ».',
      'password.too-weak': 'Ce mot de passe ne respecte pas encore toutes les règles.',
      'again.mismatch': 'Les deux saisies sont différentes.',
      other: 'Cette saisie ne convient pas.',
    } as Record<string, string> & { other: string },

    elsewhere: 'La connexion se fait sur la page sécurisée de votre agence, dans une petite fenêtre.',
    waiting: 'Connectez-vous dans la fenêtre qui vient de s’ouvrir. Cette page se met à jour ensuite.',
    hereInstead: 'La fenêtre ne s’ouvre pas ? Se connecter sans elle',
    codeExpired: 'La connexion n’a pas abouti. Recommencez.',
    refusedHandoff: 'Le site qui demande cette connexion n’est pas déclaré par votre agence.',
    handingOver: (site: string) => `Connexion réussie. Retour vers ${site}…`,
    closeWindow: 'Connexion réussie. Vous pouvez fermer cette fenêtre.',

    mine: 'Mon compte',
    fullPage: 'Ouvrir en pleine page',
    signedInAs: 'Session ouverte au nom de',
    account: (identifier: string) => `compte ${identifier}`,
    signOut: 'Se déconnecter',
    signingOut: 'Déconnexion…',
    sessions: 'Mes connexions',
    sessionsHow: 'Les appareils où votre espace est ouvert en ce moment.',
    thisDevice: 'Cet appareil',
    openAt: (site: string | null) => (site ? `sur ${site}` : 'dans l’espace client'),
    lastSeen: (when: string) => `Dernière activité ${when}`,
    endSession: 'Déconnecter',
    endSessionOf: (device: string) => `Déconnecter ${device}`,
    endOthers: 'Déconnecter tous les autres appareils',
    about: 'À propos',
    aboutText: 'Cet espace client fonctionne avec Palier, un logiciel libre sous licence MIT.',
    aboutMore: 'En savoir plus',
    version: (n: string) => `Version ${n}`,
  },
  finance: {
    side: { debtor: 'à payer', creditor: 'en votre faveur', settled: 'à jour' },
    ask: 'Pour le régler ou poser une question :',
    account: (identifier: string) => `Compte ${identifier}`,
    empty: 'Votre situation apparaîtra ici dès que votre agence aura transmis vos comptes.',
    emptyAccount: 'Vos appels et vos règlements apparaîtront ici dès que votre agence les aura enregistrés.',
    emptyYear: (year: number) => `Aucune écriture en ${year}.`,
    year: 'Année',
    entriesOf: (year: number, place: string) => `Écritures de ${year}, ${place}`,
    date: 'Date',
    label: 'Libellé',
    debit: 'Débit',
    credit: 'Crédit',
    running: 'Solde progressif',
    letter: (title: string) => ` (télécharger ${title})`,
    more: 'Voir les écritures plus anciennes',
    added: (n: number) => plural(n, 'écriture ajoutée', 'écritures ajoutées'),
    trouble: {
      entries: 'Les écritures n’ont pas pu être lues.',
      letter: 'Ce document n’a pas pu être ouvert.',
    },
    print: 'Imprimer',
    printed: (when: string) => `Imprimé le ${when}`,
    explain: 'Comprendre ces mots',
    definitions: {
      standing: {
        term: 'Solde débiteur, solde créditeur',
        meaning: 'Débiteur : vous devez ce montant, il est à payer. Créditeur : il est en votre faveur.',
      },
      sides: {
        term: 'Débit, crédit',
        meaning:
          'Au débit, ce qui vous est demandé. Au crédit, ce que vous avez réglé ou ce qui vous revient.',
      },
      running: {
        term: 'Solde progressif',
        meaning:
          'Votre solde juste après chaque écriture. Avec le signe −, vous deviez ce montant ; avec le signe +, il était en votre faveur.',
      },
      call: {
        term: 'Appel de fonds',
        meaning:
          'La somme que le syndic demande à chaque copropriétaire, le plus souvent chaque trimestre, pour sa part des dépenses de l’immeuble.',
      },
      provision: {
        term: 'Provision',
        meaning:
          'Une avance sur les charges de l’année, d’après le budget. Elle est ajustée quand les dépenses réelles sont connues.',
      },
      'works-fund': {
        term: 'Fonds de travaux',
        meaning:
          'Une épargne commune pour les travaux à venir de l’immeuble. Elle reste attachée au lot lorsqu’il est vendu.',
      },
      settlement: {
        term: 'Régularisation',
        meaning:
          'La différence entre les provisions versées et les dépenses réelles : un complément à payer, ou une somme qui vous revient.',
      },
      'housing-aid': {
        term: 'Aide au logement',
        meaning:
          'L’aide que la CAF ou la MSA verse directement à votre bailleur. Elle vient en déduction de ce que vous devez.',
      },
    },
  },
  documents: {
    shelf: {
      private: 'Mes documents',
      building: 'Ma copropriété',
      home: 'Mon immeuble',
      shared: 'Documents communs',
    },
    search: 'Rechercher un document',
    filters: 'Filtrer',
    filtersOn: (n: number) => plural(n, 'filtre actif', 'filtres actifs'),
    clear: 'Effacer les filtres',
    building: 'Immeuble',
    lot: 'Lot',
    year: 'Année',
    kind: 'Type de document',
    all: { building: 'Tous', lot: 'Tous', year: 'Toutes', kind: 'Tous' },
    found: (n: number) => plural(n, 'document trouvé', 'documents trouvés'),
    none: (search: string) =>
      search
        ? `Aucun document ne correspond à « ${search} ». Vérifiez l’orthographe, ou effacez les filtres.`
        : 'Aucun document ne correspond à ces filtres.',
    added: (n: number) => plural(n, 'document ajouté', 'documents ajoutés'),
    empty: {
      private: {
        owner:
          'Vos appels de fonds, relevés de charges et courriers apparaîtront ici dès que votre agence les aura publiés.',
        landlord:
          'Vos comptes rendus de gérance et courriers apparaîtront ici dès que votre agence les aura publiés.',
        tenant:
          'Vos avis d’échéance, quittances et courriers apparaîtront ici dès que votre agence les aura publiés.',
        other: 'Vos documents apparaîtront ici dès que votre agence les aura publiés.',
      },
      public: {
        owner:
          'Les procès-verbaux, contrats et autres documents de l’immeuble apparaîtront ici dès que votre agence les aura publiés.',
        other: 'Les documents de votre immeuble apparaîtront ici dès que votre agence les aura publiés.',
      },
    },
    print: 'Imprimer la liste',
    printed: (when: string) => `Documents, liste imprimée le ${when}`,
    isNew: 'Nouveau',
    open: 'Ouvrir',
    newTab: 'dans un nouvel onglet',
    download: 'Télécharger',
    more: 'Voir les documents plus anciens',
    trouble: { list: 'Les documents n’ont pas pu être lus.', file: 'Ce document n’a pas pu être ouvert.' },
    kinds: {
      call: 'Appel de fonds',
      'due-notice': 'Avis d’échéance',
      receipt: 'Quittance',
      'charges-statement': 'Relevé de charges',
      'charges-breakdown': 'Décompte de charges',
      'management-report': 'Compte rendu de gérance',
      lease: 'Bail',
      inventory: 'État des lieux',
      minutes: 'Procès-verbal d’assemblée',
      convocation: 'Convocation à l’assemblée',
      'co-ownership-rules': 'Règlement de copropriété',
      'maintenance-log': 'Carnet d’entretien',
      diagnosis: 'Diagnostic',
      'summary-sheet': 'Fiche synthétique',
      insurance: 'Assurance',
      contract: 'Contrat',
      'manager-contract': 'Contrat de syndic',
      invoice: 'Facture',
      quote: 'Devis',
      budget: 'Budget',
      'trial-balance': 'Balance comptable',
      'expenses-statement': 'Relevé des dépenses',
      'bank-order': 'Ordre bancaire',
      certificate: 'Attestation',
      letter: 'Courrier',
      other: 'Autre document',
    },
  },
  portal: {
    navigation: 'Rubriques de l’espace client',
    place: { home: 'Accueil', finance: 'Finances', documents: 'Documents', agency: 'Mon agence' },
    hello: (name: string) => `Bonjour ${name}`,
    badge: (role: string, n: number) => (n === 0 ? role : `${role} de ${plural(n, 'bien', 'biens')}`),
    balances: 'Mes comptes',
    detail: 'Voir le détail',
    noBalance: 'Votre situation apparaîtra ici dès que votre agence aura transmis vos comptes.',
    latest: 'Derniers documents',
    allDocuments: 'Tous les documents',
    noDocument: 'Vos documents apparaîtront ici dès que votre agence les aura publiés.',
    address: 'Adresse',
    phone: 'Téléphone',
    email: 'Courriel',
    hours: 'Horaires',
    website: 'Site internet',
    signOut: 'Me déconnecter',
    about: 'À propos de cet espace',
  },
};

export type Text = typeof fr;
