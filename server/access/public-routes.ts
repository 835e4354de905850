import { Hono } from 'hono';
import type { Context } from 'hono';
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
  type Presence,
  type SignedIn,
} from './contract.ts';
import { deviceOf } from './device.ts';
import { countLinkRequest, countTokenTry, forgetTries, hashAcceptable, proveLogin } from './password.ts';
import { enter } from './enter.ts';
import { noticeFactor } from './factors/notice-store.ts';
import { secondFactorNeed } from './factors/store.ts';
import { whoAsks, whoWaits } from './permissions.ts';
import type { AccessParts } from './parts.ts';
import type { LiveSession } from './session.ts';
import { redeemHandoff } from './handoff-store.ts';
import { isLinkUsable, replacePassword } from './links-store.ts';
import { namesOf } from './named-store.ts';
import { describePerson } from './store.ts';
import { wordsOfLink } from './words-store.ts';

/** Open to everyone: signing in and out, and the ways back in. */
export const publicAccessRoutes = ({
  sessions,
  trustedProxies,
  wake,
}: Pick<AccessParts, 'sessions' | 'trustedProxies' | 'wake'>) => {
  const network = (c: Context<Env>) => networkOf(c, trustedProxies);

  /** For a page of another site, of the sign-in that the portal handed over. */
  const openThere = async (
    c: Context<Env>,
    { loginId, signIn, endsAt }: { loginId: string; signIn: string; endsAt: string },
  ): Promise<{ person: Person; session: LiveSession }> => {
    const { db, now } = c.var;
    const origin = c.req.header('origin') ?? null;
    const device = deviceOf(c.req.header('user-agent') ?? '');
    const session = await sessions.open(loginId, 'partitioned', { origin, device, signIn, endsAt }, now);
    // A new id at each sign-in; what came along, if anything, is worth nothing from now on.
    const former = presented(c);
    if (former) await sessions.close(former.id, { signIn });
    hand(c, session);
    const found = await sessions.read(session.id, 'partitioned');
    if (!found) throw new AppError('internal');
    return { person: await describePerson(db, found.person, dayAt(now)), session };
  };

  return new Hono<Env>()
    .get('/session', async (c) => {
      const found = await whoAsks(c, sessions);
      if (found) {
        const person = await describePerson(c.var.read, found.person, dayAt(c.var.now));
        return c.json<Presence>({ person }, 200);
      }
      const waiting = await whoWaits(c, sessions);
      const awaits = waiting && (await secondFactorNeed(c.var.read, waiting.person.loginId));
      return c.json<Presence>({ person: null, ...(awaits && { awaits }) }, 200);
    })
    .post('/session', validate('json', SignIn), async (c) => {
      // A cross-site page never sees a password: it sends the person to the portal (`docs/security.md`).
      if (isCrossSite(c)) throw new AppError('not-allowed');
      const { db, agency, now } = c.var;
      const loginId = await proveLogin(db, agency, c.req.valid('json'), network(c), now);
      return c.json<SignedIn>(await enter(c, sessions, loginId), 201);
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
      const hash = await hashAcceptable(password, agency, await wordsOfLink(db, agency, token));
      const loginId = await transaction(db, async (trx) => {
        const done = await replacePassword(trx, agency.id, token, hash, now);
        const device = deviceOf(c.req.header('user-agent') ?? '');
        const notice = { agencySlug: agency.slug, loginId: done.loginId, device } as const;
        if (!done.isNew) await noticeFactor(trx, { ...notice, change: 'password-changed' }, now);
        return done.loginId;
      });
      wake();
      await forgetTries(db, agency.id, await namesOf(db, loginId));
      return c.json({}, 200);
    })
    .post('/handoffs/redemption', validate('json', Redemption), async (c) => {
      const { db, agency, now } = c.var;
      await countTokenTry(db, agency.id, network(c), now);
      const origin = c.req.header('origin') ?? '';
      const handed = await redeemHandoff(db, agency.id, { ...c.req.valid('json'), origin }, now);
      // The cookie may be refused without a word: the page tries it, and keeps the token only if it must.
      const { person, session } = await openThere(c, handed);
      const device = deviceOf(c.req.header('user-agent') ?? '');
      const from = { ...session, device, endsAt: handed.endsAt };
      const bearer = await sessions.open(handed.loginId, 'bearer', from, now);
      return c.json<SignedIn>({ person, token: bearer.id }, 201);
    });
};
