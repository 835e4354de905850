import { newId } from '../../database/id.ts';
import type { Database, Trx } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';

export const secretLifeMs = 30 * 86_400_000;

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
      expires_at: new Date(now.getTime() + secretLifeMs).toISOString(),
      used_at: null,
    })
    .execute();
};

/** What a weak secret bears in all: then the agency prints another. */
export const weakTries = 5;

export interface FoundSecret {
  id: string;
  hash: string;
  strong: boolean;
  personId: string | null;
}

/**
 * The one secret that what was typed may be, its try counted before anything is compared; nothing when the account
 * has none that still serves. Known or not, one row is written in one transaction.
 */
export const takeSecretTry = async (
  db: Database,
  accountId: string | undefined,
  selector: string | null,
  subject: string,
  now: Date,
): Promise<FoundSecret | undefined> =>
  transaction(db, async (trx) => {
    const alive = await aliveSecrets(trx, accountId ?? '', now);
    // A printed code is recognised by its first sign; whatever else was typed is the agency's software's.
    const row =
      alive.find((each) => selector !== null && each.selector === selector) ??
      alive.find((each) => each.selector === null);
    const counted = await trx
      .updateTable('provisional_secret')
      .set((eb) => ({ tries: eb('tries', '+', 1) }))
      .where('id', '=', row?.id ?? '')
      .where((eb) => eb.or([eb('strong', '=', 1), eb('tries', '<', weakTries)]))
      .returning('id')
      .executeTakeFirst();
    if (counted && row)
      return { id: row.id, hash: row.secret_hash, strong: row.strong === 1, personId: row.person_id };
    await trx
      .insertInto('rate_limit')
      .values({ subject: `no-secret:${subject}`, window_start: now.toISOString(), hits: 1 })
      .onConflict((conflict) => conflict.column('subject').doUpdateSet({ window_start: now.toISOString() }))
      .execute();
    return undefined;
  });

/** Latest first: unused, in time, of an open account, and not for somebody who has found the way in since. */
const aliveSecrets = (trx: Trx, accountId: string, now: Date) =>
  trx
    .selectFrom('provisional_secret as secret')
    .innerJoin('account', 'account.id', 'secret.account_id')
    .select(['secret.id', 'secret.person_id', 'selector', 'secret_hash', 'strong'])
    .where('secret.account_id', '=', accountId)
    .where('account.closed_on', 'is', null)
    .where('secret.used_at', 'is', null)
    .where('secret.expires_at', '>', now.toISOString())
    .where((eb) => eb.or([eb('secret.strong', '=', 1), eb('secret.tries', '<', weakTries)]))
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('account_holder as held')
          .innerJoin('person', 'person.id', 'held.person_id')
          .select('held.person_id')
          .whereRef('held.account_id', '=', 'secret.account_id')
          .where('person.closed_on', 'is', null)
          .where((or) =>
            or.or([
              or('secret.person_id', 'is', null),
              or('held.person_id', '=', or.ref('secret.person_id')),
            ]),
          )
          .where((or) =>
            or.not(
              or.exists(
                or
                  .selectFrom('login_person as mine')
                  .select('mine.login_id')
                  .whereRef('mine.person_id', '=', 'held.person_id')
                  .where((since) =>
                    // A letter that was made afterwards brings back in who lost everything else.
                    since.or([
                      since('secret.person_id', 'is', null),
                      since('mine.since', '>', since.ref('secret.created_at')),
                    ]),
                  ),
              ),
            ),
          ),
      ),
    )
    .orderBy('secret.created_at', 'desc')
    .orderBy('secret.id', 'desc')
    .execute();

/** Used: it opens nothing more. False when somebody used it first, or it was replaced meanwhile. */
export const useSecret = async (trx: Trx, secretId: string, now: Date): Promise<boolean> => {
  const row = await trx
    .updateTable('provisional_secret')
    .set({ used_at: now.toISOString() })
    .where('id', '=', secretId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};

/** Whoever found the way in needs no letter any more. */
export const endSecretsOf = async (trx: Trx, personId: string, now: Date): Promise<void> => {
  await trx
    .updateTable('provisional_secret')
    .set({ expires_at: now.toISOString() })
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .execute();
};
