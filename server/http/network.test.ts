import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { networkBlock, networkOf } from './network.ts';

test.each([
  ['203.0.113.77', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['', '0:0:0:0::/64'],
])('%j is in %s', (address, block) => {
  expect(networkBlock(address)).toBe(block);
});

const nowhere = '0:0:0:0::/64';
test.each([
  // Nobody of ours stands in front: whatever is said is not believed.
  [0, '203.0.113.7', nowhere],
  [1, '203.0.113.7', '203.0.113.0/24'],
  // The first entries are the visitor's own words.
  [1, '198.51.100.1, 203.0.113.7', '203.0.113.0/24'],
  [2, '6.6.6.6, 198.51.100.1, 203.0.113.7', '198.51.100.0/24'],
  [2, '203.0.113.7', nowhere],
  [1, '', nowhere],
  [1, undefined, nowhere],
])('behind %i proxies, %j is %s', async (proxies, forwarded, expected) => {
  const app = new Hono().get('/', (c) => c.text(networkOf(c, proxies)));
  const response = await app.request('/', {
    headers: forwarded === undefined ? {} : { 'X-Forwarded-For': forwarded },
  });
  expect(await response.text()).toBe(expected);
});
