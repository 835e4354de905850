import type { fr } from './passkey.fr.ts';

export const en: typeof fr = {
  signIn: 'Sign in with a passkey',
  waiting: 'Follow what your device asks…',
  cancelled:
    'Nothing was confirmed: the request was cancelled, or this device has no passkey for this area. Sign in another way; you can add one in “My access”.',
  unsupported: 'This browser does not know passkeys. Sign in another way.',
  already: 'This device already has a passkey for this area.',
  wrong: 'This passkey is not known here. It may have been removed.',
};
