import { expect, test } from 'vitest';
import { siteOf } from './site-limits.ts';

test.each([
  ['2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['0:0:0:0::/64', '0:0:0::/48'],
  ['203.0.113.0/24', undefined],
])('%s is of the site %s', (network, site) => {
  expect(siteOf(network)).toBe(site);
});
