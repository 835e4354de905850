import { Hono, type Context } from 'hono';
import { getCookie } from 'hono/cookie';
import * as v from 'valibot';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { presentedAtPortal } from '../../http/credential.ts';
import { networkOf } from '../../http/network.ts';
import type { AgencyDirectory } from '../../http/origins.ts';
import { AppError } from '../../values/error.ts';
import { SocialProvider } from '../../values/ways-in.ts';
import { deviceOf } from '../device.ts';
import { enter } from '../enter.ts';
import { noticeFactor } from '../factors/notice-store.ts';
import { finish } from '../first-connection/finish.ts';
import type { AccessParts } from '../parts.ts';
import { countTokenTry } from '../password.ts';
import type { SocialOutcome } from './contract.ts';
import { NoIdentity, type ProvenIdentity } from './providers.ts';
import { dropFlowCookie, entryAtPassword, flowCookie, returnAddress, stateOf } from './routes.ts';
import type { SocialFlowRow } from './rows.ts';
import { linkIdentity, loginOfIdentity, takeFlow } from './store.ts';

/** Where the provider sends the browser back: outside `/v1`, a navigation of the portal's own host. */
export const socialReturnRoutes = (parts: AccessParts, directory: AgencyDirectory) => {
  const { sessions, social, trustedProxies, wake } = parts;
  /** What this browser had open here ends with a new sign-in. */
  const endFormer = async (c: Context<Env>): Promise<void> => {
    const former = presentedAtPortal(c);
    if (former) await sessions.close(former.id);
  };

  const signIn = async (c: Context<Env>, found: ProvenIdentity): Promise<SocialOutcome> => {
    const loginId = await loginOfIdentity(c.var.db, c.var.agency.id, found);
    if (loginId === undefined) return 'unknown';
    await enter(c, sessions, loginId);
    await endFormer(c);
    return 'signed-in';
  };

  const link = async (
    c: Context<Env>,
    flow: SocialFlowRow,
    found: ProvenIdentity,
  ): Promise<SocialOutcome> => {
    const { db, agency, now } = c.var;
    // Still the person who left: they may have signed out, or been signed out, while they were away.
    const shown = presentedAtPortal(c);
    const live = shown && (await sessions.read(shown.id, shown.kind));
    const same = live?.session.signIn === flow.sign_in && live.person.loginId === flow.login_id;
    if (!live || !same || live.session.awaits !== null) return 'failed';
    const whose = { agencyId: agency.id, loginId: live.person.loginId };
    const device = deviceOf(c.req.header('user-agent') ?? '');
    const outcome = await transaction(db, async (trx) => {
      const linked = await linkIdentity(trx, whose, flow.provider, found, now);
      const notice = {
        agencySlug: agency.slug,
        loginId: whose.loginId,
        change: 'social-linked',
        device,
      } as const;
      if (linked === 'linked') await noticeFactor(trx, notice, now);
      return linked;
    });
    wake();
    return outcome;
  };

  /** Instead of a password, at the end of a first connection. */
  const conclude = async (
    c: Context<Env>,
    flow: SocialFlowRow,
    found: ProvenIdentity,
  ): Promise<SocialOutcome> => {
    const { agency, now } = c.var;
    const row = await entryAtPassword(c);
    if (!row || row.token_hash !== flow.connection_hash) return 'failed';
    // Linked to somebody else: nothing is finished, and a password may still be chosen.
    const taken = new Error('taken');
    try {
      await finish(c, parts, row, '', async (trx, loginId) => {
        const whose = { agencyId: agency.id, loginId };
        if ((await linkIdentity(trx, whose, flow.provider, found, now)) === 'taken') throw taken;
      });
      await endFormer(c);
      return 'signed-in';
    } catch (error) {
      if (error !== taken) throw error;
      return 'taken';
    }
  };

  const settle = async (c: Context<Env>, flow: SocialFlowRow, held: string): Promise<SocialOutcome> => {
    const { agency } = c.var;
    const address = returnAddress(agency.portalOrigin, flow.provider);
    const returned = new URL(address + new URL(c.req.url).search);
    const expected = { state: stateOf(held), nonce: flow.nonce, verifier: flow.verifier };
    const found = await social.comeBack(flow.provider, returned, expected);
    if (flow.purpose === 'link') return link(c, flow, found);
    if (flow.purpose === 'first-connection') return conclude(c, flow, found);
    return signIn(c, found);
  };

  return new Hono<Env>().get('/retour/:provider', async (c) => {
    const { db, now, log } = c.var;
    const agency = await directory.resolve({
      host: c.req.header('host') ?? '',
      origin: undefined,
      slug: undefined,
    });
    const provider = v.safeParse(SocialProvider, c.req.param('provider'));
    if (!agency || !provider.success) throw new AppError('not-found');
    c.set('agency', agency);
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');

    const held = getCookie(c, flowCookie, 'host');
    dropFlowCookie(c);
    const back = (page: string, outcome: SocialOutcome) =>
      c.redirect(`${page}#palier-social=${outcome}`, 303);
    const failed = (reason: string, page = `${agency.portalOrigin}/connexion`) => {
      log.warn({ provider: provider.output, reason }, 'a social return was not believed');
      return back(page, 'failed');
    };

    await countTokenTry(db, agency.id, networkOf(c, trustedProxies), now);
    const state = c.req.query('state') ?? '';
    const flow = await takeFlow(db, agency.id, state, now);
    // Another browser's departure, or a second return: nothing tells that whoever looks at this page asked for it.
    if (!flow) return failed('no-departure');
    if (held === undefined || stateOf(held) !== state) return failed('other-browser');
    if (flow.provider !== provider.output) return failed('other-provider', flow.return_to);
    try {
      return back(flow.return_to, await settle(c, flow, held));
    } catch (error) {
      if (!(error instanceof NoIdentity)) throw error;
      if (error.outcome === 'refused') return back(flow.return_to, 'refused');
      return failed(error.reason, flow.return_to);
    }
  });
};
