import { Hono } from 'hono';
import type { ServedAgency } from '../../agency/store.ts';
import { countAttempt } from '../../database/limits.ts';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { networkOf } from '../../http/network.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import { codeHash } from '../code.ts';
import type { AccessParts } from '../parts.ts';
import { hashAcceptable, proveLogin, typedHash } from '../password.ts';
import { wordsOfPeople } from '../words-store.ts';
import { type FirstConnectionAnswer, KnownPassword, NewDetails, SecondProof } from './contract.ts';
import { emptyFields, fitsPaper, oddFields } from './details.ts';
import { requireEntry } from './entry.ts';
import { answerStep, finish, sendMail } from './finish.ts';
import { join, requireJoiner } from './join.ts';
import { codeLimits, mailLimits } from './limits.ts';
import { aroundConnection, postcodesOf } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';
import { candidatesOf, proofAddresses, stepOf, type Around, type OnFile } from './state.ts';
import { takeProofTry, updateConnection } from './store.ts';

/** Behind the cookie of a first connection: who it is, and at which address. */
export const detailRoutes = (parts: AccessParts) => {
  const { trustedProxies, wake } = parts;
  return (
    new Hono<Env>()
      .post('/first-connection/proof', validate('json', SecondProof), async (c) => {
        const { db, now } = c.var;
        const row = await requireEntry(c);
        const around = await aroundConnection(db, row);
        if (stepOf(row, around) !== 'second-proof') throw new AppError('conflict');
        if (row.login_id) await requireJoiner(c, parts.sessions, row);
        const typed = c.req.valid('json');
        const addresses = proofAddresses(row, around);
        if ('code' in typed !== addresses.length > 0)
          throw new AppError('invalid', {
            fields: { [addresses.length > 0 ? 'code' : 'lastName']: 'empty' },
          });
        const taken = await takeProofTry(db, row);
        requireLive('code' in typed ? 'code' : 'lastName', taken, now);
        // Only what is compared counts: each of the day's three codes has its five tries.
        await countAttempt(db, codeLimits(`proof:${row.account_id}`), now);
        const proved =
          'code' in typed
            ? checkCode(row, taken.proof_hash, typed.code, addresses)
            : checkPaper(around, typed, await postcodesOf(db, row.account_id ?? ''));
        const done = { ...proved, proved: 1, proof_hash: null, mails: 0, mail_state: null, mailed_at: null };
        const next = await updateConnection(db, row, done, now);
        const answer =
          next.login_id && next.person_id ? await join(c, parts, next) : await answerStep(db, next);
        return c.json<FirstConnectionAnswer>(answer, 200);
      })
      .post('/first-connection/details', validate('json', NewDetails), async (c) => {
        const { db, agency, now } = c.var;
        const row = await requireEntry(c);
        const around = await aroundConnection(db, row);
        requireStep(row, around, 'details', 'taken', 'confirm');
        if (row.path === 'tenant-registration') throw new AppError('conflict');
        const typed = c.req.valid('json');
        const person = around.person ?? holderOf(around, typed.holder);
        if (row.login_id) {
          const chosen = await updateConnection(db, row, { person_id: person.id }, now);
          return c.json<FirstConnectionAnswer>(await join(c, parts, chosen), 200);
        }
        const form =
          row.path === 'create-space'
            ? await readForm(agency, person, typed, await wordsOfPeople(db, agency, [person.id]))
            : {};
        const email = emailKey(typed.email);
        const known = await aroundConnection(db, { ...row, email });
        if (known.taken?.isAgent) throw new AppError('invalid', { fields: { email: 'not-allowed' } });
        const changes = { ...form, email, person_id: person.id, ...(email !== row.email && noMailYet) };
        // Asked twice for the same address: `POST /first-connection/mail` asks for another mail.
        const isMailed = email === row.email && row.mails > 0 && row.mail_state !== 'refused';
        const isConfirmed = !known.taken && email === row.proved_email;
        if (!known.taken && !isConfirmed && !isMailed) {
          const address = typedHash(agency.id, email);
          await countAttempt(db, mailLimits(agency.id, address, networkOf(c, trustedProxies), row.path), now);
          const mailed = await transaction(db, (trx) =>
            sendMail(trx, agency.slug, row, { ...changes, mails: 0 }, now),
          );
          wake();
          return c.json<FirstConnectionAnswer>(await answerStep(db, mailed), 200);
        }
        const confirmed_at = isConfirmed ? now.toISOString() : null;
        const next = await updateConnection(db, row, { ...changes, confirmed_at }, now);
        const isDone = isConfirmed && next.password_hash !== null;
        const answer = isDone
          ? await finish(c, parts, next, next.password_hash ?? '')
          : await answerStep(db, next);
        return c.json<FirstConnectionAnswer>(answer, 200);
      })
      /** The address has a login: its password adds the account to it. */
      .post('/first-connection/known', validate('json', KnownPassword), async (c) => {
        const { db, agency, now } = c.var;
        const row = await requireEntry(c);
        requireStep(row, await aroundConnection(db, row), 'taken');
        const typed = { identifier: row.email ?? '', password: c.req.valid('json').password };
        await proveLogin(db, agency, typed, networkOf(c, trustedProxies), now);
        return c.json<FirstConnectionAnswer>(await finish(c, parts, row, ''), 200);
      })
  );
};

