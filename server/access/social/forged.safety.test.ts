import { describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { clientOf } from './testing/doubles.ts';
import { four, openSocialWorld } from './testing/world.ts';

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const { stranger, whoIs, openSessions, goDouble, back } = await openSocialWorld(engine);

  describe('an id token', () => {
    const now = Math.floor(Date.now() / 1000);
    test('of the double, honest, opens', async () => {
      const browser = stranger();
      expect(await goDouble('google', browser)).toBe(back('signed-in'));
      expect(await whoIs(browser)).toBe('marie');
    });

    test.each([
      ['for another application', { claims: { aud: 'another' } }],
      [
        'for several, another being the bearer',
        { claims: { aud: ['google-id', 'another'], azp: 'another' } },
      ],
      ['of another issuer', { claims: { iss: 'https://accounts.google.com.evil.test' } }],
      ['of another departure', { claims: { nonce: 'n'.repeat(27) } }],
      ['of no departure', { claims: { nonce: undefined } }],
      ['that has expired', { claims: { iat: now - 7200, exp: now - 3600 } }],
      ['that never expires', { claims: { exp: undefined } }],
      ['of nobody', { claims: { sub: undefined } }],
      ['of an endless subject', { claims: { sub: 's'.repeat(256) } }],
      ['that nobody signed', { alg: 'none' as const }],
      ['signed by another key', { foreignKey: true }],
      ['that is missing', { idToken: null }],
    ])('%s opens nothing', async (_, forgery) => {
      const before = await openSessions();
      four.forgery = forgery;
      const browser = stranger();
      expect(await goDouble('google', browser)).toBe(back('failed'));
      expect([await whoIs(browser), await openSessions()]).toEqual([null, before]);
    });
  });

  describe('the quirks of', () => {
    const form = (url: string) => four.asked.find((asked) => asked.url === url)?.body;
    test('LinkedIn: no verifier, no nonce, its secret in the body', async () => {
      const browser = stranger();
      expect(await goDouble('linkedin', browser)).toBe(back('signed-in'));
      expect(await whoIs(browser)).toBe('marie');
      expect([...four.departed.searchParams.keys()]).not.toContain('nonce');
      const body = form('https://www.linkedin.com/oauth/v2/accessToken');
      expect(body?.get('client_secret')).toBe(clientOf('linkedin').secret);
    });

    test('LinkedIn: its id token is checked like any other', async () => {
      for (const forgery of [
        { claims: { aud: 'another' } },
        { foreignKey: true },
        { claims: { nonce: 'x' } },
      ]) {
        four.forgery = forgery;
        expect(await goDouble('linkedin')).toBe(back('failed'));
      }
    });

    test('Facebook: the subject is the Graph’s, with or without an address; its errors are its own', async () => {
      for (const email of ['marie@exemple.fr', undefined]) {
        four.email = email;
        const browser = stranger();
        expect(await goDouble('facebook', browser)).toBe(back('signed-in'));
        expect(await whoIs(browser)).toBe('marie');
      }
      expect(await goDouble('facebook', stranger(), { code: 'wrong' })).toBe(back('failed'));
      four.subject = '';
      expect(await goDouble('facebook')).toBe(back('failed'));
    });

    test('X: a verifier, its secret in the header, the subject by its own address', async () => {
      const browser = stranger();
      expect(await goDouble('x', browser)).toBe(back('signed-in'));
      expect(await whoIs(browser)).toBe('marie');
      expect(four.departed.href).toMatch(/^https:\/\/x\.com\/i\/oauth2\/authorize\?/);
    });
  });
});
