import { findAgency } from '../../agency/store.ts';
import type { Job } from '../../database/outbox.ts';
import type { Handler, JobParts } from '../../jobs.ts';
import { deliver, idOfTry } from '../../mail/deliver.ts';
import { sendUnlessFinal } from '../../sms/sender.ts';
import { codeMessage } from '../../sms/text.ts';
import { maskEmail } from '../../values/mask.ts';
import { sayAction } from '../step-up/action.ts';
import { reachLogin } from '../step-up/channels-store.ts';
import { noteMail, renewEmailSecrets, waitingChange } from './email-store.ts';
import { renewUndoLink } from './email-undo-store.ts';
import { formerAddressLetter, newAddressLetter } from './letters.ts';
import { phoneWaiting, renewPhoneCode } from './phone-store.ts';

/** What waits in the outbox: enough to find it again, no address, no number, no secret. */
export interface ContactJob {
  agencySlug: string;
  /** An e-mail change, or the login whose number is verified. */
  id: string;
}

async function sendEmailConfirmation(
  { database: { db }, mailer }: JobParts,
  job: Job,
  now: Date,
): Promise<void> {
  const { agencySlug, id } = job.payload as ContactJob;
  const change = await waitingChange(db, id, now);
  if (!change) return;
  const agency = await findAgency(db, agencySlug);
  const { name } = await reachLogin(db, change.login_id);
  const { token, code } = await renewEmailSecrets(db, id, now);
  const link = `${agency.portalOrigin}/changement-adresse#${token}`;
  // A mistyped address is a stranger's, who is not told how somebody signs in.
  const former = maskEmail(change.former);
  const content = newAddressLetter({ agencyName: agency.card.name, name, former, link, code });
  const sent = await deliver(mailer, agency, { id: idOfTry(job), to: change.wanted, content });
  // A refusal is shown to the person, who corrects the address or asks again.
  await noteMail(db, id, sent ? 'sent' : 'refused');
}

async function sendUndoNotice({ database: { db }, mailer }: JobParts, job: Job, now: Date): Promise<void> {
  const { agencySlug, id } = job.payload as ContactJob;
  const renewed = await renewUndoLink(db, id, now);
  if (!renewed) return;
  const { change, token } = renewed;
  const agency = await findAgency(db, agencySlug);
  const { name } = await reachLogin(db, change.login_id);
  const undo = `${agency.portalOrigin}/changement-adresse#annuler=${token}`;
  const content = formerAddressLetter({ agencyName: agency.card.name, name, wanted: change.wanted, undo });
  await deliver(mailer, agency, { id: idOfTry(job), to: change.former, content });
}

async function sendPhoneCode({ database: { db }, sms, log }: JobParts, job: Job, now: Date): Promise<void> {
  const { agencySlug, id } = job.payload as ContactJob;
  const check = await phoneWaiting(db, id, now);
  if (!check) return;
  const { card, portalOrigin } = await findAgency(db, agencySlug);
  const says = sayAction({ kind: 'change-phone', phone: check.phone });
  const code = await renewPhoneCode(db, id);
  const text = codeMessage({ agencyName: card.name, says, code, portalOrigin });
  await sendUnlessFinal(sms, log, { id: idOfTry(job), to: check.phone, text });
}

export const contactJobs: Record<string, Handler> = {
  'email-change-mail': sendEmailConfirmation,
  'email-change-notice': sendUndoNotice,
  'phone-code': sendPhoneCode,
};
