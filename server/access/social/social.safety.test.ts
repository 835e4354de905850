import { describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import type { SocialProviders } from './providers.ts';
import { four, local, openSocialWorld, sound } from './testing/world.ts';

const thieves = ['thief', 'unverified-thief', 'silent-thief'];

/** The planted mistake: an identity is whoever holds the address that the provider names. */
const byEmail: SocialProviders = {
  ...sound,
  async comeBack(provider, returned, expected) {
    const found = await sound.comeBack(provider, returned, expected);
    return { ...found, subject: String(local.claims[found.subject]?.email) };
  },
};

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openSocialWorld(engine);
  const { ardoise, brume, db, stranger, depart, arrive, whoIs, openSessions, link, goAs, goDouble, back } =
    world;

  test('whoever is linked comes in, back at the page they left', async () => {
    const browser = stranger();
    const url = await depart(browser, 'oidc');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      redirect_uri: `${ardoise.portal}/retour/oidc`,
      response_type: 'code',
      code_challenge_method: 'S256',
      nonce: expect.stringMatching(/^[\w-]{27}$/) as string,
      state: expect.stringMatching(/^[\w-]{43}$/) as string,
    });
    local.who = 'marie-sub';
    expect(await arrive(browser, await local.walk(url.href))).toBe(back('signed-in'));
    expect(await whoIs(browser)).toBe('marie');
    expect(browser.cookies.has('__Host-palier-social')).toBe(false);
  });

  test('a person is their subject, whatever became of their address', async () => {
    local.claims['marie-sub'] = { email: 'marie.dupont@ailleurs.example' };
    const browser = stranger();
    expect(await goAs('marie-sub', browser)).toBe(back('signed-in'));
    expect(await whoIs(browser)).toBe('marie');
  });

  test.each(thieves)('%s has Marie’s address and stays outside', async (subject) => {
    const before = await openSessions();
    const logins = (await db.selectFrom('login').select('id').execute()).length;
    const browser = stranger();
    expect(await goAs(subject, browser)).toBe(back('unknown'));
    expect([await whoIs(browser), await openSessions()]).toEqual([null, before]);
    expect((await db.selectFrom('login').select('id').execute()).length).toBe(logins);
  });

  test('linked at one agency, a person is nobody at the other', async () => {
    const browser = stranger(brume);
    local.who = 'marie-sub';
    const url = await depart(browser, 'oidc', { returnTo: brume.site });
    expect(await arrive(browser, await local.walk(url.href))).toBe(`${brume.site}/#palier-social=unknown`);
  });

  test('who says no at the provider is back, and outside', async () => {
    const browser = stranger();
    expect(await goAs(undefined, browser)).toBe(back('refused'));
    expect(await whoIs(browser)).toBeNull();
    expect(await goDouble('linkedin', browser, { error: 'user_cancelled_login' })).toBe(back('refused'));
  });

  test('a second factor stays due', async () => {
    await link('agent', 'oidc', 'agent-sub');
    const browser = stranger();
    expect(await goAs('agent-sub', browser)).toBe(back('signed-in'));
    const presence = await (await browser.api.session.$get()).json();
    expect(presence).toEqual({ person: null, awaits: { kind: 'enrol', ways: [] } });
    expect((await browser.send('/v1/sessions')).status).toBe(401);
  });

  test('a new sign-in ends the one that this browser had', async () => {
    const browser = await world.signedIn(ardoise, 'neighbour');
    const former = browser.cookies.get('__Host-palier')?.value ?? '';
    expect(await goAs('marie-sub', browser)).toBe(back('signed-in'));
    expect(await whoIs(browser)).toBe('marie');
    expect(await world.sessions.read(former, 'portal')).toBeUndefined();
  });

  describe('the return', () => {
    const elsewhere = `${ardoise.portal}/connexion#palier-social=failed`;
    const ready = async () => {
      local.who = 'marie-sub';
      const browser = stranger();
      return { browser, returned: await local.walk((await depart(browser, 'oidc')).href) };
    };

    test('is good once', async () => {
      const { browser, returned } = await ready();
      const held = browser.cookies.get('__Host-palier-social');
      expect(await arrive(browser, returned)).toBe(back('signed-in'));
      const again = stranger();
      if (held) again.cookies.set('__Host-palier-social', held);
      expect(await arrive(again, returned)).toBe(elsewhere);
      expect(await whoIs(again)).toBeNull();
    });

    test('is this browser’s alone, and lost to both once another brings it', async () => {
      const { browser, returned } = await ready();
      const victim = stranger();
      await depart(victim, 'oidc');
      expect(await arrive(victim, returned)).toBe(elsewhere);
      expect(await arrive(browser, returned)).toBe(elsewhere);
      expect([await whoIs(victim), await whoIs(browser)]).toEqual([null, null]);
    });

    test('comes within ten minutes', async () => {
      const { browser, returned } = await ready();
      await db.updateTable('social_flow').set({ expires_at: new Date().toISOString() }).execute();
      expect(await arrive(browser, returned)).toBe(elsewhere);
    });

    test.each([
      ['another state', (url: URL) => url.searchParams.set('state', 'x'.repeat(43))],
      ['no state', (url: URL) => url.searchParams.delete('state')],
      ['two states', (url: URL) => url.searchParams.append('state', 'x'.repeat(43))],
      ['another code', (url: URL) => url.searchParams.set('code', 'c'.repeat(43))],
      ['no code', (url: URL) => url.searchParams.delete('code')],
      ['another provider’s name', (url: URL) => url.searchParams.set('iss', 'https://accounts.google.com')],
      ['another provider’s address', (url: URL) => (url.pathname = '/retour/google')],
    ])('with %s opens nothing', async (_, change) => {
      const { browser, returned } = await ready();
      const before = await openSessions();
      change(returned);
      expect(await arrive(browser, returned)).toMatch(/#palier-social=failed$/);
      expect([await whoIs(browser), await openSessions()]).toEqual([null, before]);
    });

    test('of an unknown provider is a page that does not exist', async () => {
      expect((await stranger().send('/retour/evil?code=1&state=2')).status).toBe(404);
    });

    test('says nothing of a person in the log', async () => {
      world.logged.length = 0;
      four.forgery = { claims: { aud: 'canari-audience', email: 'canari@exemple.fr' } };
      four.subject = 'canari-subject';
      await goDouble('google');
      expect(world.logged.join('')).toContain('OAUTH_JWT_CLAIM_COMPARISON_FAILED');
      expect(world.logged.join('')).not.toMatch(/canari|a code/);
    });
  });
});

test('control: found by their address, a thief comes in, and the tests above would say so', async () => {
  const planted = await openSocialWorld('sqlite', byEmail);
  await planted.link('marie', 'oidc', 'marie@exemple.fr');
  for (const subject of thieves) {
    const browser = planted.stranger();
    await planted.goAs(subject, browser);
    expect(await planted.whoIs(browser)).toBe('marie');
  }
});
