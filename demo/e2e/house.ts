import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { insertSecret } from '../../server/access/first-connection/secret-store.ts';
import { hashPassword } from '../../server/access/password.ts';
import { readConfig } from '../../server/config.ts';
import type { OpenDatabase } from '../../server/database/open.ts';
import { transaction } from '../../server/database/transaction.ts';
import type { SocialProviders } from '../../server/access/social/providers.ts';
import type { Letter } from '../../server/mail/mailer.ts';
import type { Sms } from '../../server/sms/sender.ts';
import { start } from '../../server/main.ts';
import { makeSecret, readSecret, selectors } from '../../server/values/provisional-secret.ts';
import { readDemoAgency, type DemoAgency, type DemoLogin } from '../agencies.ts';
import { prepareAgency } from '../prepare.ts';
import { siteHandler, type DemoSite } from '../sites.ts';
import { openWorld, type Site, type World } from './world.ts';

const clientPages = {
  vauquelin: '/espace-client.html',
  horizon: '/espace-client',
  nacre: '/espace-client',
  boivre: '/espace-locataire',
} as const;
export type Slug = keyof typeof clientPages;

/** The endpoint that agencies without a name of their own share: for Nacre's pages, another site. */
export const shared = 'https://app.palier-test.test';
export const siteOf = (slug: Slug): string => `https://www.${slug}.test`;
export const portalOf = (slug: Slug): string =>
  slug === 'nacre' ? 'https://nacre.palier-test.test' : `https://espace.${slug}.test`;
export const endpointOf = (slug: Slug): string => (slug === 'nacre' ? shared : portalOf(slug));
export const clientPage = (slug: Slug): string => siteOf(slug) + clientPages[slug];

export interface House {
  world: World;
  database: OpenDatabase;
  agencies: DemoAgency[];
  stateFolder: string;
  mails: Letter[];
  texts: Sms[];
  /** Pages of our own on the agencies' sites, by whole address. */
  pages: Map<string, Site>;
  /** What Palier was asked and what it answered, the newest last. */
  asked: Exchange[];
  /** Changes an answer of Palier or of a site, as a proxy or a browser might. */
  meddle: (response: Response, request: Request) => Response;
  login: (slug: Slug, email: string) => DemoLogin;
  /** A code on paper for this holder of the account, as a letter of activation has it. */
  printedCode: (slug: Slug, identifier: string, firstName?: string) => Promise<string>;
  /** What the agency's software gave: any text, for the whole account. */
  importSecret: (slug: Slug, identifier: string, secret: string) => Promise<void>;
  /** A new person: a context of their own, and a page whose errors are kept. */
  visitor: (options?: Parameters<World['browser']['newContext']>[0]) => Promise<Visitor>;
  close: () => Promise<void>;
}

export interface Exchange {
  method: string;
  url: URL;
  /** What the browser sent. */
  sent: Headers;
  status: number;
  answered: Headers;
}

export interface Visitor {
  context: BrowserContext;
  page: Page;
  /** Uncaught errors and console errors of every page of this person. */
  errors: string[];
}

