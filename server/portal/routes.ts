import { Hono } from 'hono';
import type { Context } from 'hono';
import { secondFactorNeed } from '../access/factors/store.ts';
import { whoAsks, whoWaits } from '../access/permissions.ts';
import type { AccessParts } from '../access/parts.ts';
import type { Agency } from '../agency/contract.ts';
import { describePerson } from '../access/store.ts';
import { documentLibrary } from '../documents/store.ts';
import { balanceSheet } from '../finance/store.ts';
import type { Env } from '../http/context.ts';
import { isCrossSite, type AgencyDirectory } from '../http/origins.ts';
import { validate } from '../http/validate.ts';
import { dayAt } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { BootstrapQuery, needs, type Bootstrap, type Need } from './contract.ts';
import { aboutPage, missingPage, portalPage, portalPolicy, portalStyles } from './page.ts';

/** One answer for all the widgets of a page, signed in or not. */
export const bootstrapRoutes = ({ sessions, social }: Pick<AccessParts, 'sessions' | 'social'>) =>
  new Hono<Env>().get('/bootstrap', validate('query', BootstrapQuery), async (c) => {
    const { read, agency, now } = c.var;
    const found = await whoAsks(c, sessions);
    const { need: list = '', account } = c.req.valid('query');
    const asked = list.split(',');
    const wanted = needs.filter((need) => asked.includes(need));
    const common = {
      agency: agency.card,
      social: social.offers(agency.social),
      mode: isCrossSite(c) ? ('cross-site' as const) : ('same-site' as const),
    };
    if (!found) {
      const waiting = await whoWaits(c, sessions);
      const awaits = waiting && (await secondFactorNeed(read, waiting.person.loginId));
      return c.json<Bootstrap>({ ...common, person: null, ...(awaits && { awaits }) }, 200);
    }
    const today = dayAt(now);
    const { person } = found;
    const parts = await Promise.all(
      wanted.map(async (need): Promise<Partial<Pick<Bootstrap, Need>>> =>
        need === 'balance'
          ? { balance: await balanceSheet(read, person, today, account) }
          : { documents: await documentLibrary(read, person, now, today, account) },
      ),
    );
    const described = await describePerson(read, person, today);
    const only = described.accounts.some(({ id }) => id === account) && account;
    return c.json<Bootstrap>(
      Object.assign({ ...common, person: described, ...(only && { account: only }) }, ...parts),
      200,
    );
  });

interface PageOptions {
  status?: 200 | 404;
  opener?: boolean;
}

/** The pages of each agency, at its own host name. */
export const portalRoutes = (directory: AgencyDirectory, version: string) => {
  /** The agency whose name this is; a shared name has no page of its own. */
  const hostOf = (c: Context<Env>) =>
    directory.resolve({ host: c.req.header('host') ?? '', origin: undefined, slug: undefined });

  const page =
    (write: (agency: Agency) => string, { status = 200, opener = false }: PageOptions = {}) =>
    async (c: Context<Env>) => {
      const agency = await hostOf(c);
      if (!agency) throw new AppError('not-found');
      return c.html(write(agency.card), status, {
        'Content-Security-Policy': portalPolicy,
        'Cache-Control': 'no-cache',
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'DENY',
        // The popup of a cross-site page must still reach its opener.
        'Cross-Origin-Opener-Policy': opener ? 'unsafe-none' : 'same-origin',
        ...(agency.portalOrigin.startsWith('https:') && {
          'Strict-Transport-Security': 'max-age=31536000',
        }),
      });
    };

  return new Hono<Env>()
    .get(
      '/',
      page((agency) => portalPage(agency, 'space')),
    )
    .get(
      '/connexion',
      page((agency) => portalPage(agency, 'sign-in'), { opener: true }),
    )
    .get(
      '/nouveau-mot-de-passe',
      page((agency) => portalPage(agency, 'new-password')),
    )
    .get(
      '/premiere-connexion',
      page((agency) => portalPage(agency, 'first-connection'), { opener: true }),
    )
    .get(
      '/confirmation',
      page((agency) => portalPage(agency, 'confirmation')),
    )
    .get(
      '/mon-acces',
      page((agency) => portalPage(agency, 'access')),
    )
    .get(
      '/changement-adresse',
      page((agency) => portalPage(agency, 'email-change')),
    )
    .get(
      '/bureau',
      page((agency) => portalPage(agency, 'desk')),
    )
    .get(
      '/a-propos',
      page((agency) => aboutPage(agency, version)),
    )
    .get('/portail.css', async (c) => {
      const agency = await hostOf(c);
      if (!agency) throw new AppError('not-found');
      return c.body(portalStyles(agency.card), 200, {
        'Content-Type': 'text/css; charset=utf-8',
        'Cache-Control': 'max-age=300',
      });
    })
    .get('*', page(missingPage, { status: 404 }));
};
