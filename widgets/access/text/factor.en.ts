import type { fr } from './factor.fr.ts';

export const en: typeof fr = {
  title: 'One more proof',
  why: 'Your password is right. A second proof protects this access as well.',
  way: {
    totp: 'Use my code application',
    passkey: 'Use a passkey',
    'recovery-code': 'I do not have my telephone',
  },
  totp: 'Code of your application',
  totpHint: 'Six digits, new every thirty seconds.',
  recovery: 'One of your recovery codes',
  recoveryHint: 'Each code works once.',
  noMore: 'No telephone nor recovery code any more?',
  ask: 'Ask for help',
  call: (phone) => `Call the agency: ${phone}`,
  passkeyHow: 'Your device asks you to unlock it: fingerprint, face or code.',
  passkeyAct: 'Go on with my passkey',
  passkeyAtPortal: 'Your passkey works on the page of your client area.',
  openPortal: 'Go on in my client area',
  check: 'Check',
  checking: 'Checking…',
  leave: 'Sign out',
  field: {
    'code.empty': 'Type the code.',
    'code.not-six-digits': 'This code has six digits.',
    'code.wrong': 'This is not the code, or it has been used.',
  },

  enrolTitle: 'Protect your agent access',
  enrolWhy:
    'You open the files of all the clients: besides the password, a code of your telephone is asked at each sign-in.',
  enrolAtPortal: 'This protection is set up on the page of your client area.',
};
