import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkPassword, isAcceptable, policyWeakness } from './password.ts';

const usual = { minLength: 12, kinds: 1 };
const short = { minLength: 8, kinds: 3 };

describe('a policy', () => {
  test.each([
    { minLength: 8, kinds: 3 },
    { minLength: 8, kinds: 4 },
    { minLength: 12, kinds: 1 },
    { minLength: 64, kinds: 4 },
  ])('%j can be used', (policy) => {
    expect(policyWeakness(policy)).toBeUndefined();
  });

  test.each([
    // Below the floor of CNIL délibération 2022-100.
    { minLength: 8, kinds: 2 },
    { minLength: 11, kinds: 2 },
    { minLength: 7, kinds: 4 },
    { minLength: 6, kinds: 4 },
    { minLength: 65, kinds: 1 },
    { minLength: 12, kinds: 0 },
    { minLength: 12, kinds: 5 },
    { minLength: 12.5, kinds: 2 },
    { minLength: Number.NaN, kinds: 2 },
    { minLength: 12, kinds: Number.NaN },
  ])('%j is refused', (policy) => {
    expect(policyWeakness(policy)).toMatch(/./);
  });
});

describe('a password', () => {
  test.each([
    ['correct cheval pile', usual],
    ['éléphants-verts', usual],
    ['Abcdef7h', short],
    ['🐘🐘 douze éléphants', usual],
  ])('%j passes %j', (password, policy) => {
    expect(isAcceptable(password, policy)).toBe(true);
  });

  test.each([
    ['length', 'Abc7efg', short],
    ['length', 'x'.repeat(100) + 'abcde1'.repeat(5), usual],
    ['kinds', 'abcdefg7', short],
    ['kinds', 'ABCDEFG7', short],
    ['strength', '111111111111', usual],
    ['strength', 'Aa1Aa1Aa1Aa1', usual],
    // Twelve digits are 40 bits.
    ['strength', '192837465012', usual],
  ] as const)('%s stops %j', (rule, password, policy) => {
    expect(checkPassword(password, policy).find((each) => each.rule === rule)?.met).toBe(false);
    expect(isAcceptable(password, policy)).toBe(false);
  });

  test('letters are counted as people see them', () => {
    // Eight code points, sixteen code units.
    expect(isAcceptable('🐘🦒🦓🦔🐘🦒🦓🦔', usual)).toBe(false);
  });

  test('whatever the agency asks, nothing acceptable is below the floor', () => {
    const policies = fc
      .record({ minLength: fc.integer({ min: 8, max: 20 }), kinds: fc.integer({ min: 1, max: 4 }) })
      .filter((policy) => policyWeakness(policy) === undefined);
    const letters = fc.string({ unit: fc.constantFrom(...'abyzABYZ0189 -é€'), minLength: 6, maxLength: 24 });
    const alphabets = [/[a-zé]/u, /[A-Z]/u, /\d/u, /[ €-]/u];
    const sizes = [26, 26, 10, 33];
    fc.assert(
      fc.property(policies, letters, (policy, password) => {
        fc.pre(isAcceptable(password, policy));
        const used = alphabets.flatMap((shape, index) => (shape.test(password) ? [sizes[index] ?? 0] : []));
        const bits = [...password].length * Math.log2(used.reduce((sum, size) => sum + size, 0));
        // CNIL's own example: eight characters of three kinds, with limited tries.
        expect(bits >= 50 || ([...password].length >= 8 && used.length >= 3)).toBe(true);
        expect(new Set(password).size).toBeGreaterThanOrEqual(5);
      }),
    );
  });
});
