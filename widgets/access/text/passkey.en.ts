import type { fr } from './passkey.fr.ts';

export const en: typeof fr = {
  signIn: 'Sign in with a passkey',
  waiting: 'Follow what your device asks…',
  cancelled: {
    'sign-in':
      'Nothing was confirmed: the request was cancelled, or this device has no passkey for this area. Sign in another way; you can add one in “My access”.',
    prove:
      'Nothing was confirmed: the request was cancelled, or this device does not have your passkey. Try again, or choose another proof.',
    register: 'No passkey was made: the request was cancelled, or waited too long. Try again.',
  },
  refused: {
    'sign-in': 'This passkey is not known here. It may have been removed.',
    prove: 'This passkey is not yours here. Choose another proof.',
    register: 'This passkey could not be kept. Start again.',
  },
  unsupported: 'This browser does not know passkeys. Use another way here.',
  already: 'This device already has a passkey for this area.',
};
