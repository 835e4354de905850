import { randomBytes } from 'node:crypto';
import { hashPassword } from '../access/password.ts';
import { insertSecret, type NewSecret, secretLifeMs } from '../access/first-connection/secret-store.ts';
import type { ServedAgency } from '../agency/store.ts';
import type { Database, Trx } from '../database/open.ts';
import { transaction } from '../database/transaction.ts';
import { dayAt } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { fullName } from '../values/person.ts';
import { makeSecret, readSecret, selectors } from '../values/provisional-secret.ts';
import { activationLetter, type Addressee, type LetterWords } from './activation-letter.ts';
import { drawLetters } from './letter-pdf.ts';
import { listHolders, type WhoseLetters } from './holders-store.ts';

export type WhyNot = 'no-address' | 'too-many-holders';

export interface LeftOut {
  name: string;
  identifier: string;
  why: WhyNot;
}

export interface Letters {
  /** Null when there is none to print. */
  pdf: Uint8Array | null;
  made: number;
  leftOut: LeftOut[];
}

interface Target extends Addressee {
  accountId: string;
  personId: string;
}

const dayMs = 86_400_000;

/**
 * A PDF with one letter per holder of each account, each with a code of its own. The codes open from the moment all are
 * drawn and kept, and the earlier ones of the same holders are dead from then on; what fails before changes nothing.
 */
export const makeLetters = async (
  db: Database,
  agency: ServedAgency,
  who: WhoseLetters,
  now: Date,
  keep: (pdf: Uint8Array) => Promise<void> = async () => {},
): Promise<Letters> => {
  const leftOut: LeftOut[] = [];
  const targets: Target[] = [];
  for (const holder of await listHolders(db, agency.id, who, now)) {
    const { identifier, role, label, accountId, personId, address, postcode, town } = holder;
    const name = fullName(holder);
    if (!address || !postcode || !town) leftOut.push({ name, identifier, why: 'no-address' });
    else targets.push({ name, identifier, role, label, accountId, personId, address, postcode, town });
  }
  if (targets.length === 0) return { pdf: null, made: 0, leftOut };
  const free = await freeSelectors(db, targets, now);
  const secrets: NewSecret[] = [];
  const today = dayAt(now);
  // The last day of which every hour is good.
  const lastDay = dayAt(new Date(now.getTime() + secretLifeMs - dayMs));
  async function* write(): AsyncGenerator<LetterWords> {
    for (const target of targets) {
      const selector = free(target);
      if (selector === undefined) {
        leftOut.push({ name: target.name, identifier: target.identifier, why: 'too-many-holders' });
        continue;
      }
      const code = makeSecret(selector, randomBytes);
      const { accountId, personId } = target;
      const hash = await hashPassword(readSecret(code).secret);
      secrets.push({ agencyId: agency.id, accountId, personId, selector, hash, strong: true });
      yield activationLetter(agency.card, target, code, today, lastDay);
    }
  }
  const { name: author, accent } = agency.card;
  const pdf = await drawLetters(write(), { title: 'Courriers d’activation', author, accent }, now);
  if (secrets.length > 0) await keep(pdf);
  await transaction(db, (trx) => insertSecrets(trx, secrets, now));
  return { pdf: secrets.length > 0 ? pdf : null, made: secrets.length, leftOut };
};

/** The first sign of a code says whose it is: each holder of an account has another one. */
const freeSelectors = async (
  db: Database,
  targets: Target[],
  now: Date,
): Promise<(target: Target) => string | undefined> => {
  const taken = new Map<string, Set<string>>();
  const live = await liveSelectors(
    db,
    targets.map(({ accountId }) => accountId),
    now,
  );
  const ours = new Set(targets.map(({ accountId, personId }) => `${accountId} ${personId}`));
  for (const { account_id, person_id, selector } of live) {
    // Those that these letters replace are dead once they are there.
    if (ours.has(`${account_id} ${person_id}`)) continue;
    taken.set(account_id, (taken.get(account_id) ?? new Set()).add(selector ?? ''));
  }
  return ({ accountId }) => {
    const own = taken.get(accountId) ?? new Set();
    const left = selectors.filter((sign) => !own.has(sign));
    const sign = left[randomBytes(1).readUInt8() % left.length];
    if (sign !== undefined) taken.set(accountId, own.add(sign));
    return sign;
  };
};

const atOnce = 500;

const liveSelectors = async (db: Database, accountIds: string[], now: Date) => {
  const ids = [...new Set(accountIds)];
  const found: { account_id: string; person_id: string | null; selector: string | null }[] = [];
  for (let from = 0; from < ids.length; from += atOnce) {
    const rows = await db
      .selectFrom('provisional_secret')
      .select(['account_id', 'person_id', 'selector'])
      .where('account_id', 'in', ids.slice(from, from + atOnce))
      .where('selector', 'is not', null)
      .where('used_at', 'is', null)
      .where('expires_at', '>', now.toISOString())
      .execute();
    found.push(...rows);
  }
  return found;
};

/** Throws `conflict` when a colleague gave another holder the same sign meanwhile. */
const insertSecrets = async (trx: Trx, secrets: NewSecret[], now: Date): Promise<void> => {
  for (const secret of secrets) await insertSecret(trx, secret, now);
  const live = await liveSelectors(
    trx,
    secrets.map(({ accountId }) => accountId),
    now,
  );
  const signs = new Set(live.map(({ account_id, selector }) => `${account_id} ${selector}`));
  if (signs.size < live.length) throw new AppError('conflict');
};
