import type { Context } from 'hono';
import { newId } from '../database/id.ts';
import { hand, presented } from '../http/credential.ts';
import type { Env } from '../http/context.ts';
import { dayAt } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import type { SignedIn } from './contract.ts';
import { deviceOf } from './device.ts';
import { secondFactorNeed } from './factors/store.ts';
import type { Sessions } from './session.ts';
import { describePerson } from './store.ts';

/**
 * The one way into a session of the portal: after a password, a provider's word, a finished first connection or a
 * passkey. Where a second factor is due the session opens nothing yet, unless `allProved` says that it was shown.
 */
export const enter = async <E extends Env>(
  c: Context<E>,
  sessions: Sessions,
  loginId: string,
  { allProved = false }: { allProved?: boolean } = {},
): Promise<SignedIn> => {
  const { db, now } = c.var as Env['Variables'];
  const awaits = allProved ? undefined : await secondFactorNeed(db, loginId);
  const signIn = newId();
  const session = await sessions.open(
    loginId,
    'portal',
    {
      origin: null,
      device: deviceOf(c.req.header('user-agent') ?? ''),
      signIn,
      awaits: awaits ? 'second-factor' : null,
    },
    now,
  );
  // A new id at each sign-in; what came along, if anything, is worth nothing from now on.
  const former = presented(c);
  if (former) await sessions.close(former.id, { signIn });
  hand(c, session);
  if (awaits) return { person: null, awaits };
  const found = await sessions.read(session.id, 'portal');
  if (!found) throw new AppError('internal');
  return { person: await describePerson(db, found.person, dayAt(now)) };
};
