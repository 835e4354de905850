import { newId } from '../../database/id.ts';
import type { Trx } from '../../database/open.ts';

const lifeMs = 30 * 86_400_000;

export interface NewSecret {
  agencyId: string;
  accountId: string;
  /** Null for a secret that the agency's software gives per account. */
  personId: string | null;
  selector: string | null;
  /** argon2id of `readSecret(…).secret`. */
  hash: string;
  strong: boolean;
}

/** A secret good for 30 days and one use; the printed ones that this holder of this account had are dead. */
export const insertSecret = async (trx: Trx, secret: NewSecret, now: Date): Promise<void> => {
  if (secret.personId !== null)
    await trx
      .updateTable('provisional_secret')
      .set({ expires_at: now.toISOString() })
      .where('account_id', '=', secret.accountId)
      .where('person_id', '=', secret.personId)
      .where('used_at', 'is', null)
      .execute();
  await trx
    .insertInto('provisional_secret')
    .values({
      id: newId(),
      agency_id: secret.agencyId,
      account_id: secret.accountId,
      person_id: secret.personId,
      selector: secret.selector,
      secret_hash: secret.hash,
      strong: secret.strong ? 1 : 0,
      tries: 0,
      created_at: now.toISOString(),
      expires_at: new Date(now.getTime() + lifeMs).toISOString(),
      used_at: null,
    })
    .execute();
};
