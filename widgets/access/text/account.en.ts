import type { fr } from './account.fr.ts';

export const en: typeof fr = {
  shown: 'Account shown',
  all: 'All my accounts',
  now: (name) => `Now showing: ${name}.`,
  failed: 'The view could not be changed. Try again.',
  mine: 'My access',
  desk: 'The agency’s desk',
  join: 'Add an account',
  added: (identifier) => `Account ${identifier} has been added.`,
  sessions: 'My sessions',
  sessionsHow: 'The devices where your area is open at present.',
  thisDevice: 'This device',
  openAt: (site) => (site ? `on ${site}` : 'in the client area'),
  lastSeen: (when) => `Last active ${when}`,
  endSession: 'Sign out',
  endSessionOf: (device) => `Sign out ${device}`,
  endOthers: 'Sign out all other devices',
  about: 'About',
  aboutText: 'This client area runs on Palier, free software under the MIT licence.',
  aboutMore: 'Read more',
  version: (n) => `Version ${n}`,
};
