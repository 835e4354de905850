import type { Text } from './fr.ts';

const plural = (n: number, one: string, many: string): string => `${n} ${n === 1 ? one : many}`;

export const en: Text = {
  common: {
    loading: 'Loading…',
    retry: 'Try again',
    back: 'Back',
    close: 'Close',
    cancel: 'Cancel',
    openPortal: 'Open my client area',
    needsSignIn: 'Sign in to see this information.',
    signIn: 'Sign in',
    sessionEnded: 'Your session has ended. Sign in again to go on.',
    unreachable: 'We cannot reach your client area. Try again in a moment.',
    unlisted: 'Your client area opens on a page of its own.',
    unsupported: 'Your browser is too old to show this area here. It is still open on a page of its own.',
    dataAsOf: (when) => `Figures as of ${when}`,
    role: { owner: 'Co-owner', landlord: 'Landlord', tenant: 'Tenant' },
    lots: (n) => plural(n, 'property', 'properties'),
    side: {
      debtor: 'Debit balance: you owe this amount',
      creditor: 'Credit balance: this amount is in your favour',
      settled: 'Balance at zero: you are up to date',
    },
    error: {
      invalid: 'One field needs correcting.',
      'signed-out': 'Your session has ended. Sign in again to go on.',
      'step-up': 'This needs to be confirmed.',
      'not-allowed': 'This is not open to you.',
      'not-found': 'This no longer exists, or is out of your reach.',
      conflict: 'This has just been changed. Reload the page.',
      'too-many': 'Too many tries in a short time. Wait a few minutes before trying again.',
      busy: 'The service is in high demand. Try again in a moment.',
      internal: 'Something went wrong on our side. Try again in a moment.',
      offline: 'The connection is down. What you typed is kept: try again.',
    },
  },
  access: {},
  finance: {},
  documents: {},
  portal: {},
};
