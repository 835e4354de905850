import type { fr } from './step-up.fr.ts';

export const en: typeof fr = {
  title: 'Please confirm',
  how: 'To protect your access, prove that it is you.',
  says: (what) => `“${what}”`,
  channel: {
    sms: (to) => `Get a code by text message to ${to}`,
    email: (to) => `Get a code by e-mail to ${to}`,
    totp: () => 'Use the code of my application',
    passkey: () => 'Use my passkey',
  },
  sentTo: {
    sms: (to) => `A text message is on its way to ${to}. It repeats this sentence and gives a code.`,
    email: (to) => `An e-mail is on its way to ${to}. It repeats this sentence and gives a code.`,
    totp: () => 'Open your code application.',
    passkey: () => 'Your device asks you to unlock it: fingerprint, face or code.',
  },
  notRight: 'If the message says anything else, do not type its code: somebody is trying in your place.',
  code: 'Code of six digits',
  codeHint: 'Good for ten minutes, five tries.',
  confirm: 'Confirm',
  confirming: 'Confirming…',
  again: 'Get another code',
  restart: 'Start again',
  other: 'Confirm another way',
  unlock: 'Unlock',
  cancel: 'Cancel',
  noMore: 'No access to this address or telephone any more?',
  ask: 'Ask for help',
  call: (phone) => `Call the agency: ${phone}`,
  enough:
    'Enough codes for today: the last one still works if it is less than ten minutes old. Otherwise try tomorrow, or confirm another way.',
  field: {
    'code.empty': 'Type the code.',
    'code.not-six-digits': 'This code has six digits.',
    'code.wrong': 'This is not the code. Check it in the last message.',
    'code.expired': 'This code no longer works: ten minutes have passed, or five tries. Ask for another.',
  },
};
