import { Hono } from 'hono';
import { countAttempt } from '../../database/limits.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import type { WayIn } from '../../values/ways-in.ts';
import { enter } from '../enter.ts';
import type { AccessParts } from '../parts.ts';
import { forgetTries, hashAcceptable, typedHash } from '../password.ts';
import { namesOf } from '../named-store.ts';
import { type FirstConnectionAnswer, NewFirstConnection, NewRegistration } from './contract.ts';
import { currentEntry, handEntry, isElsewhere, takeBackEntry } from './entry.ts';
import { answerStep, sendMail } from './finish.ts';
import { join, joinByPassword, whoJoins } from './join.ts';
import { mailLimits, proofMailLimits, registrationLimits } from './limits.ts';
import { aroundConnection, emailOfLogin, holdersOf } from './people-store.ts';
import { proveEntry } from './proof.ts';
import type { Registration } from './registration-store.ts';
import { candidatesOf, proofAddresses } from './state.ts';
import { insertConnection, removeConnection } from './store.ts';

/** The beginnings, and where one stands. */
export const beginRoutes = (parts: AccessParts) => {
  const { sessions, trustedProxies, wake } = parts;
  return (
    new Hono<Env>()
      .get('/first-connection', async (c) => {
        const row = await currentEntry(c);
        if (row) return c.json<FirstConnectionAnswer>(await answerStep(c.var.db, row), 200);
        const nowhere: FirstConnectionAnswer = { connection: null, person: null };
        const moved = (await isElsewhere(c)) ? ({ elsewhere: true } as const) : {};
        return c.json<FirstConnectionAnswer>({ ...nowhere, ...moved }, 200);
      })
      .delete('/first-connection', async (c) => {
        const row = await currentEntry(c);
        if (row) await removeConnection(c.var.db, row.id);
        takeBackEntry(c);
        return c.json({}, 200);
      })
      .post('/first-connection', validate('json', NewFirstConnection), async (c) => {
        const { db, agency, now } = c.var;
        const typed = c.req.valid('json');
        const joining = typed.join ? await whoJoins(c, sessions) : undefined;
        if (!joining) requireWay(agency.card.waysIn, typed.path);
        const proof = await proveEntry(db, agency, typed, networkOf(c, trustedProxies), now);
        if (proof.kind === 'password') {
          if (joining)
            return c.json<FirstConnectionAnswer>(await joinByPassword(c, parts, joining, proof), 201);
          await forgetTries(db, agency.id, await namesOf(db, proof.loginId));
          const entered = await enter(c, sessions, proof.loginId);
          return c.json<FirstConnectionAnswer>({ connection: null, ...entered }, 201);
        }
        const { accountId, secret } = proof;
        const own = joining && (await emailOfLogin(db, joining.loginId));
        const holders = await holdersOf(db, accountId);
        const possible = secret.personId === null ? candidatesOf({ holders }) : holders;
        const same = possible.find(({ id, email }) =>
          secret.personId === null ? email !== null && email === own : id === secret.personId,
        );
        const person = same ?? (possible.length === 1 ? possible[0] : undefined);
        // The mailbox of who is signed in was confirmed: it proves as much as a code sent to it.
        const isOwn = own !== undefined && person?.email === own;
        const values = {
          agency_id: agency.id,
          path: typed.path,
          account_id: accountId,
          person_id: person?.id ?? null,
          secret_id: secret.id,
          login_id: joining?.loginId ?? null,
          proved: secret.strong || isOwn ? 1 : 0,
        };
        const begun = await transaction(db, (trx) => insertConnection(trx, values, now));
        let { row } = begun;
        if (joining && row.proved === 1 && person)
          return c.json<FirstConnectionAnswer>(await join(c, parts, row), 201);
        const around = await aroundConnection(db, row);
        if (row.proved === 0 && proofAddresses(row, around).length > 0) {
          await countAttempt(db, proofMailLimits(accountId), now);
          row = await transaction(db, (trx) => sendMail(trx, agency.slug, row, {}, now));
          wake();
        }
        handEntry(c, begun.token);
        return c.json<FirstConnectionAnswer>(await answerStep(db, row), 201);
      })
      /** Nothing is looked up before the answer: whether the data are somebody's is for the worker to see. */
      .post('/registrations', validate('json', NewRegistration), async (c) => {
        const { db, agency, now } = c.var;
        const { password, email: typedEmail, ...registration } = c.req.valid('json');
        requireWay(agency.card.waysIn, 'tenant-registration');
        const { identifier, firstName, lastName } = registration;
        const email = emailKey(typedEmail);
        const network = networkOf(c, trustedProxies);
        const limits = [
          ...registrationLimits(agency.id, typedHash(agency.id, identifier), network),
          ...mailLimits(agency.id, typedHash(agency.id, email), network, 'tenant-registration'),
        ];
        await countAttempt(db, limits, now);
        const words = [identifier, firstName, lastName, email];
        const password_hash = await hashAcceptable(password, agency, words);
        const { token, row } = await transaction(db, async (trx) => {
          const details = JSON.stringify(registration satisfies Registration);
          const values = {
            agency_id: agency.id,
            path: 'tenant-registration',
            email,
            details,
            password_hash,
          } as const;
          const begun = await insertConnection(trx, values, now);
          return { token: begun.token, row: await sendMail(trx, agency.slug, begun.row, {}, now) };
        });
        wake();
        handEntry(c, token);
        return c.json<FirstConnectionAnswer>(await answerStep(db, row), 201);
      })
  );
};

const requireWay = (open: readonly WayIn[], way: WayIn): void => {
  if (!open.includes(way)) throw new AppError('not-allowed');
};
