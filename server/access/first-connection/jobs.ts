import { findAgency } from '../../agency/store.ts';
import { newSecret } from '../../database/id.ts';
import type { Database } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import type { Job } from '../../database/outbox.ts';
import type { Handler, JobParts } from '../../jobs.ts';
import { deliver, idOfTry } from '../../mail/deliver.ts';
import { fullName } from '../../values/person.ts';
import { emailKey } from '../../values/identifier.ts';
import { codeHash, codeLifeMs, newCode } from '../code.ts';
import { hashSecret } from '../store.ts';
import {
  additionLetter,
  confirmationLetter,
  entryLetter,
  proofLetter,
  welcomeLetter,
  checkedLetter,
  knownLetter,
} from './letters.ts';
import { aroundConnection, loginWith, personOnFile, accountOfPerson } from './people-store.ts';
import { insertConnection, noteMail, openConnection, removeInvitations } from './store.ts';
import { resolveRegistration } from './registration-store.ts';
import { proofAddresses } from './state.ts';
import type { FirstConnectionRow } from './rows.ts';

const dayMs = 86_400_000;
const invitationLifeMs = 7 * dayMs;

export interface ConnectionMail {
  agencySlug: string;
  connection: string;
  /** Which of its mails: an earlier one says nothing any more. */
  mail: number;
  askedAt: string;
}

/** Six digits, and what is kept of them. */
const makeCode = (row: Pick<FirstConnectionRow, 'id'>, now: Date) => {
  const code = newCode();
  return { code, hash: codeHash(row.id, code), until: new Date(now.getTime() + codeLifeMs).toISOString() };
};

/** Still asked for, by the last request. */
const waiting = async (db: Database, { payload }: Job, now: Date) => {
  const { agencySlug, connection, mail, askedAt } = payload as ConnectionMail;
  if (now.getTime() - Date.parse(askedAt) > dayMs) return undefined;
  const row = await openConnection(db, connection);
  if (!row || row.mails !== mail || row.confirmed_at !== null) return undefined;
  return { row, agency: await findAgency(db, agencySlug) };
};

/** The link and the code are made here and not where they were asked for: no secret ever waits in the outbox. */
async function sendConfirmation({ database: { db }, mailer }: JobParts, job: Job, now: Date): Promise<void> {
  const found = await waiting(db, job, now);
  if (!found) return;
  const { row, agency } = found;
  const token = newSecret();
  const { code, hash, until } = makeCode(row, now);
  const link = `${agency.portalOrigin}/confirmation#${token}`;
  const agencyName = agency.card.name;
  const isTaken = (await loginWith(db, agency.id, row.email ?? '')) !== undefined;
  const registered =
    row.path === 'tenant-registration'
      ? await transaction(db, (trx) => resolveRegistration(trx, agency.id, row, now))
      : 'confirm';
  const content =
    registered === 'unknown'
      ? checkedLetter({ agencyName })
      : registered === 'known'
        ? knownLetter({ agencyName, portal: `${agency.portalOrigin}/connexion` })
        : isTaken
          ? additionLetter({ agencyName, link })
          : confirmationLetter({ agencyName, link, code });
  const isNoted = await noteMail(db, row, {
    link_hash: registered === 'confirm' ? hashSecret(token) : null,
    // Whether a code was mailed shows in no answer: one is always kept.
    code_hash: hash,
    code_until: until,
    code_tries: 0,
    expires_at: new Date(now.getTime() + dayMs).toISOString(),
  });
  // What would leave for this address must not confirm the one that took its place.
  if (!isNoted) return;
  const sent = await deliver(mailer, agency, { id: idOfTry(job), to: row.email ?? '', content });
  await noteMail(db, row, { mail_state: sent ? 'sent' : 'refused' });
}

async function sendProofCode({ database: { db }, mailer }: JobParts, job: Job, now: Date): Promise<void> {
  const found = await waiting(db, job, now);
  if (!found || found.row.proved === 1) return;
  const { row, agency } = found;
  const { code, hash, until } = makeCode(row, now);
  // A new code bears its own tries: what all of them bear in a day is limited per account.
  if (!(await noteMail(db, row, { proof_hash: hash, proof_until: until, proof_tries: 0 }))) return;
  const content = proofLetter({ agencyName: agency.card.name, code });
  let sent = false;
  for (const [part, to] of proofAddresses(row, await aroundConnection(db, row)).entries())
    sent = (await deliver(mailer, agency, { id: `${idOfTry(job)}.${part}`, to, content })) || sent;
  await noteMail(db, row, { mail_state: sent ? 'sent' : 'refused' });
}

async function sendEntryNotice({ database: { db }, mailer }: JobParts, job: Job): Promise<void> {
  const { agencySlug, to, name } = job.payload as { agencySlug: string; to: string; name: string };
  const agency = await findAgency(db, agencySlug);
  const content = entryLetter({ agencyName: agency.card.name, name, portal: agency.portalOrigin });
  await deliver(mailer, agency, { id: job.id, to, content });
}

export interface Invitation {
  agencySlug: string;
  personId: string;
  email: string;
}

/** The agent answered for who it is, so that only the mailbox is left to confirm. */
async function sendInvitation({ database: { db }, mailer }: JobParts, job: Job, now: Date): Promise<void> {
  const { agencySlug, personId, email } = job.payload as Invitation;
  const agency = await findAgency(db, agencySlug);
  const person = await personOnFile(db, agency.id, personId);
  if (!person) return;
  const token = newSecret();
  const accountId = await accountOfPerson(db, personId);
  await transaction(db, async (trx) => {
    await removeInvitations(trx, personId);
    const values = {
      agency_id: agency.id,
      path: 'invitation',
      account_id: accountId,
      person_id: personId,
      proved: 1,
      email: emailKey(email),
      link_hash: hashSecret(token),
      // No browser has it yet: the link brings the first one.
      open_until: now.toISOString(),
      expires_at: new Date(now.getTime() + invitationLifeMs).toISOString(),
    } as const;
    await insertConnection(trx, values, now);
  });
  const link = `${agency.portalOrigin}/confirmation#${token}`;
  const content = welcomeLetter({ agencyName: agency.card.name, name: fullName(person), link });
  await deliver(mailer, agency, { id: idOfTry(job), to: emailKey(email), content });
}

export const firstConnectionJobs: Record<string, Handler> = {
  'confirmation-mail': sendConfirmation,
  'proof-code': sendProofCode,
  'entry-notice': sendEntryNotice,
  'invitation-letter': sendInvitation,
};
