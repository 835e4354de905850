import { Hono } from 'hono';
import type { Context } from 'hono';
import { countAttempt, forgetAttempts } from '../../database/limits.ts';
import { enqueue } from '../../database/outbox.ts';
import type { Trx } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { enter } from '../enter.ts';
import { WithStepUp } from '../factors/contract.ts';
import { takeProof, tellOwner } from '../own-change.ts';
import type { AccessParts } from '../parts.ts';
import { hashAcceptable, inTurn, isRight } from '../password.ts';
import type { AccessEnv } from '../permissions.ts';
import { normalAction } from '../step-up/action.ts';
import { wordsOfLogin } from '../words-store.ts';
import {
  type AccessOverview,
  Alias,
  EmailChange,
  EmailCode,
  PasswordChange,
  PhoneChange,
  PhoneCode,
} from './contract.ts';
import { confirmAddress } from './email-confirm-store.ts';
import { askAnotherMail, beginEmailChange, cancelEmailChange, tryEmailCode } from './email-store.ts';
import { beginPhoneCheck, keepPhone, prolongPhoneCheck, removePhone, tryPhoneCode } from './phone-store.ts';
import {
  describeAccess,
  endEverything,
  passwordHashOf,
  removeAlias,
  setAlias,
  setPassword,
} from './store.ts';

