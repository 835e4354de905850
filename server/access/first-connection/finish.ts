import type { Context } from 'hono';
import type { Database, Trx } from '../../database/open.ts';
import { enqueue } from '../../database/outbox.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { enter } from '../enter.ts';
import { forgetTries } from '../password.ts';
import type { AccessParts } from '../parts.ts';
import { namesOf } from '../named-store.ts';
import type { FirstConnectionAnswer } from './contract.ts';
import { takeBackEntry } from './entry.ts';
import { finishConnection } from './finish-store.ts';
import { aroundConnection } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';
import { toConnection } from './state.ts';
import { updateConnection } from './store.ts';

/** What is asked next. */
export const answerStep = async (db: Database, row: FirstConnectionRow): Promise<FirstConnectionAnswer> => ({
  connection: toConnection(row, await aroundConnection(db, row)),
  person: null,
});

/**
 * The end: the record is opened to the confirmed mailbox, and whoever is here is signed in, their second factor still
 * due if they have one. `also` is done in the same transaction, with the login.
 */
export const finish = async (
  c: Context<Env>,
  { sessions, wake }: AccessParts,
  row: FirstConnectionRow,
  passwordHash: string,
  also: (trx: Trx, loginId: string) => Promise<void> = async () => {},
): Promise<FirstConnectionAnswer> => {
  const { db, agency, now } = c.var;
  const loginId = await transaction(db, async (trx) => {
    const id = await finishConnection(trx, agency, row, passwordHash, now);
    await also(trx, id);
    return id;
  });
  wake();
  await forgetTries(db, agency.id, await namesOf(db, loginId));
  takeBackEntry(c);
  return { connection: null, ...(await enter(c, sessions, loginId)) };
};

/** Sends a mail of this step: the code that completes a weak secret, or the confirmation of the address. */
export const sendMail = async (
  trx: Trx,
  agencySlug: string,
  row: FirstConnectionRow,
  changes: Partial<FirstConnectionRow>,
  now: Date,
): Promise<FirstConnectionRow> => {
  const mails = (changes.mails ?? row.mails) + 1;
  const mailed = { ...changes, mails, mail_state: 'waiting', mailed_at: now.toISOString() } as const;
  const kind = row.proved === 0 && row.path !== 'tenant-registration' ? 'proof-code' : 'confirmation-mail';
  const payload = { agencySlug, connection: row.id, mail: mails, askedAt: now };
  await enqueue(trx, kind, payload, now);
  return updateConnection(trx, row, mailed, now);
};
