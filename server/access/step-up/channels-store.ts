import type { Database } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { maskEmail } from '../../values/mask.ts';
import { maskPhone } from '../../values/phone.ts';
import type { StepUpChannel } from './contract.ts';

export interface Channel {
  channel: StepUpChannel;
  /** Where a code goes, masked. */
  to: string | null;
}

/** How this login may confirm something now, the strongest first. */
export const channelsOf = async (
  db: Database,
  loginId: string,
  { sms }: { sms: boolean },
  now: Date,
): Promise<Channel[]> => {
  const [login, totp, passkey] = await Promise.all([
    db
      .selectFrom('login')
      .select(['email', 'phone', 'phone_signs_from'])
      .where('id', '=', loginId)
      .executeTakeFirstOrThrow(),
    db
      .selectFrom('totp')
      .select('login_id')
      .where('login_id', '=', loginId)
      .where('confirmed_at', 'is not', null)
      .executeTakeFirst(),
    db.selectFrom('passkey').select('id').where('login_id', '=', loginId).limit(1).executeTakeFirst(),
  ]);
  const { phone } = login;
  // Added a moment ago, it may be in other hands: it signs from tomorrow on.
  const signs =
    phone !== null && login.phone_signs_from !== null && login.phone_signs_from <= now.toISOString();
  return [
    ...(passkey ? [{ channel: 'passkey', to: null } as const] : []),
    ...(totp ? [{ channel: 'totp', to: null } as const] : []),
    ...(sms && signs ? [{ channel: 'sms', to: maskPhone(phone) } as const] : []),
    { channel: 'email', to: maskEmail(login.email) } as const,
  ];
};

/** Throws `invalid` when the login has no such channel today. */
export const requireChannel = (channels: Channel[], wanted: StepUpChannel): Channel => {
  const found = channels.find(({ channel }) => channel === wanted);
  if (!found) throw new AppError('invalid', { fields: { channel: 'not-available' } });
  return found;
};

/** Where and how to write to someone. */
export const reachLogin = (
  db: Database,
  loginId: string,
): Promise<{ name: string; email: string; phone: string | null }> =>
  db
    .selectFrom('login')
    .select(['name', 'email', 'phone'])
    .where('id', '=', loginId)
    .executeTakeFirstOrThrow();
