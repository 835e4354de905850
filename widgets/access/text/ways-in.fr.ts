export const fr = {
  step: (n: number, of: number) => `Étape ${n} sur ${of}`,
  back: 'Retour',
  quit: 'Abandonner',
  account: (identifier: string, label: string) => `Compte ${identifier} · ${label}`,
  asking: 'Un instant…',
  enoughToday: 'Trop d’essais aujourd’hui : revenez demain, ou demandez une nouvelle lettre.',

  start: {
    title: {
      'first-connection': 'Première connexion',
      'create-space': 'Créer mon espace',
      join: 'Ajouter un compte',
    },
    how: 'Prenez le courrier papier de votre agence : il porte votre identifiant et un code.',
    joinHow: 'Prenez le courrier papier de l’agence pour ce compte : il porte un identifiant et un code.',
    identifier: 'Identifiant',
    secret: 'Code ou mot de passe provisoire',
    secretHint: 'Douze signes comme K7MP-4QXT-9RWD, ou le mot de passe provisoire de votre courrier.',
    next: 'Continuer',
    checking: 'Vérification…',
    other: 'Vous n’avez pas de code ?',
    signIn: 'J’ai déjà choisi mon mot de passe : me connecter',
  },
  signedIn: {
    title: 'Vous êtes déjà connecté',
    who: (name: string) => `La session est ouverte au nom de ${name}.`,
    join: 'Ajouter ce compte au mien',
    leave: 'Me déconnecter, puis continuer',
    stay: 'Ouvrir mon espace',
  },

  proof: {
    title: 'Une vérification de plus',
    mailed: (to: string) => `Votre code provisoire est court : nous venons d’envoyer six chiffres à ${to}.`,
    code: 'Les six chiffres reçus',
    paper: 'Votre code provisoire est court : recopiez aussi ces deux indications de votre courrier.',
    lastName: 'Nom de famille',
    lastNameHint: 'Tel qu’il est imprimé au-dessus de votre adresse, sans le prénom.',
    postcode: 'Code postal',
    gone: 'Je ne reçois plus de courriel à cette adresse : demander de l’aide',
    stuck: 'Je n’y arrive pas : demander de l’aide',
  },

  holder: {
    title: 'Qui êtes-vous ?',
    how: 'Plusieurs personnes sont inscrites sur ce compte. Chacune a son propre accès.',
  },

  details: {
    title: 'Vos coordonnées',
    how: 'Complétez ce qui manque. Ce que vous corrigez est transmis à l’agence, qui le vérifie.',
    civility: 'Civilité',
    civilities: { Mme: 'Madame', 'M.': 'Monsieur', 'M. et Mme': 'Madame et Monsieur' },
    choose: 'Choisir…',
    otherCivility: 'Autre',
    civilityFree: 'Précisez',
    lastName: 'Nom',
    firstName: 'Prénom',
    phone: 'Téléphone',
    address: 'Adresse',
    addressHint: 'Numéro et rue',
    postcode: 'Code postal',
    town: 'Ville',
  },

  email: {
    title: 'Votre adresse de courriel',
    titleAccess: 'Votre courriel et votre mot de passe',
    known: 'Voici l’adresse que connaît votre agence. Corrigez-la si elle n’est plus la vôtre.',
    none: 'Nous n’avons pas d’adresse de courriel sur votre fiche client. Indiquez la vôtre : elle servira à vous connecter.',
    another: 'L’adresse précédente sert déjà à quelqu’un. Indiquez-en une autre, que vous seul lisez.',
    how: 'Elle servira à vous connecter et à recevoir les messages de l’agence.',
    label: 'Courriel',
    hint: 'Par exemple nom@courriel.fr',
    next: 'Recevoir le courriel de confirmation',
    sending: 'Envoi…',
  },

  taken: {
    title: 'Le courriel existe déjà',
    how: (email: string) =>
      `Quelqu’un se connecte déjà avec ${email || 'cette adresse'}. Si c’est vous, indiquez le mot de passe de cet accès : ce compte y sera ajouté.`,
    password: 'Mot de passe de cet accès',
    next: 'Ajouter ce compte',
    mailed: 'Mot de passe oublié ? Recevoir un lien par courriel',
    other: 'Utiliser une autre adresse',
    sent: (email: string) => `Un lien vient de partir à ${email}.`,
  },

  confirm: {
    title: 'Regardez votre messagerie',
    how: (email: string) =>
      `Un courriel part à ${email}. Ouvrez le lien qu’il contient, ou recopiez ici ses six chiffres.`,
    registration: (email: string) =>
      `Un courriel part à ${email}. Si vos indications sont celles de votre dossier, il contient un lien et six chiffres à recopier ici. Sinon, il vous dit que l’agence les vérifie.`,
    code: 'Les six chiffres',
    next: 'Confirmer',
    again: 'Renvoyer le courriel',
    againIn: (seconds: number) => `Renvoyer le courriel (dans ${seconds} s)`,
    sent: 'Un nouveau courriel vient de partir.',
    enough: 'Plusieurs courriels sont déjà partis. Regardez dans les courriers indésirables.',
    nothing: 'Vous ne recevez rien ?',
    spam: 'Regardez dans les courriers indésirables, et vérifiez l’adresse.',
    correct: 'Corriger l’adresse',
    assistance: 'Je ne reçois rien : demander de l’aide',
    call: (phone: string) => `Appeler l’agence : ${phone}`,
    refusedTitle: 'Cette adresse refuse notre courriel',
    refused: (email: string) =>
      `Le courriel envoyé à ${email} a été refusé. Vérifiez l’adresse, ou demandez de l’aide.`,
  },

  password: {
    title: 'Choisissez votre mot de passe',
    how: 'Votre adresse est confirmée. Ce mot de passe remplace le code du courrier.',
    next: 'Enregistrer et entrer',
    keeping: 'Enregistrement…',
    or: 'ou, sans mot de passe',
  },

  registration: {
    title: 'Inscription locataire',
    how: 'Recopiez ces indications de votre avis d’échéance ou de votre quittance.',
    identifier: 'Numéro de client ou identifiant',
    lastName: 'Nom',
    firstName: 'Prénom',
    postcode: 'Code postal du logement',
    phone: 'Téléphone (facultatif)',
    next: 'Continuer',
    emailHow: 'Indiquez l’adresse que votre agence connaît, si vous la lui avez donnée.',
    finish: 'M’inscrire',
  },

  link: {
    title: 'Confirmer votre adresse',
    how: (email: string) => `Confirmez que ${email} est bien votre adresse.`,
    unknown: 'Confirmez que cette adresse est bien la vôtre.',
    identifierHow:
      'Pour vérifier que ce message vous est bien destiné, donnez l’identifiant qui figure sur votre courrier.',
    next: 'Confirmer mon adresse',
    confirming: 'Confirmation…',
    expiredTitle: 'Ce lien ne sert plus',
    expired: 'Il a déjà servi, il est trop ancien, ou il y a eu trop d’essais. Voici comment continuer.',
    resume: 'Reprendre là où j’en étais',
  },

  expired: {
    title: 'Cette première connexion a pris fin',
    how: 'Elle est restée ouverte trop longtemps, ou elle continue dans une autre fenêtre. Vous pouvez la reprendre au début.',
    again: 'Recommencer',
    signIn: 'Me connecter',
    assistance: 'Demander de l’aide',
  },

  elsewhere: {
    title: 'Votre adresse est confirmée',
    how: 'Elle l’est dans une autre fenêtre : continuez là-bas, ou connectez-vous ici quand votre mot de passe est choisi.',
  },

  field: {
    empty: 'Ce champ est à remplir.',
    'too-long': 'C’est trop long.',
    'identifier.empty': 'Saisissez l’identifiant de votre courrier.',
    'identifier.wrong': 'Ce n’est pas l’identifiant de ce courrier.',
    'secret.empty': 'Saisissez le code de votre courrier.',
    'secret.wrong-credentials':
      'L’identifiant et le code ne vont pas ensemble, ou le code ne sert plus. Vérifiez-les, ou demandez un autre courrier à l’agence.',
    'secret.expired': 'Ce code a déjà servi, ou il est trop ancien. Demandez un autre courrier à l’agence.',
    'code.empty': 'Saisissez les six chiffres.',
    'code.not-six-digits': 'Le code compte six chiffres.',
    'code.wrong': 'Ce n’est pas le bon code. Vérifiez-le dans le dernier courriel reçu.',
    'code.expired': 'Ce code ne sert plus. Demandez un autre courriel.',
    'lastName.wrong': 'Le nom et le code postal ne correspondent pas à ce courrier.',
    'lastName.expired': 'Trop d’essais : demandez un autre courrier à l’agence.',
    'phone.not-a-phone': 'Ce numéro est incomplet : par exemple 06 12 34 56 78.',
    'postcode.not-a-postcode':
      'Ce code postal est incomplet : cinq chiffres en France. À l’étranger, ajoutez le pays, comme « CH-1204 ».',
    'email.empty': 'Saisissez votre adresse.',
    'email.not-an-email':
      'Cette adresse est incomplète : il y manque peut-être « @ » ou la fin, comme « .fr ».',
    'email.not-allowed': 'Cette adresse ne peut pas servir ici. Utilisez-en une autre.',
    'known.empty': 'Saisissez le mot de passe.',
    'known.wrong-credentials': 'Ce n’est pas le mot de passe de cet accès.',
  },
};
