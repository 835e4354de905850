import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { engines } from '../../database/testing.ts';
import { transaction } from '../../database/transaction.ts';
import type { Who } from '../../testing/people.ts';
import { openWorld } from '../../testing/world.ts';
import { insertConnection, type NewConnection } from '../first-connection/store.ts';
import type { Action } from '../step-up/action.ts';
import { createStepUp, markProven } from '../step-up/store.ts';
import type { NewSocialFlow } from './contract.ts';
import { createSocialProviders, type SocialProviders } from './providers.ts';
import { linkIdentity, listLinked } from './store.ts';
import { clientOf, doubles, openLocalProvider } from './testing.ts';

const portals = ['ardoise', 'brume'].map((slug) => `https://espace.${slug}.test`);
const local = await openLocalProvider(portals.map((portal) => `${portal}/retour/oidc`));
afterAll(() => local.close());
const four = doubles();

const config = {
  OIDC_ISSUER: local.issuer,
  OIDC_NAME: 'Fournisseur local',
  ...Object.fromEntries(
    ['oidc', 'google', 'linkedin', 'facebook', 'x'].flatMap((name) => [
      [`${name.toUpperCase()}_CLIENT_ID`, clientOf(name).id],
      [`${name.toUpperCase()}_CLIENT_SECRET`, clientOf(name).secret],
    ]),
  ),
};
const sound = createSocialProviders(config, {
  fetch: (url, options) =>
    url.startsWith(local.issuer) ? fetch(url, options as RequestInit) : four.answer(url, options),
});
/** The planted mistake: an identity is whoever holds the address that the provider names. */
const byEmail: SocialProviders = {
  ...sound,
  async comeBack(provider, returned, expected) {
    const found = await sound.comeBack(provider, returned, expected);
    return { ...found, subject: String(local.claims[found.subject]?.email) };
  },
};
const issuers = {
  oidc: local.issuer,
  google: 'https://accounts.google.com',
  linkedin: 'https://www.linkedin.com/oauth',
  facebook: 'https://www.facebook.com',
  x: 'https://x.com',
} as const;
type Named = keyof typeof issuers;

