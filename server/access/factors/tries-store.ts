import type { Database } from '../../database/open.ts';
import { countAttempt, forgetAttempts } from '../../database/limits.ts';
import { AppError } from '../../values/error.ts';

/** Apart from one another: someone who guesses six digits must not keep the owner from their recovery codes. */
type Guessed = 'totp' | 'recovery-code';

const subjectOf = (loginId: string, what: Guessed): string => `factor-${what}:${loginId}`;

const dayS = 86_400;

/** Five tries in ten minutes, fifteen a day, wherever they come from: only who knows the password gets here. */
export const countRecoveryTry = (db: Database, loginId: string, now: Date): Promise<void> => {
  const subject = subjectOf(loginId, 'recovery-code');
  return countAttempt(
    db,
    [
      { subject, max: 5, windowSeconds: 600 },
      { subject, max: 15, windowSeconds: dayS },
    ],
    now,
  );
};

/**
 * The same of an application's codes; answers how many steps the code may be away from now. A neighbouring step makes
 * three codes right at once: three tries of the day may be that wide, six more must be the code of the moment, so
 * that a guesser meets fifteen right codes in a million a day at most, and whose clock is a little off still comes in.
 */
export const countTotpTry = async (db: Database, loginId: string, now: Date): Promise<0 | 1> => {
  const subject = subjectOf(loginId, 'totp');
  await countAttempt(
    db,
    [
      { subject, max: 5, windowSeconds: 600 },
      { subject, max: 9, windowSeconds: dayS },
    ],
    now,
  );
  try {
    await countAttempt(db, [{ subject: `${subject}:wide`, max: 3, windowSeconds: dayS }], now);
    return 1;
  } catch (error) {
    if (error instanceof AppError && error.code === 'too-many') return 0;
    throw error;
  }
};

export const forgetFactorTries = async (db: Database, loginId: string): Promise<void> => {
  for (const what of ['totp', 'recovery-code'] as const) await forgetAttempts(db, subjectOf(loginId, what));
};

/** Keys cannot be guessed, but each question asked is a row. */
export const countPasskeyTry = (db: Database, agencyId: string, network: string, now: Date): Promise<void> =>
  countAttempt(
    db,
    [
      { subject: `passkey-from:${agencyId}:${network}`, max: 60, windowSeconds: 300 },
      { subject: `passkey-at:${agencyId}`, max: 3000, windowSeconds: 300 },
    ],
    now,
  );
