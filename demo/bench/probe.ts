// A process of its own: asks at a steady pace, answered or not, and prints how long each answer took as JSON.
import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Probe, Probed } from './ask.ts';
import { percentile } from './stats.ts';

const { url, people, perSecond, seconds } = JSON.parse(process.argv[2] ?? '') as Probe;
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const times: number[] = [];
let errors = 0;

const ask = (headers: Record<string, string>) =>
  new Promise<void>((resolve) => {
    const sent = performance.now();
    const failed = () => {
      errors += 1;
      resolve();
    };
    const request = get(url, { agent, headers }, (response) => {
      response.on('data', () => {});
      response.once('error', failed);
      response.once('end', () => {
        if (response.statusCode === 200) times.push(performance.now() - sent);
        else errors += 1;
        resolve();
      });
    });
    request.once('error', failed);
  });

const wait = 1000 / perSecond;
const asked: Promise<void>[] = [];
const start = performance.now();
for (let n = 0; n < perSecond * seconds; n += 1) {
  const early = start + n * wait - performance.now();
  if (early > 1) await sleep(early);
  // Nobody waits for the one before: a server that stalls delays all who come meanwhile, as in life.
  asked.push(ask(people[n % people.length] ?? {}));
}
await Promise.all(asked);
agent.destroy();
const probed: Probed = {
  answers: times.length,
  p50: percentile(times, 0.5),
  p99: percentile(times, 0.99),
  errors,
};
console.log(JSON.stringify(probed));