const openSocialWorld = async (engine: (typeof engines)[number], social: SocialProviders) => {
  const world = await openWorld(engine, { social });
  const { db } = world.database;
  await db.updateTable('agency').set({ social: 'oidc google linkedin facebook x' }).execute();
  const { ardoise } = world;

  const stranger = (agency = ardoise) => world.browser({ endpoint: agency.portal });
  type Browser = ReturnType<typeof stranger>;
  const depart = async (browser: Browser, provider: Named, flow: Partial<NewSocialFlow> = {}) => {
    const json = { purpose: 'sign-in', returnTo: `${ardoise.site}/espace?x=1`, ...flow };
    const response = await browser.send(`/v1/social/${provider}/departures`, { json });
    expect(response.status).toBe(201);
    const { url } = (await response.json()) as { url: string };
    return new URL(url);
  };
  /** A navigation that another site began. */
  const arrive = async (browser: Browser, returned: URL | string) => {
    const { pathname, search } = new URL(returned);
    const response = await browser.send(pathname + search, {
      headers: { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' },
      without: ['origin'],
    });
    expect(response.status).toBe(303);
    return response.headers.get('location') ?? '';
  };
  const whoIs = async (browser: Browser) => {
    const { person } = await (await browser.api.session.$get()).json();
    return person?.email.replace(/@.*/, '') ?? null;
  };
  const openSessions = async () => (await db.selectFrom('session').select('id_hash').execute()).length;
  const link = (who: Who, provider: Named, subject: string, agency = ardoise) =>
    transaction(db, (trx) =>
      linkIdentity(
        trx,
        { agencyId: agency.id, loginId: agency.logins[who] },
        provider,
        { issuer: issuers[provider], subject, label: '' },
        new Date(),
      ),
    );
  /** The whole way at the local provider, as that subject; answers where the browser ends. */
  const goAs = async (subject: string | undefined, browser = stranger()) => {
    local.who = subject;
    return arrive(browser, await local.walk((await depart(browser, 'oidc')).href));
  };
  /** The same with a double, which needs no page of its own. */
  const goDouble = async (provider: Named, browser = stranger(), over: Record<string, string> = {}) => {
    four.departed = await depart(browser, provider);
    const query = new URLSearchParams({
      code: 'a code',
      state: four.departed.searchParams.get('state') ?? '',
      ...over,
    });
    return arrive(browser, `${ardoise.portal}/retour/${provider}?${query.toString()}`);
  };
  return { ...world, db, stranger, depart, arrive, whoIs, openSessions, link, goAs, goDouble };
};

beforeEach(() => {
  four.subject = 'somebody';
  four.email = undefined;
  four.forgery = {};
  four.asked = [];
  local.claims = {
    'marie-sub': { email: 'marie@exemple.fr', email_verified: true },
    thief: { email: 'marie@exemple.fr', email_verified: true },
    'unverified-thief': { email: 'marie@exemple.fr', email_verified: false },
    'silent-thief': { email: 'marie@exemple.fr' },
  };
});

const thieves = ['thief', 'unverified-thief', 'silent-thief'];

describe.each(engines)('on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openSocialWorld(engine, sound);
  const { ardoise, brume, db, stranger, depart, arrive, whoIs, openSessions, link, goAs, goDouble } = world;
  await link('marie', 'oidc', 'marie-sub');
  for (const provider of ['google', 'linkedin', 'facebook', 'x'] as const)
    await link('marie', provider, 'somebody');
  // Every test here comes from one network.
  beforeEach(async () => void (await db.deleteFrom('rate_limit').execute()));
  const back = (outcome: string) => `${ardoise.site}/espace?x=1#palier-social=${outcome}`;

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

  describe('linking', () => {
    const proven = async (browser: Awaited<ReturnType<typeof world.signedIn>>, action: Action) => {
      const id = browser.cookies.get('__Host-palier')?.value ?? '';
      const { signIn = '' } = (await world.sessions.read(id, 'portal'))?.session ?? {};
      const confirming = { loginId: ardoise.logins.paul, signIn };
      return transaction(db, async (trx) => {
        const how = { action, says: '', channel: 'totp' } as const;
        const row = await createStepUp(trx, confirming, how, new Date());
        await markProven(trx, row.id, new Date());
        return row.id;
      });
    };
    const linking = { kind: 'link-social', provider: 'oidc' };
    const access = `${ardoise.portal}/mon-acces`;
    const leave = async (browser: Awaited<ReturnType<typeof world.signedIn>>, stepUp?: string) =>
      browser.send('/v1/social/oidc/departures', {
        json: { purpose: 'link', returnTo: access, ...(stepUp && { stepUp }) },
      });
    const linkAs = async (browser: Awaited<ReturnType<typeof world.signedIn>>, subject: string) => {
      local.who = subject;
      const response = await leave(browser, await proven(browser, linking));
      const { url } = (await response.json()) as { url: string };
      return local.walk(url);
    };
    const linkedTo = async (who: Who) =>
      (await listLinked(db, ardoise.logins[who], sound.offers(['oidc']))).filter(
        ({ provider }) => provider === 'oidc',
      );

    test('is confirmed first, once, for that provider', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      expect((await leave(stranger(), 'x')).status).toBe(401);
      expect((await leave(paul)).status).toBe(403);
      expect((await leave(paul, await proven(paul, { kind: 'add-passkey' }))).status).toBe(403);
      expect((await leave(paul, await proven(paul, { ...linking, provider: 'x' }))).status).toBe(403);
      const stepUp = await proven(paul, linking);
      expect((await leave(paul, stepUp)).status).toBe(201);
      expect((await leave(paul, stepUp)).status).toBe(403);
      const fromSite = await world.signedIn(ardoise, 'paul', { origin: ardoise.site });
      expect((await leave(fromSite, await proven(fromSite, linking))).status).toBe(403);
    });

    test('then opens, tells the mailbox, and is undone by another confirmation', async () => {
      local.claims.paul = { email: 'paul@exemple.fr' };
      const paul = await world.signedIn(ardoise, 'paul');
      expect(await arrive(paul, await linkAs(paul, 'paul'))).toBe(`${access}#palier-social=linked`);
      expect(await linkedTo('paul')).toMatchObject([{ name: 'Fournisseur local', label: 'p…@exemple.fr' }]);
      await world.work();
      expect(world.mailed.at(-1)).toMatchObject({ to: 'paul@exemple.fr' });
      expect(world.mailed.at(-1)?.text).toContain('Un compte externe a été associé');

      const later = stranger();
      await goAs('paul', later);
      expect(await whoIs(later)).toBe('paul');

      const unlink = (stepUp: string) => paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect((await unlink('x')).status).toBe(403);
      expect((await unlink(await proven(paul, { ...linking, kind: 'unlink-social' }))).status).toBe(200);
      expect(await linkedTo('paul')).toEqual([]);
      expect(await goAs('paul')).toBe(back('unknown'));
    });

    test('is not undone while nothing else opens the login', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      await arrive(paul, await linkAs(paul, 'paul'));
      const login = db.updateTable('login').where('id', '=', ardoise.logins.paul);
      const { password_hash } = await db
        .selectFrom('login')
        .select('password_hash')
        .where('id', '=', ardoise.logins.paul)
        .executeTakeFirstOrThrow();
      await login.set({ password_hash: '' }).execute();
      const stepUp = await proven(paul, { ...linking, kind: 'unlink-social' });
      const refused = await paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect(await refused.json()).toMatchObject({ error: { fields: { way: 'last-way-in' } } });
      expect(await linkedTo('paul')).toHaveLength(1);
      await login.set({ password_hash }).execute();
      // What was confirmed was not done: the proof still serves.
      const done = await paul.send('/v1/social/oidc', { method: 'DELETE', json: { stepUp } });
      expect(done.status).toBe(200);
    });

    test('takes nobody’s identity from them', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      expect(await arrive(paul, await linkAs(paul, 'marie-sub'))).toBe(`${access}#palier-social=taken`);
      expect(await linkedTo('paul')).toEqual([]);
      const browser = stranger();
      await goAs('marie-sub', browser);
      expect(await whoIs(browser)).toBe('marie');
    });

    test('keeps one identity per provider', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      for (const subject of ['first', 'second', 'second'])
        expect(await arrive(paul, await linkAs(paul, subject))).toBe(`${access}#palier-social=linked`);
      expect(await linkedTo('paul')).toHaveLength(1);
      expect(await goAs('first')).toBe(back('unknown'));
    });

    test('stops when the session ended, or is another, by the return', async () => {
      const paul = await world.signedIn(ardoise, 'paul');
      const returned = await linkAs(paul, 'third');
      await paul.send('/v1/session', { method: 'DELETE' });
      expect(await arrive(paul, returned)).toBe(`${access}#palier-social=failed`);
      const again = await world.signedIn(ardoise, 'paul');
      const other = await linkAs(again, 'third');
      const { id } = await world.openSession(ardoise, 'marie');
      again.cookies.set('__Host-palier', { value: id, sameSite: 'Lax' });
      expect(await arrive(again, other)).toBe(`${access}#palier-social=failed`);
      expect(await goAs('third')).toBe(back('unknown'));
    });
  });

  describe('at the end of a first connection', () => {
    const begin = async (at: Partial<NewConnection> = {}) => {
      const { person_id } = await db
        .selectFrom('account_holder')
        .select('person_id')
        .where('account_id', '=', ardoise.accounts.newcomer)
        .executeTakeFirstOrThrow();
      const { token } = await transaction(db, (trx) =>
        insertConnection(
          trx,
          {
            agency_id: ardoise.id,
            path: 'first-connection',
            account_id: ardoise.accounts.newcomer,
            person_id,
            proved: 1,
            email: 'newcomer@exemple.fr',
            confirmed_at: new Date().toISOString(),
            ...at,
          },
          new Date(),
        ),
      );
      const browser = stranger();
      browser.cookies.set('__Host-palier-entry', { value: token, sameSite: 'Lax' });
      return browser;
    };
    const ending = { purpose: 'first-connection' } as const;
    const goAtEnd = async (browser: ReturnType<typeof stranger>, subject: string) => {
      local.who = subject;
      return arrive(browser, await local.walk((await depart(browser, 'oidc', ending)).href));
    };
    const newcomers = () =>
      db.selectFrom('login').select('id').where('email', '=', 'newcomer@exemple.fr').execute();

    test('only where a password would be chosen', async () => {
      const json = { ...ending, returnTo: ardoise.site };
      const leave = (browser: ReturnType<typeof stranger>) =>
        browser.send('/v1/social/oidc/departures', { json });
      expect((await leave(stranger())).status).toBe(409);
      expect((await leave(await begin({ confirmed_at: null }))).status).toBe(409);
      expect((await leave(await begin({ proved: 0, confirmed_at: null }))).status).toBe(409);
    });

    test('another’s identity, or another browser’s first connection, finishes nothing', async () => {
      const browser = await begin();
      expect(await goAtEnd(browser, 'marie-sub')).toBe(back('taken'));
      local.who = 'newcomer-sub';
      const returned = await local.walk((await depart(browser, 'oidc', ending)).href);
      const other = (await begin()).cookies.get('__Host-palier-entry');
      if (other) browser.cookies.set('__Host-palier-entry', other);
      expect(await arrive(browser, returned)).toBe(back('failed'));
      expect([await whoIs(browser), await newcomers()]).toEqual([null, []]);
    });

    test('the identity is linked instead of a password, and the person is in', async () => {
      const browser = await begin();
      expect(await goAtEnd(browser, 'newcomer-sub')).toBe(back('signed-in'));
      expect(await whoIs(browser)).toBe('newcomer');
      expect(browser.cookies.has('__Host-palier-entry')).toBe(false);
      const later = stranger();
      await goAs('newcomer-sub', later);
      expect(await whoIs(later)).toBe('newcomer');
      // No password opens a login that has none.
      const json = { identifier: 'newcomer@exemple.fr', password: ' ' };
      expect((await stranger().send('/v1/session', { json })).status).toBe(400);
    });
  });

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

test('control: found by their address, a thief comes in, and the tests above would say so', async () => {
  const planted = await openSocialWorld('sqlite', byEmail);
  await planted.link('marie', 'oidc', 'marie@exemple.fr');
  for (const subject of thieves) {
    const browser = planted.stranger();
    await planted.goAs(subject, browser);
    expect(await planted.whoIs(browser)).toBe('marie');
  }
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
