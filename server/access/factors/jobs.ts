import { findAgency } from '../../agency/store.ts';
import type { Job } from '../../database/outbox.ts';
import type { Handler, JobParts } from '../../jobs.ts';
import { deliver } from '../../mail/deliver.ts';
import { factorLetter } from './letters.ts';
import type { FactorNotice } from './notice-store.ts';
import { addressee } from './passkey-store.ts';

async function sendFactorNotice({ database: { db }, mailer }: JobParts, job: Job): Promise<void> {
  const { agencySlug, loginId, at, ...notice } = job.payload as FactorNotice;
  const agency = await findAgency(db, agencySlug);
  const { email, name } = await addressee(db, loginId);
  const content = factorLetter({
    ...notice,
    at: new Date(at),
    name,
    agencyName: agency.card.name,
    portal: agency.portalOrigin,
  });
  await deliver(mailer, agency, { id: job.id, to: email, content });
}

export const factorJobs: Record<string, Handler> = { 'factor-notice': sendFactorNotice };
