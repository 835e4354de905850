import type { fr } from './email-change.fr.ts';

export const en: typeof fr = {
  confirmTitle: 'Confirm your new address',
  confirmHow: (email) => `${email} will become the address of your access.`,
  signIn: (email) =>
    `Sign in with your present address, then open this link again${email && `: ${email} will become the address of your access`}. You can also copy the six digits of the e-mail into “My access”.`,
  openAccess: 'Go to “My access”',
  confirm: 'Confirm this address',
  confirmedTitle: 'Address confirmed',
  confirmed: 'From now on, sign in with it. The old address can still undo this for 48 hours.',
  undoTitle: 'Undo the change of address',
  undoHow:
    'You did not ask for this change? Undo it: your old address comes back, and all devices are signed out.',
  undo: 'Undo the change of address',
  undoneTitle: 'The change is undone',
  undone:
    'Your old address is back, all devices are signed out, and the password no longer works. An e-mail has just left for that address: choose a new password by its link.',
  sending: 'One moment…',
  expiredTitle: 'This link no longer works',
  expired: 'It has been used or replaced, or it is too old. Start again from “My access” if need be.',
  undoExpired: 'It has been used, or the 48 hours are over. Tell your agency if this change is not yours.',
  open: 'Open my client area',
};
