import { Hono } from 'hono';
import type { Context } from 'hono';
import { newId } from '../database/id.ts';
import { enqueue } from '../database/outbox.ts';
import { transaction } from '../database/transaction.ts';
import type { Env } from '../http/context.ts';
import { networkOf } from '../http/network.ts';
import { isCrossSite } from '../http/origins.ts';
import { validate } from '../http/validate.ts';
import { dayAt } from '../values/day.ts';
import { AppError } from '../values/error.ts';
import { hand, presented, takeBack } from '../http/credential.ts';
import {
  ForgottenPassword,
  NewPassword,
  Redemption,
  ResetToken,
  SignIn,
  type Person,
  type SignedIn,
} from './contract.ts';
import { deviceOf } from './device.ts';
import { countLinkRequest, countTokenTry, forgetTries, hashAcceptable, proveLogin } from './password.ts';
import { whoAsks } from './permissions.ts';
import type { SessionKind } from './rows.ts';
import type { LiveSession, Sessions } from './session.ts';
import { redeemHandoff } from './handoff-store.ts';
import { isLinkUsable, replacePassword } from './links-store.ts';
import { describePerson, namesOf } from './store.ts';

export interface AccessParts {
  sessions: Sessions;
  trustedProxies: number;
  /** Something waits in the outbox. */
  wake: () => void;
}

/** Open to everyone: signing in and out, and the ways back in. */
export const publicAccessRoutes = ({ sessions, trustedProxies, wake }: AccessParts) => {
  const network = (c: Context<Env>) => networkOf(c, trustedProxies);

  const open = async (
    c: Context<Env>,
    loginId: string,
    kind: SessionKind,
    signIn = newId(),
  ): Promise<{ person: Person; session: LiveSession }> => {
    const { db, now } = c.var;
    const origin = kind === 'portal' ? null : (c.req.header('origin') ?? null);
    const device = deviceOf(c.req.header('user-agent') ?? '');
    const session = await sessions.open(loginId, kind, { origin, device, signIn }, now);
    // A new id at each sign-in; what came along, if anything, is worth nothing from now on.
    const former = presented(c);
    if (former) await sessions.close(former.id, { signIn });
    hand(c, session);
    const found = await sessions.read(session.id, kind);
    if (!found) throw new AppError('internal');
    return { person: await describePerson(db, found.person, dayAt(now)), session };
  };

  return new Hono<Env>()
    .get('/session', async (c) => {
      const found = await whoAsks(c, sessions);
      const person = found ? await describePerson(c.var.read, found.person, dayAt(c.var.now)) : null;
      return c.json({ person }, 200);
    })
    .post('/session', validate('json', SignIn), async (c) => {
      // A cross-site page never sees a password: it sends the person to the portal (`docs/security.md`).
      if (isCrossSite(c)) throw new AppError('not-allowed');
      const { db, agency, now } = c.var;
      const loginId = await proveLogin(db, agency, c.req.valid('json'), network(c), now);
      const { person } = await open(c, loginId, 'portal');
      return c.json<SignedIn>({ person }, 201);
    })
    .delete('/session', async (c) => {
      const shown = presented(c);
      if (shown) await sessions.close(shown.id);
      takeBack(c);
      return c.json({}, 200);
    })
    .post('/password/forgotten', validate('json', ForgottenPassword), async (c) => {
      const { db, agency, now } = c.var;
      const { identifier } = c.req.valid('json');
      await countLinkRequest(db, agency.id, identifier, network(c), now);
      // Whether anyone is known under it is asked later, by the worker: the answer cannot tell.
      await enqueue(db, 'reset-letter', { agencySlug: agency.slug, identifier, askedAt: now }, now);
      wake();
      return c.json({}, 202);
    })
    .post('/password/link', validate('json', ResetToken), async (c) => {
      const { db, read, agency, now } = c.var;
      await countTokenTry(db, agency.id, network(c), now);
      return c.json({ usable: await isLinkUsable(read, agency.id, c.req.valid('json').token, now) }, 200);
    })
    .post('/password', validate('json', NewPassword), async (c) => {
      const { db, agency, now } = c.var;
      const { token, password } = c.req.valid('json');
      await countTokenTry(db, agency.id, network(c), now);
      if (!(await isLinkUsable(db, agency.id, token, now))) {
        throw new AppError('invalid', { fields: { token: 'expired' } });
      }
      const hash = await hashAcceptable(password, agency);
      const loginId = await transaction(db, (trx) => replacePassword(trx, agency.id, token, hash, now));
      await forgetTries(db, agency.id, await namesOf(db, loginId));
      return c.json({}, 200);
    })
    .post('/handoffs/redemption', validate('json', Redemption), async (c) => {
      const { db, agency, now } = c.var;
      await countTokenTry(db, agency.id, network(c), now);
      const origin = c.req.header('origin') ?? '';
      const { loginId, signIn } = await redeemHandoff(db, agency.id, { ...c.req.valid('json'), origin }, now);
      // The cookie may be refused without a word: the page tries it, and keeps the token only if it must.
      const { person, session } = await open(c, loginId, 'partitioned', signIn);
      const device = deviceOf(c.req.header('user-agent') ?? '');
      const bearer = await sessions.open(loginId, 'bearer', { ...session, device }, now);
      return c.json<SignedIn>({ person, token: bearer.id }, 201);
    });
};
