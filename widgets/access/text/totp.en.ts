import type { fr } from './totp.fr.ts';

export const en: typeof fr = {
  scan: 'With a code application (Aegis, Google Authenticator, the one of your telephone…), take a picture of this square.',
  picture: 'QR code to be read by the code application',
  open: 'On this telephone: open my application',
  orType: 'Or type this key into the application:',
  code: 'The code that the application shows',
  hint: 'Six digits: they prove that all is in place.',
  confirm: 'Confirm',
  confirming: 'Confirming…',
  field: {
    'code.empty': 'Type the code.',
    'code.not-six-digits': 'This code has six digits.',
    'code.wrong': 'This is not the code. Wait for the next one, and check the time of your telephone.',
    'code.expired': 'This key no longer works. Start again.',
  },

  codesTitle: 'Your recovery codes',
  codesWhy: (n) =>
    `Without your telephone, one of these ${n} codes lets you in. Each works once. They will not be shown again.`,
  copy: 'Copy',
  copied: 'Codes copied.',
  notCopied: 'Copying did not work: write them down, or download them.',
  print: 'Print',
  download: 'Download',
  fileName: 'recovery-codes.txt',
  fileTitle: (agency) => `${agency}: recovery codes`,
  kept: 'I have put them away',
};
