import type { Database, Trx } from '../../database/open.ts';
import type { SocialProvider } from '../../values/ways-in.ts';
import { hashSecret } from '../store.ts';
import type { LinkedSocial, SocialOffer } from './contract.ts';
import type { ProvenIdentity } from './providers.ts';
import type { SocialFlowRow } from './rows.ts';

const lifeMs = 600_000;

export type NewFlow = Omit<SocialFlowRow, 'state_hash' | 'expires_at'> & { state: string };

export const insertFlow = async (db: Database, { state, ...flow }: NewFlow, now: Date): Promise<void> => {
  const expires_at = new Date(now.getTime() + lifeMs).toISOString();
  await db
    .insertInto('social_flow')
    .values({ ...flow, state_hash: hashSecret(state), expires_at })
    .execute();
};

/** Taken out by the first return that names it, whoever brings it: a second finds nothing. */
export const takeFlow = async (
  db: Database,
  agencyId: string,
  state: string,
  now: Date,
): Promise<SocialFlowRow | undefined> => {
  const row = await db
    .deleteFrom('social_flow')
    .where('state_hash', '=', hashSecret(state))
    .where('agency_id', '=', agencyId)
    .returningAll()
    .executeTakeFirst();
  return row && row.expires_at > now.toISOString() ? row : undefined;
};

/** Departures that nobody came back from. */
export const clearExpiredFlows = async (db: Database, now: Date): Promise<void> => {
  await db.deleteFrom('social_flow').where('expires_at', '<=', now.toISOString()).execute();
};

/** By issuer and subject, and by nothing else. */
export const loginOfIdentity = async (
  db: Database,
  agencyId: string,
  { issuer, subject }: Pick<ProvenIdentity, 'issuer' | 'subject'>,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom('social_identity')
    .select('login_id')
    .where('agency_id', '=', agencyId)
    .where('issuer', '=', issuer)
    .where('subject', '=', subject)
    .executeTakeFirst();
  return row?.login_id;
};

/** One identity per provider: the next takes the place of the former. `taken` when it opens somebody else's login. */
export const linkIdentity = async (
  trx: Trx,
  { agencyId, loginId }: { agencyId: string; loginId: string },
  provider: SocialProvider,
  { issuer, subject, label }: ProvenIdentity,
  now: Date,
): Promise<'linked' | 'taken'> => {
  const linked = await trx
    .insertInto('social_identity')
    .values({
      agency_id: agencyId,
      issuer,
      subject,
      login_id: loginId,
      provider,
      label,
      linked_at: now.toISOString(),
    })
    .onConflict((conflict) =>
      conflict
        .columns(['agency_id', 'issuer', 'subject'])
        .doUpdateSet({ label })
        .where('social_identity.login_id', '=', loginId),
    )
    .returning('login_id')
    .executeTakeFirst();
  if (!linked) return 'taken';
  await trx
    .deleteFrom('social_identity')
    .where('login_id', '=', loginId)
    .where('provider', '=', provider)
    .where((or) => or.or([or('issuer', '!=', issuer), or('subject', '!=', subject)]))
    .execute();
  return 'linked';
};

export const removeLinked = async (
  db: Database,
  loginId: string,
  provider: SocialProvider,
): Promise<void> => {
  await db
    .deleteFrom('social_identity')
    .where('login_id', '=', loginId)
    .where('provider', '=', provider)
    .execute();
};

/** « Mon accès » lists them; a provider that is no longer offered keeps its own word as a name. */
export const listLinked = async (
  db: Database,
  loginId: string,
  offers: readonly SocialOffer[],
): Promise<LinkedSocial[]> => {
  const rows = await db
    .selectFrom('social_identity')
    .select(['provider', 'label', 'linked_at'])
    .where('login_id', '=', loginId)
    .orderBy('linked_at')
    .execute();
  return rows.map(({ provider, label, linked_at }) => ({
    provider,
    name: offers.find((offer) => offer.provider === provider)?.name ?? provider,
    label,
    linkedAt: linked_at,
  }));
};
