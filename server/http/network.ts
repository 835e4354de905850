import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The network a request comes from: /24 or /64, as one household or one attacker has them.
 * `X-Forwarded-For` counts only as far as our own proxies wrote it.
 */
export const networkOf = (c: Context, trustedProxies: number): string => {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = trustedProxies > 0 ? forwarded.at(-trustedProxies) : undefined;
  return networkBlock(address || socketAddress(c));
};

const socketAddress = (c: Context): string => {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return ''; // no socket: the application is called directly
  }
};

export const networkBlock = (address: string): string => {
  const mapped = address.replace(/^::ffff:/, '');
  if (/^\d+\.\d+\.\d+\.\d+$/.test(mapped)) return mapped.replace(/\.\d+$/, '.0/24');
  const [head = '', tail = ''] = mapped.toLowerCase().split('::');
  const left = head.split(':').filter(Boolean);
  const right = tail.split(':').filter(Boolean);
  const groups = [...left, ...Array<string>(Math.max(0, 8 - left.length - right.length)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`;
};
