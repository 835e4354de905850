export const fr = {
  title: 'Une seconde preuve',
  why: 'Votre mot de passe est juste. Cet accès est aussi protégé par une seconde preuve.',
  way: {
    totp: 'Utiliser mon application de codes',
    passkey: 'Utiliser une clé d’accès',
    'recovery-code': 'Je n’ai pas mon téléphone',
  },
  totp: 'Code de votre application',
  totpHint: 'Six chiffres, renouvelés toutes les trente secondes.',
  recovery: 'Un de vos codes de secours',
  recoveryHint: 'Chaque code ne sert qu’une fois.',
  noMore: 'Plus de téléphone ni de code de secours ?',
  ask: 'Demander de l’aide',
  call: (phone: string) => `Appeler l’agence : ${phone}`,
  passkeyHow: 'Votre appareil vous demande de déverrouiller : empreinte, visage ou code.',
  passkeyAct: 'Continuer avec ma clé d’accès',
  passkeyAtPortal: 'Votre clé d’accès sert sur la page de votre espace.',
  openPortal: 'Continuer dans mon espace',
  check: 'Vérifier',
  checking: 'Vérification…',
  leave: 'Se déconnecter',
  field: {
    'code.empty': 'Indiquez le code.',
    'code.not-six-digits': 'Ce code a six chiffres.',
    'code.wrong': 'Ce code n’est pas le bon, ou il a déjà servi.',
  },

  enrolTitle: 'Protégez votre accès d’agent',
  enrolWhy:
    'Vous ouvrez les dossiers de tous les clients : en plus du mot de passe, un code de votre téléphone est demandé à chaque connexion.',
  enrolAtPortal: 'Cette protection se met en place sur la page de votre espace.',
};
