import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeSecret, readSecret, selectors } from './provisional-secret.ts';

test('a printed code is a selector and eleven random signs of thirty-two: 55 bits', () => {
  expect(selectors).toHaveLength(32);
  expect(11 * Math.log2(selectors.length)).toBe(55);
  const codes = Array.from({ length: 500 }, () => makeSecret('K', randomBytes));
  for (const code of codes) expect(code).toMatch(/^K[A-HJ-NP-Z2-9]{3}(?:-[A-HJ-NP-Z2-9]{4}){2}$/);
  expect(new Set(codes).size).toBe(codes.length);
});

test('each sign is as likely as any other', () => {
  const everyByte = (count: number) => Uint8Array.from({ length: count }, (_, index) => index);
  const seen = new Map<string, number>();
  for (let byte = 0; byte < 256; byte += 1) {
    const [, sign = ''] = makeSecret('A', () => everyByte(11).fill(byte));
    seen.set(sign, (seen.get(sign) ?? 0) + 1);
  }
  expect([...seen.values()]).toEqual(Array(32).fill(8));
});

test.each([
  ['K7MP-4QXT-9RWD', 'K7MP4QXT9RWD'],
  ['k7mp 4qxt 9rwd', 'K7MP4QXT9RWD'],
  ['k7mp4qxt9rwd', 'K7MP4QXT9RWD'],
  ['Ｋ７ＭＰ–4QXT — 9RWD.', 'K7MP4QXT9RWD'],
])('%j is read as the printed %s', (typed, secret) => {
  expect(readSecret(typed)).toEqual({ selector: 'K', secret });
});

test.each(['482913', ' 482913 ', '482 913', '482\u202f913', '48-29-13', '48.29.13', '４８２ 913'])(
  '%j is read as its six figures',
  (typed) => {
    expect(readSecret(typed)).toEqual({ selector: null, secret: '482913' });
  },
);

test.each([
  ['0', '0'],
  ['482 913 a', '482 913 a'],
  ['- -', '- -'],
  // No printed code holds these: it is somebody's own word, whose capitals count.
  ['K7MP-4QXT-9RW0', 'K7MP-4QXT-9RW0'],
  ['Été 2026', 'Été 2026'],
])('%j is read as it is', (typed, secret) => {
  expect(readSecret(typed)).toEqual({ selector: null, secret });
});

test('what is read stays what it is when read again', () => {
  fc.assert(
    fc.property(fc.string(), (typed) => {
      const once = readSecret(typed);
      expect(readSecret(once.secret)).toEqual(once);
    }),
  );
});
