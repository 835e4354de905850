import { afterAll, beforeEach, expect } from 'vitest';
import type { Engine } from '../../../database/open.ts';
import { transaction } from '../../../database/transaction.ts';
import type { Who } from '../../../testing/people.ts';
import { openWorld } from '../../../testing/world.ts';
import type { NewSocialFlow } from '../contract.ts';
import { createSocialProviders, type SocialProviders } from '../providers.ts';
import { linkIdentity } from '../store.ts';
import { clientOf, doubles } from './doubles.ts';
import { openLocalProvider } from './local-provider.ts';

const portals = ['ardoise', 'brume'].map((slug) => `https://espace.${slug}.test`);
export const local = await openLocalProvider(portals.map((portal) => `${portal}/retour/oidc`));
afterAll(() => local.close());
export const four = doubles();

export const config = {
  OIDC_ISSUER: local.issuer,
  OIDC_NAME: 'Fournisseur local',
  ...Object.fromEntries(
    ['oidc', 'google', 'linkedin', 'facebook', 'x'].flatMap((name) => [
      [`${name.toUpperCase()}_CLIENT_ID`, clientOf(name).id],
      [`${name.toUpperCase()}_CLIENT_SECRET`, clientOf(name).secret],
    ]),
  ),
};
export const sound = createSocialProviders(config, {
  fetch: (url, options) =>
    url.startsWith(local.issuer) ? fetch(url, options as RequestInit) : four.answer(url, options),
});
const issuers = {
  oidc: local.issuer,
  google: 'https://accounts.google.com',
  linkedin: 'https://www.linkedin.com/oauth',
  facebook: 'https://www.facebook.com',
  x: 'https://x.com',
} as const;
export type Named = keyof typeof issuers;

/** Two agencies that offer everyone; Marie is linked to each provider, as `marie-sub` at ours and `somebody` at theirs. */
export const openSocialWorld = async (engine: Engine, social: SocialProviders = sound) => {
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
  const back = (outcome: string) => `${ardoise.site}/espace?x=1#palier-social=${outcome}`;
  // Every test comes from one network.
  beforeEach(async () => void (await db.deleteFrom('rate_limit').execute()));
  await link('marie', 'oidc', 'marie-sub');
  for (const provider of ['google', 'linkedin', 'facebook', 'x'] as const)
    await link('marie', provider, 'somebody');
  return { ...world, db, back, stranger, depart, arrive, whoIs, openSessions, link, goAs, goDouble };
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
