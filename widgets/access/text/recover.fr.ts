export const fr = {
  title: 'Mot de passe oublié',
  how: 'Indiquez votre identifiant ou votre courriel : nous envoyons un lien à l’adresse que votre agence connaît.',
  send: 'Recevoir le lien',
  sending: 'Envoi…',
  back: 'Revenir à la connexion',

  sentTitle: 'Regardez votre messagerie',
  sent: (identifier: string) =>
    `Un courriel vient de partir si « ${identifier} » est connu de l’agence. Le lien qu’il contient sert une seule fois, pendant 24 heures.`,
  nothing: 'Vous ne recevez rien ?',
  nothingHow:
    'Regardez dans les courriers indésirables. Si l’agence n’a pas votre adresse, aucun courriel ne peut partir : voici ce que vous pouvez faire.',
  again: 'Renvoyer le courriel',
  againIn: (seconds: number) => `Renvoyer le courriel (dans ${seconds} s)`,
  againDone: 'La demande a été envoyée de nouveau.',
  other: 'Essayer un autre identifiant',
  letter: 'J’ai un courrier papier avec un code',
  assistance: 'Je ne reçois rien : demander de l’aide',
  call: (phone: string) => `Appeler l’agence : ${phone}`,

  newTitle: 'Votre nouveau mot de passe',
  keep: 'Enregistrer ce mot de passe',
  keeping: 'Enregistrement…',
  expiredTitle: 'Ce lien ne sert plus',
  expired: 'Il a déjà servi, ou il est trop ancien. Demandez-en un autre : cela prend une minute.',
  askAgain: 'Demander un autre lien',
  changedTitle: 'Mot de passe enregistré',
  changed: 'Connectez-vous maintenant avec votre nouveau mot de passe.',
};
