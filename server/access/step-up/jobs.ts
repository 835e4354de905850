import type { ServedAgency } from '../../agency/store.ts';
import { findAgency } from '../../agency/store.ts';
import type { Job } from '../../database/outbox.ts';
import type { Handler, JobParts } from '../../jobs.ts';
import { deliver, idOfTry } from '../../mail/deliver.ts';
import { sendUnlessFinal } from '../../sms/sender.ts';
import { codeMessage } from '../../sms/text.ts';
import { reachLogin } from './channels-store.ts';
import { codeLetter } from './letters.ts';
import type { StepUpRow } from './rows.ts';
import { openStepUp, renewCode } from './store.ts';

interface CodeRequest {
  agencySlug: string;
  stepUpId: string;
}

/** The code is made here, so that it waits nowhere; once its ten minutes are over nobody is written to. */
const sendCode =
  (
    channel: StepUpRow['channel'],
    send: (parts: JobParts, job: Job, code: CodeToSend) => Promise<void>,
  ): Handler =>
  async (parts, job, now) => {
    const { agencySlug, stepUpId } = job.payload as CodeRequest;
    const { db } = parts.database;
    const row = await openStepUp(db, stepUpId, now);
    if (row?.channel !== channel) return;
    const agency = await findAgency(db, agencySlug);
    const login = await reachLogin(db, row.login_id);
    const code = await renewCode(db, row.id);
    await send(parts, job, { agency, ...login, says: row.says, code });
  };

interface CodeToSend {
  agency: ServedAgency;
  name: string;
  email: string;
  phone: string | null;
  says: string;
  code: string;
}

export const stepUpJobs: Record<string, Handler> = {
  'step-up-mail': sendCode('email', async ({ mailer }, job, { agency, name, email, says, code }) => {
    const content = codeLetter({ agencyName: agency.card.name, name, says, code });
    await deliver(mailer, agency, { id: idOfTry(job), to: email, content });
  }),
  'step-up-sms': sendCode('sms', async ({ sms, log }, job, { agency, phone, says, code }) => {
    if (phone === null) return;
    const { portalOrigin, card } = agency;
    const text = codeMessage({ agencyName: card.name, says, code, portalOrigin });
    await sendUnlessFinal(sms, log, { id: idOfTry(job), to: phone, text });
  }),
};
