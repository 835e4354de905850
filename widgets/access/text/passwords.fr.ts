const count = ['', 'une', 'deux', 'trois', 'quatre'];

export const fr = {
  newPassword: 'Nouveau mot de passe',
  again: 'Le même, une seconde fois',
  rule: {
    length: (n: number) => `${n} caractères au moins`,
    kinds: (n: number) =>
      n === 4
        ? 'Des minuscules, des majuscules, des chiffres et d’autres signes'
        : `Au moins ${count[n] ?? n} de ces quatre : minuscules, majuscules, chiffres, autres signes`,
    strength: (words: boolean) =>
      `Des caractères assez variés${words ? ' : par exemple trois ou quatre mots sans lien' : ''}`,
    personal: 'Autre chose que votre nom, votre courriel ou le nom de l’agence',
    common: 'Aucun de ceux que tout le monde essaie',
  },
  met: 'respecté',
  unmet: 'à respecter',
  field: {
    'password.empty': 'Choisissez un mot de passe.',
    'password.too-long': 'Ce mot de passe est trop long.',
    'password.too-weak': 'Ce mot de passe ne respecte pas encore toutes les règles.',
    'password.common':
      'Ce mot de passe figure parmi les plus utilisés : il serait vite deviné. Choisissez-en un autre.',
    'password.personal':
      'Ce mot de passe contient votre nom, votre identifiant ou le nom de l’agence : il serait vite deviné.',
    'again.mismatch': 'Les deux saisies sont différentes.',
  },
};
