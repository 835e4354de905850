import { createHash } from 'node:crypto';
import * as v from 'valibot';
import type { Sms, SmsSender } from './sender.ts';
import { toGsm } from './text.ts';

interface Service {
  /** « https://eu.api.ovh.com/1.0 ». */
  base: string;
  application: string;
  secret: string;
  consumer: string;
  /** « sms-ab12345-1 ». */
  service: string;
  /** A name that the operator had validated; without one, a short number that can be answered. */
  sender: string | undefined;
}

/** `ovh://application:secret@eu.api.ovh.com/sms-ab12345-1?consumer=…&sender=…`; nothing for what cannot be used. */
export const readOvhUrl = (text: string): Service | undefined => {
  const url = URL.parse(text);
  if (url?.protocol !== 'ovh:') return undefined;
  const { username, password, host, hostname, searchParams } = url;
  const service = url.pathname.replace(/^\/|\/$/g, '');
  const consumer = searchParams.get('consumer') ?? '';
  if (!username || !password || !hostname || !consumer || !/^[\w.-]+$/.test(service)) return undefined;
  // Plain http only on this machine, for the tests.
  const scheme = hostname === '127.0.0.1' ? 'http' : 'https';
  return {
    base: `${scheme}://${host}/1.0`,
    application: decodeURIComponent(username),
    secret: decodeURIComponent(password),
    consumer,
    service,
    sender: searchParams.get('sender') ?? undefined,
  };
};

const answerMs = 10_000;
/** How long the difference between our clock and theirs is believed. */
const clockMs = 3_600_000;
/** Minutes after which a message that could not be delivered is given up: its code is dead by then. */
const validityMinutes = 10;

/** Their answer to a job: a number they cannot write to is no error to them. */
const Answer = v.object({ validReceivers: v.array(v.string()) });

/** SMS by OVHcloud: each request is signed, and never says more than the number and the text. */
export const ovhSms = (url: string, { timeoutMs = answerMs }: { timeoutMs?: number } = {}): SmsSender => {
  const read = readOvhUrl(url);
  if (!read) throw new Error('SMS_URL cannot be used.');
  const { base, application, secret, consumer, service, sender } = read;
  let clock: { delta: number; readAt: number } | undefined;

  const ask = async (path: string, init: RequestInit): Promise<{ status: number; body: unknown }> => {
    const asked = fetch(base + path, { ...init, redirect: 'error', signal: AbortSignal.timeout(timeoutMs) });
    try {
      const response = await asked;
      return { status: response.status, body: await response.json().catch(() => undefined) };
    } catch (error) {
      const late = (error as Error).name === 'TimeoutError';
      throw failure(late ? 'no answer in time' : 'not reached', { permanent: false });
    }
  };

  /** Signatures carry the time, which must be theirs: seconds since 1970. */
  const theirTime = async (): Promise<number> => {
    const here = Math.floor(Date.now() / 1000);
    if (clock === undefined || Math.abs(Date.now() - clock.readAt) > clockMs) {
      const { status, body } = await ask('/auth/time', { method: 'GET' });
      if (typeof body !== 'number') throw failure(`time ${status}`, { permanent: false });
      clock = { delta: body - here, readAt: Date.now() };
    }
    return here + clock.delta;
  };

  const post = async (path: string, content: unknown) => {
    const timestamp = String(await theirTime());
    const body = JSON.stringify(content);
    const signed = [secret, consumer, 'POST', base + path, body, timestamp].join('+');
    const headers = {
      'Content-Type': 'application/json; charset=utf-8',
      'X-Ovh-Application': application,
      'X-Ovh-Consumer': consumer,
      'X-Ovh-Timestamp': timestamp,
      'X-Ovh-Signature': `$1$${createHash('sha1').update(signed).digest('hex')}`,
    };
    return ask(path, { method: 'POST', headers, body });
  };

  return {
    async send({ to, text }: Sms) {
      const { status, body } = await post(`/sms/${encodeURIComponent(service)}/jobs`, {
        charset: 'UTF-8',
        coding: '7bit',
        message: toGsm(text),
        noStopClause: true,
        priority: 'high',
        receivers: [to],
        validityPeriod: validityMinutes,
        ...(sender ? { sender } : { senderForResponse: true }),
      });
      if (status >= 400) {
        // A refused signature may be a clock that moved.
        clock = undefined;
        throw failure(String(status), { permanent: status < 500 && status !== 429 });
      }
      const answer = v.safeParse(Answer, body);
      if (!answer.success) throw failure(`${status} without an answer`, { permanent: false });
      if (answer.output.validReceivers.length === 0) throw failure('number refused', { permanent: true });
    },
  };
};

/** Their sentence may quote the number: only a code of ours is kept. */
const failure = (code: string, { permanent }: { permanent: boolean }): Error =>
  Object.assign(new Error('the message was not taken'), { code, server: 'ovh', permanent });
