import type { fr } from './passwords.fr.ts';

const count = ['', 'one', 'two', 'three', 'four'];

export const en: typeof fr = {
  newPassword: 'New password',
  again: 'The same, once more',
  rule: {
    length: (n) => `At least ${n} characters`,
    kinds: (n) =>
      n === 4
        ? 'Lower case, capitals, digits and other signs'
        : `At least ${count[n] ?? n} of these four: lower case, capitals, digits, other signs`,
    strength: (words) =>
      `Varied enough characters${words ? ': three or four unrelated words, for example' : ''}`,
    personal: 'More than your name, your e-mail or the agency’s name',
    common: 'None of those that everybody tries',
  },
  met: 'met',
  unmet: 'not met yet',
  field: {
    'password.empty': 'Choose a password.',
    'password.too-long': 'This password is too long.',
    'password.too-weak': 'This password does not meet all the rules yet.',
    'password.common': 'This password is among the most used: it would soon be guessed. Choose another.',
    'password.personal':
      'This password holds your name, your identifier or the agency’s name: it would soon be guessed.',
    'again.mismatch': 'The two entries differ.',
  },
};
