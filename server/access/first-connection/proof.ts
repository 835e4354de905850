import type { ServedAgency } from '../../agency/store.ts';
import { countAttempt } from '../../database/limits.ts';
import type { Database } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { readSecret } from '../../values/provisional-secret.ts';
import { inTurn, isRight, signInLimits, subjectOf } from '../password.ts';
import { accountNamed, loginFor } from '../named-store.ts';
import { takeSecretTry, type FoundSecret } from './secret-store.ts';

/** What identifier and secret proved: a provisional secret of an account, or the password of a login. */
export type Proof =
  | { kind: 'secret'; accountId: string; secret: FoundSecret }
  | { kind: 'password'; loginId: string; accountId: string | undefined };

/**
 * Unknown, wrong, locked, closed and used up are one answer in one time: the same questions, one row written, and two
 * verifications, of the secret and of the password that the person may have chosen already. The limits are those of
 * signing in, for what is guessed here could be guessed there.
 */
export const proveEntry = async (
  db: Database,
  agency: ServedAgency,
  { identifier, secret: typed }: { identifier: string; secret: string },
  network: string,
  now: Date,
): Promise<Proof> => {
  const subject = subjectOf(agency.id, identifier);
  return inTurn(async () => {
    await countAttempt(db, signInLimits(agency.id, subject, network), now);
    const [login, accountId] = await Promise.all([
      loginFor(db, agency.id, identifier),
      accountNamed(db, agency.id, identifier),
    ]);
    const { selector, secret } = readSecret(typed);
    const found = await takeSecretTry(db, accountId, selector, subject, now);
    const secretIsRight = await isRight(found?.hash, secret);
    const passwordIsRight = await isRight(login?.passwordHash, typed);
    if (found && secretIsRight && accountId !== undefined)
      return { kind: 'secret', accountId, secret: found };
    if (login && passwordIsRight) return { kind: 'password', loginId: login.id, accountId };
    throw new AppError('invalid', { fields: { secret: 'wrong-credentials' } });
  });
};
