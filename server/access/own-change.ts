import type { Context } from 'hono';
import type { Trx } from '../database/open.ts';
import { deviceOf } from './device.ts';
import type { FactorChange } from './factors/letters.ts';
import { noticeFactor } from './factors/notice-store.ts';
import type { AccessEnv } from './permissions.ts';
import type { StepUpAction, StepUpChannel } from './step-up/contract.ts';
import { takeStepUp } from './step-up/store.ts';

/**
 * Consumes the fresh proof `id`, in the transaction that does what was confirmed. Throws `step-up` unless exactly this
 * was confirmed, in this sign-in, and not done yet. Answers how it was proven.
 */
export const takeProof = (
  c: Context<AccessEnv>,
  trx: Trx,
  id: string,
  action: StepUpAction,
): Promise<StepUpChannel> => {
  const { person, session, now } = c.var;
  return takeStepUp(trx, { id, loginId: person.loginId, signIn: session.signIn, action }, now);
};

/** A letter tells whoever reads the mailbox what was changed, when and on which device. */
export const tellOwner = (c: Context<AccessEnv>, trx: Trx, change: FactorChange): Promise<void> => {
  const { agency, person, now } = c.var;
  const device = deviceOf(c.req.header('user-agent') ?? '');
  return noticeFactor(trx, { agencySlug: agency.slug, loginId: person.loginId, change, device }, now);
};
