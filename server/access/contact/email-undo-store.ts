import { newSecret } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { hashSecret } from '../store.ts';
import { giveAddress } from './email-confirm-store.ts';
import type { EmailChangeRow } from './rows.ts';

/** A passkey or a provider is what a thief adds before changing the address. */
const keysBeforeMs = 48 * 3_600_000;

/** Made when the notice leaves; the link of a notice before it is dead. Nothing when it is too late. */
export const renewUndoLink = async (
  db: Database,
  id: string,
  now: Date,
): Promise<{ change: EmailChangeRow; token: string } | undefined> => {
  const token = newSecret();
  const change = await db
    .updateTable('email_change')
    .set({ undo_hash: hashSecret(token) })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .where('undo_until', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst();
  return change && { change, token };
};

/**
 * The login has its former address again, whatever it became since. Later changes, and all that was added since two
 * days before this one was asked for, go with it: whoever made it may have made those too, and first of all.
 */
export const undoEmailChange = async (trx: Trx, id: string, now: Date): Promise<EmailChangeRow> => {
  const change = await trx
    .updateTable('email_change')
    .set({ undone_at: now.toISOString() })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .where('undo_until', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst();
  if (!change) throw new AppError('invalid', { fields: { token: 'expired' } });
  const { login_id: loginId, created_at: since } = change;
  await giveAddress(trx, loginId, change.former);
  await trx
    .updateTable('email_change')
    .set({ expires_at: now.toISOString(), undo_until: now.toISOString(), link_hash: null, code_hash: null })
    .where('login_id', '=', loginId)
    .where('created_at', '>=', since)
    .where('id', '!=', id)
    .execute();
  await dropWhatCame(trx, loginId, new Date(Date.parse(since) - keysBeforeMs).toISOString());
  return change;
};

const dropWhatCame = async (trx: Trx, loginId: string, since: string): Promise<void> => {
  // Its former owner may know the password by now: the letter that follows gives another.
  await trx.updateTable('login').set({ password_hash: '' }).where('id', '=', loginId).execute();
  await trx
    .updateTable('login')
    .set({ phone: null, phone_signs_from: null })
    .where('id', '=', loginId)
    .where('phone_signs_from', '>=', since)
    .execute();
  await trx.deleteFrom('passkey').where('login_id', '=', loginId).where('created_at', '>=', since).execute();
  await trx
    .deleteFrom('social_identity')
    .where('login_id', '=', loginId)
    .where('linked_at', '>=', since)
    .execute();
  const dropped = await trx
    .deleteFrom('totp')
    .where('login_id', '=', loginId)
    .where('confirmed_at', '>=', since)
    .returning('login_id')
    .executeTakeFirst();
  if (dropped) await trx.deleteFrom('recovery_code').where('login_id', '=', loginId).execute();
};
