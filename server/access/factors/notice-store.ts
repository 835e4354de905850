import { enqueue } from '../../database/outbox.ts';
import type { Trx } from '../../database/open.ts';
import type { FactorChange } from './letters.ts';

export interface FactorNotice {
  agencySlug: string;
  loginId: string;
  change: FactorChange;
  /** When it was done, which is not when the letter is written. */
  at: string;
  device: string;
  left?: number | undefined;
}

/** The owner of the mailbox will be told. */
export const noticeFactor = async (trx: Trx, notice: Omit<FactorNotice, 'at'>, now: Date): Promise<void> => {
  await enqueue(trx, 'factor-notice', { ...notice, at: now.toISOString() } satisfies FactorNotice, now);
};
