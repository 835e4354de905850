import { newId } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { codeHash, codeLifeMs, codeTries, newCode } from '../code.ts';
import { hashSecret } from '../store.ts';
import { canonical, type Action } from './action.ts';
import type { StepUpChannel } from './contract.ts';
import type { StepUpRow } from './rows.ts';

const dayMs = 86_400_000;
/** Codes sent and never given back, in a day: further ones would be guesses. */
const longestRun = 3;

/** Who confirms, in which sign-in: the proof is worth nothing in another. */
export interface Confirming {
  loginId: string;
  signIn: string;
}

const hashOf = (action: Action): string => hashSecret(canonical(action));
const later = (now: Date, ms: number): string => new Date(now.getTime() + ms).toISOString();

/** A proof to be given, bound to this login, sign-in and content; those that the login had open are dead. */
export const createStepUp = async (
  trx: Trx,
  { loginId, signIn }: Confirming,
  { action, says, channel }: { action: Action; says: string; channel: StepUpChannel },
  now: Date,
): Promise<StepUpRow> => {
  // Two at once wait for one another here: each must count the other.
  await trx
    .updateTable('login')
    .set((eb) => ({ name: eb.ref('name') }))
    .where('id', '=', loginId)
    .execute();
  if (channel === 'sms' || channel === 'email') await countUnproven(trx, loginId, now);
  await endStepUps(trx, loginId, now);
  const row: StepUpRow = {
    id: newId(),
    login_id: loginId,
    sign_in: signIn,
    action: action.kind,
    content_hash: hashOf(action),
    says,
    channel,
    code_hash: null,
    tries: 0,
    created_at: now.toISOString(),
    expires_at: later(now, codeLifeMs),
    proven_at: null,
    used_at: null,
  };
  await trx.insertInto('step_up').values(row).execute();
  return row;
};

const countUnproven = async (trx: Trx, loginId: string, now: Date): Promise<void> => {
  const unproven = await trx
    .selectFrom('step_up')
    .select('created_at')
    .where('login_id', '=', loginId)
    .where('created_at', '>', later(now, -dayMs))
    .where('channel', 'in', ['sms', 'email'])
    .where('proven_at', 'is', null)
    .orderBy('created_at')
    .execute();
  const [oldest] = unproven.slice(-longestRun);
  if (unproven.length < longestRun || !oldest) return;
  const wait = Date.parse(oldest.created_at) + dayMs - now.getTime();
  throw new AppError('too-many', { retryAfter: Math.max(1, Math.ceil(wait / 1000)) });
};

/** Whatever this login had begun to confirm is confirmed no more. */
export const endStepUps = async (trx: Trx, loginId: string, now: Date): Promise<void> => {
  await trx
    .updateTable('step_up')
    .set({ expires_at: now.toISOString() })
    .where('login_id', '=', loginId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute();
};

/** What is still to be proved, for the worker that sends a code and for the routes that ask for it. */
export const openStepUp = (
  db: Database,
  id: string,
  now: Date,
  { loginId, signIn }: Partial<Confirming> = {},
): Promise<StepUpRow | undefined> => {
  let query = db
    .selectFrom('step_up')
    .selectAll()
    .where('id', '=', id)
    .where('proven_at', 'is', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString());
  if (loginId !== undefined) query = query.where('login_id', '=', loginId);
  if (signIn !== undefined) query = query.where('sign_in', '=', signIn);
  return query.executeTakeFirst();
};

/** The code that goes out with the message: only its hash stays. Those sent before it are dead, their tries count. */
export const renewCode = async (db: Database, id: string): Promise<string> => {
  const code = newCode();
  await db
    .updateTable('step_up')
    .set({ code_hash: codeHash(id, code) })
    .where('id', '=', id)
    .execute();
  return code;
};

/** One try; nothing when there is none left to make. It counts before anyone looks at the code: commit it. */
export const countTry = async (
  db: Database,
  id: string,
  { loginId, signIn }: Confirming,
  now: Date,
): Promise<StepUpRow | undefined> =>
  db
    .updateTable('step_up')
    .set((eb) => ({ tries: eb('tries', '+', 1) }))
    .where('id', '=', id)
    .where('login_id', '=', loginId)
    .where('sign_in', '=', signIn)
    .where('proven_at', 'is', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .where('tries', '<', codeTries)
    .returningAll()
    .executeTakeFirst();

/** Proven: ten minutes to do what was confirmed. */
export const markProven = async (trx: Trx, id: string, now: Date): Promise<void> => {
  await trx
    .updateTable('step_up')
    .set({ proven_at: now.toISOString(), expires_at: later(now, codeLifeMs), code_hash: null })
    .where('id', '=', id)
    .execute();
};

/**
 * Consumes the proof, for exactly this content in this sign-in, or throws `step-up`. Call it in the transaction that
 * does what was confirmed. Answers how it was proven.
 */
export const takeStepUp = async (
  trx: Trx,
  { id, loginId, signIn, action }: Confirming & { id: string; action: Action },
  now: Date,
): Promise<StepUpChannel> => {
  const taken = await trx
    .updateTable('step_up')
    .set({ used_at: now.toISOString() })
    .where('id', '=', id)
    .where('login_id', '=', loginId)
    .where('sign_in', '=', signIn)
    .where('content_hash', '=', hashOf(action))
    .where('proven_at', 'is not', null)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning('channel')
    .executeTakeFirst();
  if (!taken) throw new AppError('step-up');
  return taken.channel;
};

/** Kept for a day, to be counted. */
export const clearOldStepUps = async (db: Database, now: Date): Promise<void> => {
  await db
    .deleteFrom('step_up')
    .where('created_at', '<', later(now, -dayMs))
    .where('expires_at', '<=', now.toISOString())
    .execute();
};
