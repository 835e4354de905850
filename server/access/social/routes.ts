import { createHash } from 'node:crypto';
import { Hono, type Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import * as v from 'valibot';
import { newSecret } from '../../database/id.ts';
import { countAttempt } from '../../database/limits.ts';
import type { Trx } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { isCrossSite } from '../../http/origins.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { SocialProvider } from '../../values/ways-in.ts';
import { requireAnotherWayIn } from '../contact/store.ts';
import { WithStepUp } from '../factors/contract.ts';
import { currentEntry } from '../first-connection/entry.ts';
import { aroundConnection } from '../first-connection/people-store.ts';
import type { FirstConnectionRow } from '../first-connection/rows.ts';
import { stepOf } from '../first-connection/state.ts';
import { takeProof, tellOwner } from '../own-change.ts';
import type { AccessParts } from '../parts.ts';
import { whoAsks, type AccessEnv } from '../permissions.ts';
import { takeStepUp } from '../step-up/store.ts';
import { NewSocialFlow, type SocialDeparture } from './contract.ts';
import { insertFlow, removeLinked } from './store.ts';

const Named = v.object({ provider: SocialProvider });
const cookie = { path: '/', secure: true, httpOnly: true, prefix: 'host', sameSite: 'Lax' } as const;
export const flowCookie = 'palier-social';

/** The state is the hash of what the cookie holds: whoever reads the address of a return cannot make the cookie. */
export const stateOf = (held: string): string => createHash('sha256').update(held).digest('base64url');

export const dropFlowCookie = (c: Context): void => void deleteCookie(c, flowCookie, cookie);

/** Where the provider sends the browser back, as it is declared there; never from what a request says. */
export const returnAddress = (portalOrigin: string, provider: SocialProvider): string =>
  `${portalOrigin}/retour/${provider}`;

/** The first connection of this browser, when all is proved and only a way to sign in is to be chosen. */
export const entryAtPassword = async (c: Context<Env>): Promise<FirstConnectionRow | undefined> => {
  const row = await currentEntry(c);
  const around = row && (await aroundConnection(c.var.db, row));
  return row && around && stepOf(row, around) === 'password' ? row : undefined;
};

/** Open to everyone: leaving for a provider. */
export const socialRoutes = ({
  sessions,
  social,
  trustedProxies,
}: Pick<AccessParts, 'sessions' | 'social' | 'trustedProxies'>) => {
  /** Whose the identity will be, where it is not a sign-in; `confirm` takes what was proved for it. */
  const whose = async (c: Context<Env>, provider: SocialProvider, { purpose, stepUp }: NewSocialFlow) => {
    const nobody = { login_id: null, sign_in: null, connection_hash: null };
    if (purpose === 'sign-in') return { ...nobody, confirm: async () => {} };
    if (purpose === 'first-connection') {
      const row = await entryAtPassword(c);
      if (!row) throw new AppError('conflict');
      return { ...nobody, connection_hash: row.token_hash, confirm: async () => {} };
    }
    const found = await whoAsks(c, sessions);
    if (!found) throw new AppError('signed-out');
    if (found.session.kind !== 'portal' || c.req.header('origin') !== c.var.agency.portalOrigin)
      throw new AppError('not-allowed');
    const confirming = { loginId: found.person.loginId, signIn: found.session.signIn };
    const action = { kind: 'link-social', provider };
    return {
      ...nobody,
      login_id: confirming.loginId,
      sign_in: confirming.signIn,
      confirm: async (trx: Trx) => {
        await takeStepUp(trx, { ...confirming, id: stepUp ?? '', action }, c.var.now);
      },
    };
  };

  return new Hono<Env>().post(
    '/social/:provider/departures',
    validate('param', Named),
    validate('json', NewSocialFlow),
    async (c) => {
      const { db, agency, now } = c.var;
      const { provider } = c.req.valid('param');
      const asked = c.req.valid('json');
      // The cookie must be there at the return: only the portal's own host, asked by a page of its site, keeps one.
      const here = c.req.header('host') === new URL(agency.portalOrigin).host;
      if (isCrossSite(c) || !here) throw new AppError('not-allowed');
      if (social.offers(agency.social).every((offer) => offer.provider !== provider))
        throw new AppError('not-found');
      const back = new URL(asked.returnTo);
      if (!agency.origins.has(back.origin))
        throw new AppError('invalid', { fields: { returnTo: 'not-valid' } });
      await countAttempt(db, departureLimits(agency.id, networkOf(c, trustedProxies)), now);

      const { confirm, ...subject } = await whose(c, provider, asked);
      const held = newSecret();
      const expected = { state: stateOf(held), nonce: newSecret(), verifier: newSecret() + newSecret() };
      const url = await social.depart(provider, returnAddress(agency.portalOrigin, provider), expected);
      back.hash = '';
      const flow = { ...expected, ...subject, purpose: asked.purpose, provider };
      await transaction(db, async (trx) => {
        await confirm(trx);
        await insertFlow(trx, { ...flow, agency_id: agency.id, return_to: back.href }, now);
      });
      setCookie(c, flowCookie, held, { ...cookie, maxAge: 600 });
      return c.json<v.InferOutput<typeof SocialDeparture>>({ url }, 201);
    },
  );
};

const departureLimits = (agencyId: string, network: string) => [
  { subject: `social-from:${agencyId}:${network}`, max: 30, windowSeconds: 300 },
  { subject: `social-at:${agencyId}`, max: 3000, windowSeconds: 300 },
];

/** Behind `requirePerson` and `requirePortal`. */
export const linkedSocialRoutes = ({ wake }: Pick<AccessParts, 'wake'>) =>
  new Hono<AccessEnv>().delete(
    '/social/:provider',
    validate('param', Named),
    validate('json', WithStepUp),
    async (c) => {
      const { db, person } = c.var;
      const { loginId } = person;
      const { provider } = c.req.valid('param');
      await transaction(db, async (trx) => {
        await takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'unlink-social', provider });
        await requireAnotherWayIn(trx, loginId, { provider });
        await removeLinked(trx, loginId, provider);
        await tellOwner(c, trx, 'social-removed');
      });
      wake();
      return c.json({}, 200);
    },
  );
