import { isUniqueViolation } from '../../database/errors.ts';
import type { Database, Trx } from '../../database/open.ts';
import { AppError } from '../../values/error.ts';
import { bareKey, identifierKey } from '../../values/identifier.ts';
import { maskPhone } from '../../values/phone.ts';
import { listPasskeys } from '../factors/passkey-store.ts';
import type { SocialOffer } from '../social/contract.ts';
import { listLinked } from '../social/store.ts';
import { channelsOf } from '../step-up/channels-store.ts';
import { endStepUps } from '../step-up/store.ts';
import type { AccessOverview } from './contract.ts';
import { cancelEmailChange, changeShown } from './email-store.ts';

/** « Mon accès » : everything this login signs in with. */
export const describeAccess = async (
  db: Database,
  loginId: string,
  { offers, phoneOffered }: { offers: SocialOffer[]; phoneOffered: boolean },
  now: Date,
): Promise<AccessOverview> => {
  const [login, passkeys, linked, channels, emailChange, codes] = await Promise.all([
    db
      .selectFrom('login')
      .select(['email', 'alias', 'phone', 'phone_signs_from', 'password_hash'])
      .where('id', '=', loginId)
      .executeTakeFirstOrThrow(),
    listPasskeys(db, loginId),
    listLinked(db, loginId, offers),
    channelsOf(db, loginId, { sms: phoneOffered }, now),
    changeShown(db, loginId, now),
    db
      .selectFrom('recovery_code')
      .select((eb) => eb.fn.countAll<number>().as('left'))
      .where('login_id', '=', loginId)
      .where('used_at', 'is', null)
      .executeTakeFirstOrThrow(),
  ]);
  const { phone, phone_signs_from } = login;
  return {
    email: login.email,
    alias: login.alias,
    phone: phone === null ? null : { masked: maskPhone(phone), signsFrom: phone_signs_from ?? '' },
    phoneOffered,
    hasPassword: login.password_hash !== '',
    passkeys,
    totp: channels.some(({ channel }) => channel === 'totp'),
    recoveryCodesLeft: codes.left,
    linked,
    offers,
    channels,
    emailChange,
  };
};

export const passwordHashOf = async (db: Database, loginId: string): Promise<string> => {
  const found = await db
    .selectFrom('login')
    .select('password_hash')
    .where('id', '=', loginId)
    .executeTakeFirstOrThrow();
  return found.password_hash;
};

export const setPassword = async (trx: Trx, loginId: string, passwordHash: string): Promise<void> => {
  await trx.updateTable('login').set({ password_hash: passwordHash }).where('id', '=', loginId).execute();
};

/** Whoever is in is out, and nothing that was sent or begun before opens anything any more. */
export const endEverything = async (trx: Trx, loginId: string, now: Date): Promise<void> => {
  await trx.deleteFrom('session').where('login_id', '=', loginId).execute();
  await trx.deleteFrom('handoff').where('login_id', '=', loginId).execute();
  await trx.deleteFrom('reset_link').where('login_id', '=', loginId).execute();
  await trx.deleteFrom('social_flow').where('login_id', '=', loginId).execute();
  await trx.deleteFrom('phone_check').where('login_id', '=', loginId).execute();
  await cancelEmailChange(trx, loginId, now);
  await endStepUps(trx, loginId, now);
};

/** As agencies number their accounts: a few letters, then digits. Whether one is given today must not be learnt here. */
const looksNumbered = (alias: string): boolean =>
  /\d/.test(alias) && /^\p{L}{0,3}\d{4,}$/u.test(identifierKey(alias));

/**
 * Keeps a name for signing in. One answer, `taken`, for another's alias, for an identifier of the agency's, and for
 * what looks like one.
 */
export const setAlias = async (
  trx: Trx,
  { agencyId, loginId }: { agencyId: string; loginId: string },
  alias: string,
): Promise<void> => {
  const key = identifierKey(alias);
  const [account] = await trx
    .selectFrom('account')
    .select('id')
    .where('agency_id', '=', agencyId)
    .where('identifier_key', 'in', [key, bareKey(alias)])
    .limit(1)
    .execute();
  if (key.length < 4 || looksNumbered(alias) || account) throw taken();
  await trx
    .updateTable('login')
    .set({ alias, alias_key: key })
    .where('id', '=', loginId)
    .execute()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? taken() : error;
    });
};

const taken = () => new AppError('invalid', { fields: { alias: 'taken' } });

export const removeAlias = async (db: Database, loginId: string): Promise<void> => {
  await db.updateTable('login').set({ alias: null, alias_key: null }).where('id', '=', loginId).execute();
};

/**
 * Before a passkey or a provider is taken away: throws `invalid` when nothing else is left to come in with, a password,
 * another key or another provider.
 */
export const requireAnotherWayIn = async (
  trx: Trx,
  loginId: string,
  leaving: { passkey?: string; provider?: string },
): Promise<void> => {
  const [password, passkeys, identities] = await Promise.all([
    passwordHashOf(trx, loginId),
    trx.selectFrom('passkey').select('id').where('login_id', '=', loginId).execute(),
    trx.selectFrom('social_identity').select('provider').where('login_id', '=', loginId).execute(),
  ]);
  const stays =
    password !== '' ||
    passkeys.some(({ id }) => id !== leaving.passkey) ||
    identities.some(({ provider }) => provider !== leaving.provider);
  if (!stays) throw new AppError('invalid', { fields: { way: 'last-way-in' } });
};
