import type { Database, Trx } from '../../database/open.ts';
import { emailKey } from '../../values/identifier.ts';
import type { SecondFactorNeed } from '../contract.ts';

/**
 * What is still due after a right password or a provider's word. Staff always owe a second factor; residents owe the
 * one they set up. A passkey with user verification proves both factors at once and does not come here.
 */
export const secondFactorNeed = async (
  db: Database,
  loginId: string,
): Promise<SecondFactorNeed | undefined> => {
  const [agents, totps, passkeys, codes] = await Promise.all([
    db.selectFrom('agent').select('login_id').where('login_id', '=', loginId).execute(),
    db
      .selectFrom('totp')
      .select('login_id')
      .where('login_id', '=', loginId)
      .where('confirmed_at', 'is not', null)
      .execute(),
    db.selectFrom('passkey').select('id').where('login_id', '=', loginId).limit(1).execute(),
    db
      .selectFrom('recovery_code')
      .select('code_hash')
      .where('login_id', '=', loginId)
      .where('used_at', 'is', null)
      .limit(1)
      .execute(),
  ]);
  const ways: SecondFactorNeed['ways'] = [];
  if (totps.length > 0) ways.push('totp');
  else if (agents.length === 0) return undefined;
  if (passkeys.length > 0) ways.push('passkey');
  // With a passkey already there, a password alone must not set up anything beside it.
  if (ways.length === 0) return { kind: 'enrol', ways };
  if (codes.length > 0) ways.push('recovery-code');
  return { kind: 'prove', ways };
};

/**
 * Takes away all that the login with this address proves itself with besides its password, and ends its sessions.
 * Undefined when nobody has that address there.
 */
export const resetFactors = async (
  trx: Trx,
  agencyId: string,
  email: string,
): Promise<{ loginId: string; isAgent: boolean } | undefined> => {
  const login = await trx
    .selectFrom('login')
    .leftJoin('agent', 'agent.login_id', 'login.id')
    .select(['login.id', 'agent.login_id as agent_login_id'])
    .where('login.agency_id', '=', agencyId)
    .where('login.email', '=', emailKey(email))
    .executeTakeFirst();
  if (!login) return undefined;
  for (const table of [
    'totp',
    'recovery_code',
    'passkey',
    'webauthn_challenge',
    'session',
    'handoff',
    'step_up',
  ] as const)
    await trx.deleteFrom(table).where('login_id', '=', login.id).execute();
  return { loginId: login.id, isAgent: login.agent_login_id !== null };
};
