import { createHash } from 'node:crypto';
import { newSecret } from '../database/id.ts';
import type { Database } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import type { Person as Scope } from '../values/person.ts';
import { hashSecret } from './store.ts';

const codeLifeMs = 60_000;

/** A code that one origin may exchange once, within a minute, for a session of its own. */
export const insertHandoff = async (
  db: Database,
  person: Scope,
  handoff: { origin: string; challenge: string; signIn: string },
  now: Date,
): Promise<string> => {
  const code = newSecret();
  await db
    .insertInto('handoff')
    .values({
      code_hash: hashSecret(code),
      login_id: person.loginId,
      expires_at: new Date(now.getTime() + codeLifeMs).toISOString(),
      sign_in: handoff.signIn,
      origin: handoff.origin,
      challenge: handoff.challenge,
    })
    .execute();
  return code;
};

/** Consumes the code; throws `invalid` unless origin and PKCE verifier are those it was made for. */
export const redeemHandoff = async (
  db: Database,
  agencyId: string,
  { code, verifier, origin }: { code: string; verifier: string; origin: string },
  now: Date,
): Promise<{ loginId: string; signIn: string; endsAt: string }> => {
  const row = await db
    .updateTable('handoff')
    .set({ used_at: now.toISOString() })
    .where('code_hash', '=', hashSecret(code))
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning(['login_id', 'sign_in', 'origin', 'challenge'])
    .executeTakeFirst();
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  if (!row || row.origin !== origin || row.challenge !== challenge) {
    throw new AppError('invalid', { fields: { code: 'expired' } });
  }
  // Only while the sign-in that made it lives: signing out, or a new password, ends what is on its way too.
  const login = await db
    .selectFrom('login')
    .innerJoin('session', 'session.login_id', 'login.id')
    .select(['login.id', 'session.ends_at'])
    .where('login.id', '=', row.login_id)
    .where('login.agency_id', '=', agencyId)
    .where('session.sign_in', '=', row.sign_in)
    .where('session.awaits', 'is', null)
    .where('session.expires_at', '>', now.toISOString())
    .orderBy('session.ends_at')
    .limit(1)
    .executeTakeFirst();
  if (!login) throw new AppError('invalid', { fields: { code: 'expired' } });
  return { loginId: login.id, signIn: row.sign_in, endsAt: login.ends_at };
};

/** Codes that nobody can use any more. */
export const clearExpiredHandoffs = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('handoff').where('expires_at', '<=', now.toISOString()).execute();
};
