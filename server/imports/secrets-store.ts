import { availableParallelism } from 'node:os';
import { verify } from '@node-rs/argon2';
import { secretLifeMs } from '../access/first-connection/secret-store.ts';
import { hashPassword } from '../access/password.ts';
import { readSecret } from '../values/provisional-secret.ts';
import type { Loaded } from './load-store.ts';
import { counted } from './report.ts';
import type { Staging } from './staging.ts';

/** One core stays with those who read. */
const atOnce = Math.max(1, availableParallelism() - 1);
const page = 1000;

/** Nobody who holds the account has ever come in. */
const isWaiting = (holders: string, account: string) =>
  `not exists (select 1 from ${holders} h join login_person l on l.person_id = h.person_id
     where h.account_id = ${account})`;

/**
 * The provisional secrets of the file that are new, hashed into `in_secret`: of each account that waits for its first
 * connection, unless it is the one that was imported last. It takes about 15 ms each, and nobody waits meanwhile. Answers remarks.
 */
export const hashSecrets = async (staging: Staging, accounts: Loaded | undefined): Promise<string[]> => {
  await staging.run('create temp table in_secret (account_id text, secret_hash text)');
  const secrets = accounts?.isPresent ? accounts.secrets : undefined;
  if (!secrets || secrets.size === 0) return [];
  let count = 0;
  for (let after = 0; ;) {
    const rows = await staging.all<{ line: number; id: string; last: string | null }>(
      `select i.line, i.id, (
         select p.secret_hash from provisional_secret p where p.account_id = i.id and p.person_id is null
         order by p.created_at desc limit 1) as last
       from in_account i
       where i.problem is null and i.line > ?1 and ${isWaiting('in_holder', 'i.id')}
       order by i.line limit ${page}`,
      after,
    );
    const hashed: { id: string; hash: string }[] = [];
    for (let from = 0; from < rows.length; from += atOnce)
      await Promise.all(
        rows.slice(from, from + atOnce).map(async ({ line, id, last }) => {
          const given = secrets.get(line);
          const { secret } = readSecret(given ?? '');
          if (given === undefined || (last !== null && (await verify(last, secret)))) return;
          hashed.push({ id, hash: await hashPassword(secret) });
        }),
      );
    const loader = await staging.load('in_secret', ['account_id', 'secret_hash']);
    for (const { id, hash } of hashed) loader.add([id, hash]);
    await loader.end();
    count += hashed.length;
    const last = rows.at(-1);
    if (!last || rows.length < page) break;
    after = last.line;
  }
  secrets.clear();
  return count === 0
    ? []
    : [`${counted(count, 'nouveau mot de passe provisoire', 'nouveaux mots de passe provisoires')}.`];
};

/** Call it inside `write`, once accounts are there: another secret ends the one before. */
export const applySecrets = async (staging: Staging, agencyId: string, now: Date): Promise<void> => {
  await staging.run(
    `update provisional_secret set expires_at = ?1
     where person_id is null and used_at is null and expires_at > ?1
       and account_id in (select account_id from in_secret)`,
    now.toISOString(),
  );
  await staging.run(
    `insert into provisional_secret (id, agency_id, account_id, secret_hash, strong, tries, created_at, expires_at)
     select new_id(), ?1, s.account_id, s.secret_hash, 0, 0, ?2, ?3 from in_secret s
     where ${isWaiting('account_holder', 's.account_id')}`,
    agencyId,
    now.toISOString(),
    new Date(now.getTime() + secretLifeMs).toISOString(),
  );
};
