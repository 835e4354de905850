import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import type { Database } from '../database/open.ts';
import type { ServedAgency } from '../agency/store.ts';
import { countAttempt, forgetAttempts, type Limit } from '../database/limits.ts';
import { AppError } from '../values/error.ts';
import { bareKey, emailKey } from '../values/identifier.ts';
import { isAcceptable } from '../values/password.ts';
import { beyondWords, isPersonal } from '../values/personal.ts';
import { siteLimits } from '../values/site-limits.ts';
import { isCommon } from './common-passwords.ts';
import { loginFor } from './named-store.ts';
import { hashSecret } from './store.ts';
import { agencyWords } from './words-store.ts';

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Leave one core to the readers; beyond half a second of waiting, say « come back » rather than keep everyone. */
const atOnce = Math.max(1, availableParallelism() - 1);
export const longestQueue = 32 * availableParallelism();

let running = 0;
const waiting: (() => void)[] = [];

/** One of the few that hash at a time; throws `busy` when too many wait. */
export const inTurn = async <T>(work: () => Promise<T>): Promise<T> => {
  if (running >= atOnce) {
    if (waiting.length >= longestQueue) throw new AppError('busy', { retryAfter: 1 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  }
  running += 1;
  try {
    return await work();
  } finally {
    running -= 1;
    waiting.shift()?.();
  }
};

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost));

/**
 * Throws `invalid` when the agency's policy refuses it, when everybody tries it, or when it is little more than `words`,
 * what others know of the person (`words-store.ts`).
 */
export const hashAcceptable = async (
  password: string,
  agency: ServedAgency,
  words: readonly string[] = [],
): Promise<string> => {
  const weakness = await weaknessOf(password, agency, words);
  if (weakness) throw new AppError('invalid', { fields: { password: weakness } });
  return hashPassword(password);
};

const weaknessOf = async (password: string, agency: ServedAgency, words: readonly string[]) => {
  if (!isAcceptable(password, agency.passwordPolicy)) return 'too-weak';
  const known = [...agencyWords(agency), ...words];
  const rest = beyondWords(password, known);
  if (isPersonal(password, known) || (rest !== undefined && (await isCommon(rest)))) return 'personal';
  return (await isCommon(password)) ? 'common' : undefined;
};

/** Verified when nobody was found, so that the answer takes as long. */
const nobodysHash = hash('nobody has this password', cost);

/** In one time, whether there is something to compare with or not; call it `inTurn`. */
export const isRight = async (expected: string | undefined, typed: string): Promise<boolean> => {
  // Empty: a login that never chose a password.
  const right = await verify(expected || (await nobodysHash), typed);
  return right && Boolean(expected);
};

/**
 * The login that this identifier and password prove. Unknown, wrong and mistyped are one answer in one time;
 * the limits count what was typed, known or not.
 */
export const proveLogin = async (
  db: Database,
  agency: ServedAgency,
  { identifier, password }: { identifier: string; password: string },
  network: string,
  now: Date,
): Promise<string> => {
  const subject = subjectOf(agency.id, identifier);
  // In turn from the first count on: who is told to come back has used none of their tries.
  return inTurn(async () => {
    await countAttempt(db, signInLimits(agency.id, subject, network), now);
    const login = await loginFor(db, agency.id, identifier);
    const right = await isRight(login?.passwordHash, password);
    if (!login || !right) throw new AppError('invalid', { fields: { password: 'wrong-credentials' } });
    if (login.alone) await forgetAttempts(db, subject);
    return login.id;
  });
};

/** What tries are counted under: one for all the ways of writing a name that may lead to the same account. */
export const subjectOf = (agencyId: string, identifier: string): string =>
  `sign-in:${typedHash(agencyId, identifier)}`;

/** An address and an identifier never look alike, so one key serves both; a full-width « ＠ » is one. */
export const typedHash = (agencyId: string, typed: string): string => {
  const email = emailKey(typed);
  return hashSecret(`${agencyId}:${email.includes('@') ? email : bareKey(typed)}`).slice(0, 32);
};

const everyone = { max: 3000, windowSeconds: 300 };

/**
 * Narrowest first. One network cannot keep a resident out for longer than its own five minutes, nor count against
 * the agency once it is stopped; a guesser with many networks gets a hundred tries a day at one login.
 */
export const signInLimits = (agencyId: string, subject: string, network: string): Limit[] => [
  { subject: `sign-in-from:${agencyId}:${network}`, max: 60, windowSeconds: 300 },
  { subject: `${subject}:${network}`, max: 5, windowSeconds: 300 },
  { subject: `${subject}:${network}`, max: 25, windowSeconds: 86_400 },
  { subject, max: 20, windowSeconds: 300 },
  { subject, max: 100, windowSeconds: 86_400 },
  ...siteLimits(`sign-in-from:${agencyId}`, network, everyone),
  { subject: `sign-in-at:${agencyId}`, ...everyone },
];

/** Whoever proved their mailbox starts afresh, under each of the names they may type. */
export const forgetTries = async (db: Database, agencyId: string, names: string[]): Promise<void> => {
  for (const name of names) await forgetAttempts(db, subjectOf(agencyId, name));
};

/** Asking for links is limited too: by what is typed, and by where it comes from. */
export const countLinkRequest = (
  db: Database,
  agencyId: string,
  identifier: string,
  network: string,
  now: Date,
) =>
  countAttempt(
    db,
    [
      {
        subject: `link:${typedHash(agencyId, identifier)}`,
        max: 5,
        windowSeconds: 3600,
      },
      { subject: `link-from:${agencyId}:${network}`, max: 30, windowSeconds: 3600 },
    ],
    now,
  );

/** Tries of tokens and codes: 160 bits need no limit, but nobody needs hundreds of tries either. */
export const countTokenTry = (db: Database, agencyId: string, network: string, now: Date) =>
  countAttempt(db, [{ subject: `token-from:${agencyId}:${network}`, max: 60, windowSeconds: 300 }], now);