/** Palier and the agencies' own sites, on real origins, over the demo's own data. */
export const openHouse = async (
  slugs: readonly Slug[],
  extraHosts: Record<string, Site> = {},
  { smtpUrl, social }: { smtpUrl?: string; social?: SocialProviders } = {},
): Promise<House> => {
  const folder = mkdtempSync(join(tmpdir(), 'palier-e2e-'));
  const filesFolder = join(folder, 'files');
  const mails: Letter[] = [];
  const texts: Sms[] = [];
  const running = await start(
    readConfig({
      DATABASE_URL: join(folder, 'palier.db'),
      FILES_FOLDER: filesFolder,
      WIDGETS_FOLDER: join(import.meta.dirname, '../../dist/widgets'),
      PUBLIC_ORIGIN: shared,
      LOG_LEVEL: 'error',
      SMTP_URL: smtpUrl,
    }),
    {
      // Letters stay here unless a mail server is given.
      mailer: smtpUrl ? undefined : { send: async (letter) => void mails.push(letter) },
      sms: { send: async (sms) => void texts.push(sms) },
      ...(social && { social }),
    },
  );
  const agencies = slugs.map((slug) => readDemoAgency(demoSite(slug)));
  for (const agency of agencies)
    await prepareAgency(agency, {
      database: running.database,
      stateFolder: folder,
      filesFolder,
      say: () => {},
    });

  const asked: Exchange[] = [];
  const pages = new Map<string, Site>();
  const palier: Site = async (request, env) => {
    const { method, url } = request;
    const sent = new Headers(request.headers);
    const response = house.meddle(await running.fetch(request, env), request);
    asked.push({ method, url: new URL(url), sent, status: response.status, answered: response.headers });
    return response;
  };
  const serve = siteHandler(
    agencies.map(({ site }) => ({ ...site, portalOrigin: endpointOf(site.slug as Slug) })),
  );
  const agencySite: Site = async (request, env) => {
    const own = pages.get(request.url);
    if (own) return house.meddle(await own(request, env), request);
    const response = house.meddle(serve(request) ?? new Response(null, { status: 404 }), request);
    if (!request.url.startsWith(siteOf('nacre')) || !isPage(response)) return response;
    // A shared endpoint has no page of its own: the fallback links lead to the agency's portal.
    const text = (await response.text()).replaceAll(`href="${shared}/"`, `href="${portalOf('nacre')}/"`);
    return new Response(text, response);
  };
  const world = await openWorld({
    ...Object.fromEntries(slugs.map((slug) => [new URL(siteOf(slug)).host, agencySite])),
    ...Object.fromEntries(slugs.map((slug) => [new URL(portalOf(slug)).host, palier])),
    [new URL(shared).host]: palier,
    ...extraHosts,
  });
  const house: House = {
    world,
    database: running.database,
    agencies,
    stateFolder: folder,
    mails,
    texts,
    pages,
    asked,
    meddle: (response) => response,
    login: (slug, email) => {
      const found = agencies
        .find(({ site }) => site.slug === slug)
        ?.logins.find((login) => login.email === email);
      if (!found) throw new Error(`${email} cannot sign in at ${slug}`);
      return found;
    },
    async printedCode(slug, identifier, firstName) {
      const holders = await holdersOf(running.database, slug, identifier);
      const at = firstName ? holders.findIndex(({ first_name }) => first_name === firstName) : 0;
      const holder = holders[at];
      if (!holder) throw new Error(`nobody holds ${identifier} at ${slug}`);
      const { agencyId, accountId, personId } = holder;
      const selector = selectors[at] ?? '';
      const code = makeSecret(selector, randomBytes);
      const hash = await hashPassword(readSecret(code).secret);
      const secret = { agencyId, accountId, personId, selector, hash, strong: true };
      await transaction(running.database.db, (trx) => insertSecret(trx, secret, new Date()));
      return code;
    },
    async importSecret(slug, identifier, secret) {
      const [holder] = await holdersOf(running.database, slug, identifier);
      if (!holder) throw new Error(`nobody holds ${identifier} at ${slug}`);
      const { agencyId, accountId } = holder;
      const hash = await hashPassword(readSecret(secret).secret);
      const imported = { agencyId, accountId, personId: null, selector: null, hash, strong: false };
      await transaction(running.database.db, (trx) => insertSecret(trx, imported, new Date()));
    },
    async visitor(options) {
      const context = await world.browser.newContext({ locale: 'fr-FR', ...options });
      context.setDefaultTimeout(8000);
      const errors: string[] = [];
      context.on('weberror', (error) => errors.push(String(error.error())));
      context.on('console', (message) => {
        if (message.type() === 'error') errors.push(`${message.text()} ${message.location().url}`);
      });
      return { context, page: await context.newPage(), errors };
    },
    async close() {
      await world.close();
      await running.stop();
      rmSync(folder, { recursive: true });
    },
  };
  return house;
};

const holdersOf = ({ read }: OpenDatabase, slug: Slug, identifier: string) =>
  read
    .selectFrom('account')
    .innerJoin('agency', 'agency.id', 'account.agency_id')
    .innerJoin('account_holder as held', 'held.account_id', 'account.id')
    .innerJoin('person', 'person.id', 'held.person_id')
    .select([
      'agency.id as agencyId',
      'account.id as accountId',
      'person.id as personId',
      'person.first_name',
    ])
    .where('agency.slug', '=', slug)
    .where('account.identifier', '=', identifier)
    .orderBy('held.position')
    .execute();

const demoSite = (slug: Slug): DemoSite => ({
  slug,
  siteOrigin: siteOf(slug),
  portalOrigin: portalOf(slug),
  clientPage: clientPages[slug],
  says: '',
});

const isPage = (response: Response): boolean =>
  response.headers.get('content-type')?.startsWith('text/html') ?? false;
