import type { Database } from '../../database/open.ts';
import { countAttempt, forgetAttempts } from '../../database/limits.ts';

/** Apart from one another: someone who guesses six digits must not keep the owner from their recovery codes. */
type Guessed = 'totp' | 'recovery-code';

const subjectOf = (loginId: string, what: Guessed): string => `factor-${what}:${loginId}`;

/** Five tries in ten minutes, fifteen a day, wherever they come from: only who knows the password gets here. */
export const countFactorTry = (db: Database, loginId: string, what: Guessed, now: Date): Promise<void> => {
  const subject = subjectOf(loginId, what);
  return countAttempt(
    db,
    [
      { subject, max: 5, windowSeconds: 600 },
      { subject, max: 15, windowSeconds: 86_400 },
    ],
    now,
  );
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
