import { findAgency } from '../agency/store.ts';
import { enqueue, type Job } from '../database/outbox.ts';
import { transaction } from '../database/transaction.ts';
import type { Handler, JobParts } from '../jobs.ts';
import { deliver, idOfTry } from '../mail/deliver.ts';
import { invitationLetter, resetLetter } from './letters.ts';
import { insertResetLink, opensSeveral, resetTargets, type ResetTarget } from './links-store.ts';

const dayMs = 86_400_000;

interface LetterRequest {
  agencySlug: string;
  identifier: string;
  askedAt?: string;
  /** Nobody asked: an access was opened for them. */
  invitation?: boolean;
  /** The one of several recipients that this job is for. */
  only?: string;
}

/** The link is made here and not where it was asked for, so that no secret ever waits in the outbox. */
async function sendResetLetters({ database: { db }, mailer }: JobParts, job: Job, now: Date): Promise<void> {
  const { only, ...asked } = job.payload as LetterRequest;
  // Refused for a whole day: by now the person has asked again, or called.
  if (asked.askedAt !== undefined && now.getTime() - Date.parse(asked.askedAt) > dayMs) return;
  const agency = await findAgency(db, asked.agencySlug);
  const idOf = (target: ResetTarget) => target.loginId ?? target.personId;
  const targets = (await resetTargets(db, agency.id, asked.identifier)).filter(
    (target) => only === undefined || idOf(target) === only,
  );
  const [target] = targets;
  if (!target) return;
  if (targets.length > 1) {
    // One job each: while one address is refused, nobody else is written to again.
    await transaction(db, async (trx) => {
      for (const each of targets) {
        const payload = { ...asked, only: idOf(each) };
        await enqueue(trx, 'reset-letter', payload, now, { dedupe: `${job.id}:${idOf(each)}` });
      }
    });
    return;
  }
  const token = await transaction(db, (trx) => insertResetLink(trx, agency.id, target, now));
  const link = `${agency.portalOrigin}/nouveau-mot-de-passe#${token}`;
  const write = asked.invitation ? invitationLetter : resetLetter;
  const shared = target.loginId !== null && (await opensSeveral(db, target.loginId));
  const content = write({ agencyName: agency.card.name, name: target.name, link, shared });
  await deliver(mailer, agency, { id: idOfTry(job), to: target.email, content });
}

export const accessJobs: Record<string, Handler> = {
  'reset-letter': sendResetLetters,
};
