import type { fr } from './recover.fr.ts';

export const en: typeof fr = {
  title: 'Forgotten password',
  how: 'Give your identifier or your e-mail address: we send a link to the address that your agency knows.',
  send: 'Send me the link',
  sending: 'Sending…',
  back: 'Back to sign-in',

  sentTitle: 'Look in your mailbox',
  sent: (identifier) =>
    `If the agency knows “${identifier}”, an e-mail has just left. The link in it works once, for 24 hours.`,
  nothing: 'Nothing there?',
  nothingHow:
    'Look among the unwanted mail. If the agency does not have your address, no e-mail can leave: here is what you can do.',
  again: 'Send the e-mail again',
  againIn: (seconds) => `Send the e-mail again (in ${seconds} s)`,
  againDone: 'The request was sent again.',
  other: 'Try another identifier',
  letter: 'I have a letter with a code',
  assistance: 'I receive nothing: ask for help',
  call: (phone) => `Call the agency: ${phone}`,

  newTitle: 'Your new password',
  keep: 'Save this password',
  keeping: 'Saving…',
  expiredTitle: 'This link no longer works',
  expired: 'It has been used, or it is too old. Ask for another: it takes a minute.',
  askAgain: 'Ask for another link',
  changedTitle: 'Password saved',
  changed: 'Now sign in with your new password.',
};
