import type { Limit } from '../../database/limits.ts';
import { siteLimits } from '../../values/site-limits.ts';
import type { FirstConnectionRow } from './rows.ts';

const dayS = 86_400;
const hourS = 3600;

/** Fifteen guesses a day at six digits sent to one address, whoever asks for them: odds of 1.5 in 100 000. */
export const codeLimits = (address: string): Limit[] => [
  { subject: `code-to:${address}`, max: 15, windowSeconds: dayS },
];

/**
 * A mailbox is not filled by strangers: `address` is hashed. An inscription, which anybody may send in anybody's name,
 * takes nothing from who proved their identity and waits for a mail there.
 */
export const mailLimits = (
  agencyId: string,
  address: string,
  network: string,
  path: FirstConnectionRow['path'],
): Limit[] => [
  { subject: `entry-mail-from:${agencyId}:${network}`, max: 60, windowSeconds: hourS },
  path === 'tenant-registration'
    ? { subject: `registration-mail-to:${address}`, max: 6, windowSeconds: dayS }
    : { subject: `entry-mail-to:${address}`, max: 8, windowSeconds: dayS },
];

/** Codes that complete the weak secret of one account. */
export const proofMailLimits = (accountId: string): Limit[] => [
  { subject: `proof-mail:${accountId}`, max: 3, windowSeconds: dayS },
];

const registrations = { max: 500, windowSeconds: hourS };

/** Narrowest first; they count what was typed, known or not. */
export const registrationLimits = (agencyId: string, typed: string, network: string): Limit[] => [
  { subject: `registration-from:${agencyId}:${network}`, max: 10, windowSeconds: hourS },
  { subject: `registration:${typed}:${network}`, max: 3, windowSeconds: hourS },
  { subject: `registration:${typed}`, max: 6, windowSeconds: dayS },
  ...siteLimits(`registration-from:${agencyId}`, network, registrations),
  { subject: `registration-at:${agencyId}`, ...registrations },
];

/** Tries of mailed links: 160 bits need no limit, but nobody needs hundreds of tries either. */
export const linkLimits = (agencyId: string, network: string): Limit[] => [
  { subject: `entry-link-from:${agencyId}:${network}`, max: 60, windowSeconds: 300 },
];
