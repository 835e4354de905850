import type { fr } from './assistance.fr.ts';

export const en: typeof fr = {
  title: 'Ask for help',
  how: 'Say what keeps you out: the agency answers you. You need not sign in.',
  name: 'Your full name',
  reference: 'Client or lot number, or address of the home (optional)',
  referenceHint: 'Whatever you know: the agency will find your file.',
  phone: 'Telephone',
  phoneHint: 'So that the agency can call you back.',
  email: 'E-mail (optional)',
  message: 'Your message (optional)',
  messageHint: 'For example: I do not receive the e-mail, I have lost my letter…',
  send: 'Send my request',
  sending: 'Sending…',
  back: 'Back',
  sentTitle: 'Your request has left',
  sent: (agency) => `${agency} has received it, and will call or write to you.`,
  hours: 'The agency answers at these hours:',
  finish: 'Back to sign-in',
  field: {
    'name.empty': 'Type your name.',
    'phone.empty': 'Type a telephone number.',
    'phone.not-a-phone': 'This number is incomplete: for example +33 6 12 34 56 78.',
    'email.not-an-email': 'This address is incomplete. Correct it, or leave it empty.',
    'too-long': 'This is too long.',
  },
};
