const plural = (n: number, one: string, many: string) => `${n} ${n < 2 ? one : many}`;

export const fr = {
  scan: 'Avec une application de codes (Aegis, Google Authenticator, celle de votre téléphone…), photographiez ce carré.',
  picture: 'Code QR à photographier avec l’application de codes',
  open: 'Sur ce téléphone : ouvrir mon application',
  orType: 'Ou recopiez cette clé dans l’application :',
  code: 'Le code que montre l’application',
  hint: 'Six chiffres : ils prouvent que tout est en place.',
  confirm: 'Confirmer',
  confirming: 'Confirmation…',
  field: {
    'code.empty': 'Indiquez le code.',
    'code.not-six-digits': 'Ce code a six chiffres.',
    'code.wrong': 'Ce code n’est pas le bon. Attendez le suivant, et vérifiez l’heure de votre téléphone.',
    'code.expired': 'Cette clé ne sert plus. Recommencez depuis le début.',
  },

  codesTitle: 'Vos codes de secours',
  codesWhy: (n: number) =>
    `Sans votre téléphone, un de ces ${plural(n, 'code', 'codes')} vous ouvrira. Chacun ne sert qu’une fois. Ils ne seront plus montrés.`,
  copy: 'Copier',
  copied: 'Codes copiés.',
  notCopied: 'La copie n’a pas marché : notez-les, ou téléchargez-les.',
  print: 'Imprimer',
  download: 'Télécharger',
  fileName: 'codes-de-secours.txt',
  fileTitle: (agency: string) => `${agency} : codes de secours`,
  kept: 'Je les ai rangés',
};