/** Behind `requirePerson` and `requirePortal`: « Mon accès ». */
export const contactRoutes = ({ sessions, social, phoneOffered, wake }: AccessParts) => {
  /** Hands the rest to the worker. */
  const send = (c: Context<AccessEnv>, trx: Trx, kind: string, id: string) =>
    enqueue(trx, kind, { agencySlug: c.var.agency.slug, id }, c.var.now);

  const limit = (c: Context<AccessEnv>, what: string, ...windows: [max: number, seconds: number][]) =>
    countAttempt(
      c.var.db,
      windows.map(([max, windowSeconds]) => ({
        subject: `${what}:${c.var.person.loginId}`,
        max,
        windowSeconds,
      })),
      c.var.now,
    );

  /** Whoever found the page open does not know it. */
  const requireCurrent = async (c: Context<AccessEnv>, current: string | undefined) => {
    const { db, person } = c.var;
    const expected = await passwordHashOf(db, person.loginId);
    if (expected === '') return;
    await limit(c, 'password-check', [5, 300], [25, 86_400]);
    if (!(await inTurn(() => isRight(expected, current ?? ''))))
      throw new AppError('invalid', { fields: { current: 'wrong' } });
    await forgetAttempts(db, `password-check:${person.loginId}`);
  };

  const requirePhones = () => {
    if (!phoneOffered) throw new AppError('not-found');
  };

  return (
    new Hono<AccessEnv>()
      .get('/access', async (c) => {
        const { read, agency, person, now } = c.var;
        const offers = social.offers(agency.social);
        return c.json<AccessOverview>(
          await describeAccess(read, person.loginId, { offers, phoneOffered }, now),
          200,
        );
      })
      .put('/access/password', validate('json', PasswordChange), async (c) => {
        const { db, agency, person, now } = c.var;
        const { loginId } = person;
        const { current, password, stepUp } = c.req.valid('json');
        await requireCurrent(c, current);
        const hash = await hashAcceptable(password, agency, await wordsOfLogin(db, agency, loginId));
        await transaction(db, async (trx) => {
          await takeProof(c, trx, stepUp, { kind: 'change-password' });
          await setPassword(trx, loginId, hash);
          await endEverything(trx, loginId, now);
          await tellOwner(c, trx, 'password-changed');
        });
        wake();
        // Every session is over, this one too: its browser goes on in another.
        await enter(c, sessions, loginId, { allProved: true });
        return c.json({}, 200);
      })
      .post('/access/email', validate('json', EmailChange), async (c) => {
        const { db, person, now } = c.var;
        const { email, stepUp } = c.req.valid('json');
        const action = normalAction({ kind: 'change-email', email });
        await limit(c, 'email-change', [10, 86_400]);
        await transaction(db, async (trx) => {
          await takeProof(c, trx, stepUp, action);
          const wanted = action.kind === 'change-email' ? action.email : '';
          await send(c, trx, 'email-change-mail', await beginEmailChange(trx, person, wanted, now));
        });
        wake();
        return c.json({}, 202);
      })
      .post('/access/email/mail', async (c) => {
        const { db, person, now } = c.var;
        await transaction(db, async (trx) =>
          send(c, trx, 'email-change-mail', await askAnotherMail(trx, person.loginId, now)),
        );
        wake();
        return c.json({}, 202);
      })
      .post('/access/email/code', validate('json', EmailCode), async (c) => {
        const { db, agency, person, now } = c.var;
        // Over all addresses that are asked for: a login must not be given one that nobody of it reads.
        await limit(c, 'email-code', [15, 86_400]);
        const id = await tryEmailCode(db, person.loginId, c.req.valid('json').code, now);
        await transaction(db, (trx) => confirmAddress(trx, agency, { id, field: 'code' }, now));
        wake();
        return c.json({}, 200);
      })
      .delete('/access/email', async (c) => {
        await cancelEmailChange(c.var.db, c.var.person.loginId, c.var.now);
        return c.json({}, 200);
      })
      .put('/access/alias', validate('json', Alias), async (c) => {
        const { db, person } = c.var;
        // Each « taken » says a little about others.
        await limit(c, 'alias', [20, 86_400]);
        await transaction(db, (trx) => setAlias(trx, person, c.req.valid('json').alias));
        return c.json({}, 200);
      })
      .delete('/access/alias', async (c) => {
        await removeAlias(c.var.db, c.var.person.loginId);
        return c.json({}, 200);
      })
      .post('/access/phone', validate('json', PhoneChange), async (c) => {
        requirePhones();
        const { db, person, now } = c.var;
        const { phone: typed, stepUp } = c.req.valid('json');
        const action = normalAction({ kind: 'change-phone', phone: typed });
        await limit(c, 'phone-code', [6, 86_400]);
        await transaction(db, async (trx) => {
          const channel = await takeProof(c, trx, stepUp, action);
          const strong = channel === 'totp' || channel === 'passkey';
          const phone = action.kind === 'change-phone' ? action.phone : '';
          await beginPhoneCheck(trx, person.loginId, { phone, strong }, now);
          await send(c, trx, 'phone-code', person.loginId);
        });
        wake();
        return c.json({}, 202);
      })
      /** Another message, for the number that waits. */
      .post('/access/phone/message', async (c) => {
        requirePhones();
        const { db, person, now } = c.var;
        await limit(c, 'phone-code', [6, 86_400]);
        await transaction(db, async (trx) => {
          await prolongPhoneCheck(trx, person.loginId, now);
          await send(c, trx, 'phone-code', person.loginId);
        });
        wake();
        return c.json({}, 202);
      })
      .post('/access/phone/code', validate('json', PhoneCode), async (c) => {
        requirePhones();
        const { db, person, now } = c.var;
        await limit(c, 'phone-code-try', [15, 86_400]);
        const check = await tryPhoneCode(db, person.loginId, c.req.valid('json').code, now);
        await transaction(db, async (trx) => {
          await keepPhone(trx, check, now);
          await tellOwner(c, trx, 'phone-added');
        });
        wake();
        return c.json({}, 200);
      })
      .delete('/access/phone', validate('json', WithStepUp), async (c) => {
        await transaction(c.var.db, async (trx) => {
          await takeProof(c, trx, c.req.valid('json').stepUp, { kind: 'remove-phone' });
          await removePhone(trx, c.var.person.loginId);
          await tellOwner(c, trx, 'phone-removed');
        });
        wake();
        return c.json({}, 200);
      })
  );
};
