import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Sessions } from './access/session.ts';
import { clearExpiredHandoffs } from './access/handoff-store.ts';
import { assistanceJobs } from './access/assistance/jobs.ts';
import { recordRefusal } from './access/assistance/refusals-store.ts';
import { contactJobs } from './access/contact/jobs.ts';
import { clearOldEmailChanges } from './access/contact/email-store.ts';
import { clearOldPhoneChecks } from './access/contact/phone-store.ts';
import { factorJobs } from './access/factors/jobs.ts';
import { clearExpiredChallenges } from './access/factors/passkey-store.ts';
import { firstConnectionJobs } from './access/first-connection/jobs.ts';
import { clearExpiredConnections } from './access/first-connection/store.ts';
import { accessJobs } from './access/jobs.ts';
import { clearExpiredLinks } from './access/links-store.ts';
import { clearExpiredFlows } from './access/social/store.ts';
import { stepUpJobs } from './access/step-up/jobs.ts';
import { clearOldStepUps } from './access/step-up/store.ts';
import { findAgency } from './agency/store.ts';
import { claim, clearDone, retry, settle, type Job } from './database/outbox.ts';
import type { OpenDatabase } from './database/open.ts';
import { transaction } from './database/transaction.ts';
import { clearExpiredTickets } from './documents/store.ts';
import { clearOldLimits } from './database/limits.ts';
import type { Mailer } from './mail/mailer.ts';
import type { SmsSender } from './sms/sender.ts';

export interface JobParts {
  database: OpenDatabase;
  mailer: Mailer;
  sms: SmsSender;
  sessions: Sessions;
  log: Logger;
}

/** May be called twice for the same job. */
export type Handler = (parts: JobParts, job: Job, now: Date) => Promise<void>;

/** What waits in the outbox, by kind. */
const handlers: Record<string, Handler> = {
  ...accessJobs,
  ...firstConnectionJobs,
  ...factorJobs,
  ...stepUpJobs,
  ...contactJobs,
  ...assistanceJobs,
};

/** Done every hour. */
const housekeeping = async ({ database: { db }, sessions }: JobParts, now: Date): Promise<void> => {
  await sessions.clearExpired(now);
  await clearExpiredLinks(db, now);
  await clearExpiredConnections(db, now);
  await clearExpiredHandoffs(db, now);
  await clearExpiredFlows(db, now);
  await clearExpiredChallenges(db, now);
  await clearOldStepUps(db, now);
  await clearOldEmailChanges(db, now);
  await clearOldPhoneChecks(db, now);
  await clearExpiredTickets(db, now);
  await clearOldLimits(db, now);
  await clearDone(db, now);
};

/** As many as can each fail slowly within one lease. */
const atOnce = 5;
const leaseMs = 150_000;
const pollMs = 5000;
const hourMs = 3_600_000;

export interface Worker {
  /** Something was put in the outbox: look now rather than at the next turn. */
  wake: () => void;
  stop: () => Promise<void>;
}

export const startWorker = (parts: JobParts): Worker => {
  const stopping = new AbortController();
  let woken = Promise.withResolvers<void>();
  let cleanedAt = 0;

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        const done = await workOnce(parts, new Date());
        if (Date.now() - cleanedAt > hourMs) {
          cleanedAt = Date.now();
          await housekeeping(parts, new Date());
        }
        if (done > 0) continue;
      } catch (error) {
        parts.log.error({ error: (error as Error).name }, 'the worker could not reach its outbox');
      }
      const rest = sleep(pollMs, undefined, { signal: stopping.signal }).catch(() => {});
      await Promise.race([woken.promise, rest]);
      woken = Promise.withResolvers();
    }
  };
  const running = run();
  return {
    wake: () => woken.resolve(),
    async stop() {
      stopping.abort();
      await running;
    },
  };
};

/** Takes what is due and does it; answers how many jobs were taken. */
export const workOnce = async (parts: JobParts, now: Date): Promise<number> => {
  const { db, engine } = parts.database;
  const jobs = await claim(db, engine, atOnce, leaseMs, now);
  for (const job of jobs) {
    try {
      const handler = handlers[job.kind];
      // Put there by a newer version while both run: it waits for that one.
      if (!handler) throw Object.assign(new Error('no handler'), { code: 'unknown-kind' });
      await handler({ ...parts, mailer: agencyMailer(parts, job, now) }, job, now);
      await settle(db, job, new Date());
    } catch (error) {
      if ((error as { refused?: boolean }).refused) {
        // No try will change it, and the desk knows.
        await settle(db, job, new Date());
        continue;
      }
      // A mail server's refusal may quote the address: only its class, its code and the server are kept.
      const { name, code, server } = error as Error & { code?: string; server?: string };
      await retry(db, job, [name, code, server].filter(Boolean).join(' '), new Date());
      parts.log.warn(
        { kind: job.kind, attempts: job.attempts, error: name, code, server },
        'a job will be tried again',
      );
    }
  }
  return jobs.length;
};

/** Letters of a job leave for its agency: bounces come back to it, and an address that refuses one is told on its desk. */
const agencyMailer = ({ database: { db }, mailer, log }: JobParts, job: Job, now: Date): Mailer => {
  const { agencySlug } = job.payload as { agencySlug?: string };
  if (agencySlug === undefined) return mailer;
  return {
    async send(letter) {
      const { id, bounceAddress } = await findAgency(db, agencySlug);
      try {
        await mailer.send({ ...letter, ...(bounceAddress !== null && { bounceAddress }) });
      } catch (error) {
        const { refused, code, server } = error as { refused?: boolean; code?: string; server?: string };
        if (refused) {
          log.warn({ kind: job.kind, code, server }, 'a letter was refused for good');
          await transaction(db, (trx) => recordRefusal(trx, id, letter.to, now));
        }
        throw error;
      }
    },
  };
};
