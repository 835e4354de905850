export const fr = {
  title: 'Confirmez',
  how: 'Pour protéger votre accès, prouvez que c’est bien vous.',
  says: (what: string) => `« ${what} »`,
  channel: {
    sms: (to: string) => `Recevoir un code par SMS au ${to}`,
    email: (to: string) => `Recevoir un code par courriel à ${to}`,
    totp: () => 'Utiliser le code de mon application',
    passkey: () => 'Utiliser ma clé d’accès',
  },
  sentTo: {
    sms: (to: string) => `Un SMS part vers le ${to}. Il répète cette phrase et donne un code.`,
    email: (to: string) => `Un courriel part vers ${to}. Il répète cette phrase et donne un code.`,
    totp: () => 'Ouvrez votre application de codes.',
    passkey: () => 'Votre appareil vous demande de déverrouiller : empreinte, visage ou code.',
  },
  notRight:
    'Si le message dit autre chose que cette phrase, n’écrivez pas son code : quelqu’un essaie à votre place.',
  code: 'Code à six chiffres',
  codeHint: 'Valable dix minutes, cinq essais.',
  confirm: 'Confirmer',
  confirming: 'Confirmation…',
  again: 'Recevoir un autre code',
  restart: 'Recommencer',
  other: 'Confirmer autrement',
  unlock: 'Déverrouiller',
  cancel: 'Annuler',
  noMore: 'Vous n’avez plus accès à cette adresse ni à ce téléphone ?',
  ask: 'Demander de l’aide',
  call: (phone: string) => `Appeler l’agence : ${phone}`,
  enough:
    'Assez de codes pour aujourd’hui : le dernier reçu sert encore s’il a moins de dix minutes. Sinon, réessayez demain ou confirmez autrement.',
  field: {
    'code.empty': 'Indiquez le code.',
    'code.not-six-digits': 'Ce code a six chiffres.',
    'code.wrong': 'Ce code n’est pas le bon. Vérifiez-le dans le dernier message reçu.',
    'code.expired': 'Ce code ne sert plus : dix minutes ont passé, ou cinq essais. Demandez-en un autre.',
  },
};