/** Another address: what was mailed to the former one opens nothing. */
const noMailYet = {
  link_hash: null,
  code_hash: null,
  code_until: null,
  code_tries: 0,
  mails: 0,
  mail_state: null,
  mailed_at: null,
} as const;

export const requireStep = (
  row: FirstConnectionRow,
  around: Around,
  ...steps: ReturnType<typeof stepOf>[]
): void => {
  if (!steps.includes(stepOf(row, around))) throw new AppError('conflict');
};

const wrong = (field: string, why: string) => new AppError('invalid', { fields: { [field]: why } });

type Taken = Awaited<ReturnType<typeof takeProofTry>>;

function requireLive(
  field: 'code' | 'lastName',
  taken: Taken,
  now: Date,
): asserts taken is NonNullable<Taken> {
  const isOver = field === 'code' && (taken?.proof_until ?? '') <= now.toISOString();
  if (!taken || isOver) throw wrong(field, 'expired');
}

const checkCode = (
  row: FirstConnectionRow,
  hash: string | null,
  code: string,
  addresses: string[],
): Partial<FirstConnectionRow> => {
  if (hash !== codeHash(row.id, code)) throw wrong('code', 'wrong');
  // Sent to several, it does not say whose mailbox it was read in.
  const [address, ...others] = addresses;
  return { proved_email: address && others.length === 0 ? emailKey(address) : null };
};

const checkPaper = (
  around: Around,
  typed: { lastName: string; postcode: string },
  buildings: string[],
): Partial<FirstConnectionRow> => {
  const people = around.person ? [around.person] : candidatesOf(around);
  const [person, ...others] = people.filter((each) => fitsPaper(each, typed, buildings));
  if (!person) throw wrong('lastName', 'wrong');
  return others.length === 0 ? { person_id: person.id } : {};
};

const holderOf = (around: Around, id: string | undefined): OnFile => {
  const person = candidatesOf(around).find((each) => each.id === id);
  if (!person) throw wrong('holder', id === undefined ? 'empty' : 'not-valid');
  return person;
};

/** « Créez votre espace » : the whole form, and the password. */
const readForm = async (
  agency: ServedAgency,
  person: OnFile,
  { details, email, password }: NewDetails,
  filed: string[],
): Promise<Pick<FirstConnectionRow, 'details' | 'password_hash'>> => {
  if (!details) throw wrong('details', 'empty');
  const empty = emptyFields(details, person);
  if (empty.length > 0)
    throw new AppError('invalid', {
      fields: Object.fromEntries(empty.map((field) => [`details.${field}`, 'empty'])),
    });
  const odd = oddFields(details, person);
  if (Object.keys(odd).length > 0) throw new AppError('invalid', { fields: odd });
  if (password === undefined) throw wrong('password', 'empty');
  const words = [...filed, ...Object.values(details), email];
  return { details: JSON.stringify(details), password_hash: await hashAcceptable(password, agency, words) };
};
