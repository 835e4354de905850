// A process of its own: so many people send their password at the same moment, each second. Prints what they were told.
import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Flood, Flooded } from './ask.ts';
import { agency, emailOf, password, signedIn } from './people.ts';

const { origin, people, first, bursts } = JSON.parse(process.argv[2] ?? '') as Flood;
const agent = new Agent({ keepAlive: true });
const told: Flooded = { asked: 0, signedIn: 0, busy: 0, refused: 0 };

const send = (n: number) =>
  new Promise<{ status: number; retryAfter: number }>((resolve, reject) => {
    const sent = request(`${origin}/v1/session`, {
      agent,
      method: 'POST',
      headers: {
        host: agency.host,
        origin: `https://${agency.host}`,
        'sec-fetch-site': 'same-origin',
        'content-type': 'application/json',
        'x-palier-client': '1',
        // Each from a home of their own, or the limit by network would answer instead.
        'x-forwarded-for': `10.${n >> 8}.${n & 255}.1`,
      },
    });
    sent.once('error', reject).once('response', (response) => {
      response.resume();
      resolve({ status: response.statusCode ?? 0, retryAfter: Number(response.headers['retry-after'] ?? 1) });
    });
    sent.end(JSON.stringify({ identifier: emailOf(n), password }));
  });

const signIn = async (n: number) => {
  told.asked += 1;
  for (let attempt = 0; attempt < 4; attempt += 1) {
    const { status, retryAfter } = await send(n);
    if (status >= 200 && status < 300) told.signedIn += 1;
    else if (status === 503) told.busy += 1;
    else told.refused += 1;
    if (status !== 503) return;
    await sleep(retryAfter * 1000);
  }
};

const all: Promise<void>[] = [];
for (let burst = 0; burst < bursts; burst += 1) {
  // Never the same person twice: five tries and a person is told to wait.
  for (let n = 0; n < people; n += 1) all.push(signIn((first + burst * people + n) % signedIn));
  await sleep(1000);
}
await Promise.all(all);
agent.destroy();
console.log(JSON.stringify(told));
