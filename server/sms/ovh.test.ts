import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ovhSms, readOvhUrl } from './ovh.ts';

interface Asked {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** Their clock is an hour ahead of ours. */
const ahead = 3600;
const theirNow = () => Math.floor(Date.now() / 1000) + ahead;
const taken = { ids: [1], validReceivers: ['+33612345678'], invalidReceivers: [], totalCreditsRemoved: 1 };

let server: Server;
let base = '';
let url = '';
let asked: Asked[] = [];
let jobs: { status: number; body?: unknown; silent?: boolean } = { status: 200 };

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const path = request.url ?? '';
      asked.push({ path, headers: request.headers, body });
      if (path === '/1.0/auth/time') return response.end(String(theirNow()));
      if (jobs.silent) return;
      response.statusCode = jobs.status;
      response.end(JSON.stringify(jobs.body ?? taken));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  url = `ovh://app-key:app%2Fsecret@${base}/sms-ab12345-1?consumer=consumer-key`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(() => {
  asked = [];
  jobs = { status: 200 };
});

const sms = { id: '1', to: '+33612345678', text: 'Code 123456 pour : Créer « un » numéro’' };
const failureOf = (send: Promise<void>) =>
  send.then(
    () => undefined,
    (error: unknown) => error as Error & { code: string; permanent: boolean },
  );

test('a message is asked for with a signature that says who, what and when', async () => {
  await ovhSms(url).send(sms);
  expect(asked.map(({ path }) => path)).toEqual(['/1.0/auth/time', '/1.0/sms/sms-ab12345-1/jobs']);
  const { headers, body } = asked[1] as Asked;
  const timestamp = String(headers['x-ovh-timestamp']);
  expect(Math.abs(Number(timestamp) - theirNow())).toBeLessThan(5);
  // Written out from their description, not from ours.
  const text = `app/secret+consumer-key+POST+http://${base}/1.0/sms/sms-ab12345-1/jobs+${body}+${timestamp}`;
  expect(headers['x-ovh-signature']).toBe(`$1$${createHash('sha1').update(text).digest('hex')}`);
  expect(headers['x-ovh-application']).toBe('app-key');
  expect(headers['x-ovh-consumer']).toBe('consumer-key');
  expect(JSON.parse(body)).toEqual({
    charset: 'UTF-8',
    coding: '7bit',
    message: 'Code 123456 pour : Créer " un " numéro\'',
    noStopClause: true,
    priority: 'high',
    receivers: ['+33612345678'],
    validityPeriod: 10,
    senderForResponse: true,
  });
  expect(JSON.stringify(asked)).not.toContain('app/secret');
});

test('a sender that was validated takes the place of the short number, and the clock is asked once', async () => {
  const sender = ovhSms(`${url}&sender=Palier`);
  await sender.send(sms);
  await sender.send(sms);
  expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['time', 'jobs', 'jobs']);
  expect(JSON.parse(asked[1]?.body ?? '')).toMatchObject({ sender: 'Palier' });
  expect(JSON.parse(asked[1]?.body ?? '')).not.toHaveProperty('senderForResponse');
});

test.each([
  [400, true],
  [403, true],
  [429, false],
  [500, false],
  [503, false],
])('%d is final: %s', async (status, permanent) => {
  jobs = { status, body: { message: 'Invalid receiver +33612345678' } };
  const sender = ovhSms(url);
  const error = await failureOf(sender.send(sms));
  expect(error).toMatchObject({ code: String(status), permanent });
  expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('612345678');
  // Their time is asked again: a refused signature may be a clock that moved.
  jobs = { status: 200 };
  await sender.send(sms);
  expect(asked.map(({ path }) => path.split('/').at(-1))).toEqual(['time', 'jobs', 'time', 'jobs']);
});

test('a number that they cannot write to is refused for good', async () => {
  jobs = { status: 200, body: { ...taken, validReceivers: [], invalidReceivers: [sms.to] } };
  expect(await failureOf(ovhSms(url).send(sms))).toMatchObject({ code: 'number refused', permanent: true });
});

test('silence and absence are to be tried again', async () => {
  jobs = { status: 200, silent: true };
  expect(await failureOf(ovhSms(url, { timeoutMs: 50 }).send(sms))).toMatchObject({
    code: 'no answer in time',
    permanent: false,
  });
  const nobody = url.replace(base, '127.0.0.1:1');
  expect(await failureOf(ovhSms(nobody).send(sms))).toMatchObject({ code: 'not reached', permanent: false });
});

test.each([
  'https://app:secret@eu.api.ovh.com/sms-1?consumer=c',
  'ovh://eu.api.ovh.com/sms-1?consumer=c',
  'ovh://app@eu.api.ovh.com/sms-1?consumer=c',
  'ovh://app:secret@eu.api.ovh.com/sms-1',
  'ovh://app:secret@eu.api.ovh.com/?consumer=c',
  'ovh://app:secret@eu.api.ovh.com/a/b?consumer=c',
  'nothing',
])('%s is no service', (text) => {
  expect(readOvhUrl(text)).toBeUndefined();
  expect(() => ovhSms(text)).toThrow('SMS_URL');
});

test('beyond this machine only https is spoken', () => {
  expect(readOvhUrl('ovh://a:b@eu.api.ovh.com/sms-1?consumer=c')?.base).toBe('https://eu.api.ovh.com/1.0');
});
