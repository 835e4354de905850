import { describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { openWorld } from '../../testing/world.ts';
import { createSocialProviders } from './providers.ts';
import { config, four, local, openSocialWorld, sound } from './testing/world.ts';

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openSocialWorld(engine);
  const { ardoise, brume, db, stranger, depart } = world;

  describe('a departure', () => {
    const send = (json: object, page = {}, provider = 'oidc') =>
      world
        .browser({ endpoint: ardoise.portal, ...page })
        .send(`/v1/social/${provider}/departures`, { json: { purpose: 'sign-in', ...json } });

    test.each([
      'https://evil.test/',
      `${ardoise.portal}.evil.test/`,
      'javascript:alert(1)',
      'data:text/html,x',
      brume.portal,
      `http://www.ardoise.test/`,
    ])('never to come back at %s', async (returnTo) => {
      const response = await send({ returnTo });
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: { fields: { returnTo: 'not-valid' } } });
    });

    test('is the portal’s and its own site’s: a far page has no cookie to keep', async () => {
      const far = { origin: ardoise.farSite, site: 'cross-site' };
      expect((await send({ returnTo: ardoise.farSite }, far)).status).toBe(403);
      expect((await send({ returnTo: ardoise.site }, { origin: ardoise.site })).status).toBe(201);
    });

    test('for a provider that the agency did not choose, there is none', async () => {
      const other = await openWorld(engine, { social: sound });
      const json = { purpose: 'sign-in', returnTo: other.ardoise.site };
      const browser = other.browser({ endpoint: other.ardoise.portal });
      expect((await browser.send('/v1/social/oidc/departures', { json })).status).toBe(404);
    });

    test('that was turned to another address is refused by the provider', async () => {
      local.who = 'marie-sub';
      const url = await depart(stranger(), 'oidc');
      url.searchParams.set('redirect_uri', 'https://evil.test/retour/oidc');
      await expect(local.walk(url.href)).rejects.toThrow('400');
    });

    test('keeps no secret in clear but those of ten minutes', async () => {
      const browser = stranger();
      const url = await depart(browser, 'oidc');
      const held = browser.cookies.get('__Host-palier-social')?.value ?? '';
      const kept = JSON.stringify(await db.selectFrom('social_flow').selectAll().execute());
      expect(held).toMatch(/^[\w-]{27}$/);
      expect(kept).not.toContain(held);
      expect(kept).not.toContain(url.searchParams.get('state'));
    });
  });

  test('departures are limited, network by network', async () => {
    const other = await openSocialWorld(engine, sound);
    const browser = other.stranger();
    for (let count = 0; count < 30; count += 1) await other.depart(browser, 'x');
    const json = { purpose: 'sign-in', returnTo: other.ardoise.site };
    expect((await browser.send('/v1/social/x/departures', { json })).status).toBe(429);
  });

  test('a provider that does not answer is asked again by the next person', async () => {
    let up = false;
    const flaky = createSocialProviders(config, {
      fetch: (url, options) =>
        up ? four.answer(url, options) : Promise.reject(new TypeError('fetch failed')),
    });
    const other = await openSocialWorld(engine, flaky);
    const json = { purpose: 'sign-in', returnTo: other.ardoise.site };
    const ask = () => other.stranger().send('/v1/social/google/departures', { json });
    expect((await ask()).status).toBe(503);
    up = true;
    expect((await ask()).status).toBe(201);
  });
});

test('a provider is configured whole or not at all', () => {
  expect(() => createSocialProviders({ GOOGLE_CLIENT_ID: 'x' })).toThrow('GOOGLE_CLIENT_SECRET');
  expect(() => createSocialProviders({ OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' })).toThrow(
    'OIDC_ISSUER',
  );
  expect(sound.offers(['x', 'oidc'])).toEqual([
    { provider: 'x', name: 'X' },
    { provider: 'oidc', name: 'Fournisseur local' },
  ]);
});
