import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { invitationLetter, resetLetter } from './access/letters.ts';
import type { Sessions } from './access/session.ts';
import { clearExpiredHandoffs } from './access/handoff-store.ts';
import { clearExpiredLinks, insertResetLink, resetTargets, type ResetTarget } from './access/links-store.ts';
import { findAgency } from './agency/store.ts';
import { claim, clearDone, enqueue, retry, settle, type Job } from './database/outbox.ts';
import type { OpenDatabase } from './database/open.ts';
import { transaction } from './database/transaction.ts';
import { clearExpiredTickets } from './documents/store.ts';
import { clearOldLimits } from './database/limits.ts';
import { writeLetter } from './mail/letter.ts';
import type { Mailer } from './mail/mailer.ts';

export interface JobParts {
  database: OpenDatabase;
  mailer: Mailer;
  sessions: Sessions;
  log: Logger;
}

type Handler = (parts: JobParts, job: Job, now: Date) => Promise<void>;

/** What waits in the outbox, by kind. Each may be called twice for the same job. */
const handlers: Record<string, Handler> = {
  'reset-letter': sendResetLetters,
};

/** Done every hour. */
const housekeeping = async ({ database: { db }, sessions }: JobParts, now: Date): Promise<void> => {
  await sessions.clearExpired(now);
  await clearExpiredLinks(db, now);
  await clearExpiredHandoffs(db, now);
  await clearExpiredTickets(db, now);
  await clearOldLimits(db, now);
  await clearDone(db, now);
};

/** As many as can each fail slowly within one lease. */
const atOnce = 5;
const leaseMs = 150_000;
const pollMs = 5000;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

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
      await handler(parts, job, now);
      await settle(db, job, new Date());
    } catch (error) {
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
  const content = write({ agencyName: agency.card.name, name: target.name, link });
  const letter = writeLetter(agency.card, content);
  // Each try brings another link and ends the one before, so it is another letter: both must be shown.
  await mailer.send({
    id: `${job.id}.${job.attempts}`,
    from: agency.mailSender,
    to: target.email,
    ...letter,
  });
}
