import type { Context } from 'hono';
import { transaction } from '../../database/transaction.ts';
import type { Env } from '../../http/context.ts';
import { dayAt } from '../../values/day.ts';
import { AppError } from '../../values/error.ts';
import type { Person } from '../../values/person.ts';
import { secondFactorNeed } from '../factors/store.ts';
import type { AccessParts } from '../parts.ts';
import { whoAsks } from '../permissions.ts';
import type { Sessions } from '../session.ts';
import { describePerson } from '../store.ts';
import type { FirstConnectionAnswer } from './contract.ts';
import { takeBackEntry } from './entry.ts';
import { joinConnection, joinRecords } from './finish-store.ts';
import { emailOfLogin, recordsHolding } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';

/** « Ajouter un compte » : who is signed in, and is not staff. */
export const whoJoins = async (c: Context<Env>, sessions: Sessions): Promise<Person> => {
  const found = await whoAsks(c, sessions);
  if (!found) throw new AppError('signed-out');
  if (found.person.isAgent) throw new AppError('not-allowed');
  return found.person;
};

/** Only who began goes on. */
export const requireJoiner = async (
  c: Context<Env>,
  sessions: Sessions,
  row: FirstConnectionRow,
): Promise<Person> => {
  const person = await whoJoins(c, sessions);
  if (person.loginId !== row.login_id) throw new AppError('not-found');
  return person;
};

/** Identity is proved, and who began is still signed in: the account is theirs too. */
export const join = async (
  c: Context<Env>,
  { sessions, wake }: AccessParts,
  row: FirstConnectionRow,
): Promise<FirstConnectionAnswer> => {
  const { db, agency, now } = c.var;
  const person = await requireJoiner(c, sessions, row);
  const login = { id: person.loginId, email: await emailOfLogin(db, person.loginId) };
  await transaction(db, (trx) => joinConnection(trx, agency, row, login, now));
  wake();
  takeBackEntry(c);
  return { connection: null, person: await describePerson(db, person, dayAt(now)) };
};

/** What was typed is the password of another login of theirs: the account is opened to both. */
export const joinByPassword = async (
  c: Context<Env>,
  { wake }: Pick<AccessParts, 'wake'>,
  person: Person,
  other: { loginId: string; accountId: string | undefined },
): Promise<FirstConnectionAnswer> => {
  const { db, agency, now } = c.var;
  if (other.loginId !== person.loginId) {
    // A password alone must not open what a second factor guards.
    if (await secondFactorNeed(db, other.loginId)) throw new AppError('not-allowed');
    const records = await recordsHolding(db, other.loginId, other.accountId ?? '');
    const login = { id: person.loginId, email: await emailOfLogin(db, person.loginId) };
    await transaction(db, (trx) => joinRecords(trx, agency, login, records, now));
    wake();
  }
  return { connection: null, person: await describePerson(db, person, dayAt(now)) };
};
