import { findAgency } from '../../agency/store.ts';
import type { Job } from '../../database/outbox.ts';
import type { Handler, JobParts } from '../../jobs.ts';
import { writeLetter } from '../../mail/letter.ts';
import { assistanceLetter } from './letters.ts';
import { openRequestName } from './store.ts';

/** Nothing leaves when the agency gave no address of its own, or has already dealt with it. */
async function tellAgency({ database: { db }, mailer }: JobParts, job: Job): Promise<void> {
  const { agencySlug, requestId } = job.payload as { agencySlug: string; requestId: string };
  const agency = await findAgency(db, agencySlug);
  const name = await openRequestName(db, agency.id, requestId);
  if (agency.card.email === null || name === undefined) return;
  const content = assistanceLetter({ name, desk: `${agency.portalOrigin}/bureau` });
  const { replyTo: _, ...letter } = writeLetter(agency.card, content);
  await mailer.send({ id: job.id, from: agency.mailSender, to: agency.card.email, ...letter });
}

export const assistanceJobs: Record<string, Handler> = { 'assistance-letter': tellAgency };
