// A process of its own: 64 connections ask as fast as they are answered. Prints what came of it as JSON.
import autocannon from 'autocannon';
import type { Load, Loaded } from './ask.ts';

const load = JSON.parse(process.argv[2] ?? '') as Load;
const result = await autocannon({
  url: load.url,
  connections: load.connections ?? 64,
  ...(load.amount ? { amount: load.amount } : { duration: load.seconds ?? 5 }),
  // Each connection walks the list, so that many people ask, not one.
  requests: load.people.map((headers) => ({ headers })),
});
const loaded: Loaded = {
  requests: result['2xx'],
  perSecond: result['2xx'] / result.duration,
  p50: result.latency.p50,
  p99: result.latency.p99,
  errors: result.errors + result.non2xx + result.timeouts,
};
console.log(JSON.stringify(loaded));
