import type { ServedAgency } from '../../agency/store.ts';
import { isUniqueViolation } from '../../database/errors.ts';
import type { Trx } from '../../database/open.ts';
import { enqueue } from '../../database/outbox.ts';
import { AppError } from '../../values/error.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { closeRefusals } from '../assistance/refusals-store.ts';
import { insertDeskRequest } from '../assistance/store.ts';
import type { EmailChangeRow } from './rows.ts';

const undoLifeMs = 48 * 3_600_000;

/** The address is theirs: the login has it, the former one is told, and the agency is asked to correct its file. */
export const confirmAddress = async (
  trx: Trx,
  agency: Pick<ServedAgency, 'id' | 'slug'>,
  { id, field }: { id: string; field: 'code' | 'token' },
  now: Date,
): Promise<void> => {
  const { login_id, wanted } = await confirmEmailChange(trx, id, field, now);
  await enqueue(trx, 'email-change-notice', { agencySlug: agency.slug, id }, now);
  const people = await trx
    .selectFrom('login_person')
    .innerJoin('person', 'person.id', 'login_person.person_id')
    .select(['person.id', 'person.civility', 'person.first_name', 'person.last_name', 'person.email'])
    .where('login_person.login_id', '=', login_id)
    .execute();
  for (const person of people) {
    await closeRefusals(trx, agency.id, { id: person.id, name: fullName(person) }, now);
    const before = person.email ?? '';
    if (emailKey(before) === wanted) continue;
    const changes = [{ field: 'email', before, after: wanted }];
    await insertDeskRequest(
      trx,
      agency.id,
      { kind: 'details', name: fullName(person), email: wanted, personId: person.id, changes },
      now,
    );
  }
};

/** From now on the login has the new address; the former may undo it for 48 hours. Throws `invalid` when it is late. */
const confirmEmailChange = async (
  trx: Trx,
  id: string,
  field: 'code' | 'token',
  now: Date,
): Promise<EmailChangeRow> => {
  const change = await trx
    .updateTable('email_change')
    .set({
      confirmed_at: now.toISOString(),
      link_hash: null,
      code_hash: null,
      undo_until: new Date(now.getTime() + undoLifeMs).toISOString(),
    })
    .where('id', '=', id)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>', now.toISOString())
    .returningAll()
    .executeTakeFirst();
  const late = new AppError('invalid', { fields: { [field]: 'expired' } });
  if (!change) throw late;
  const moved = await giveAddress(trx, change.login_id, change.wanted, { from: change.former });
  if (!moved) throw late;
  // What was mailed to the former address opens nothing any more.
  await trx.deleteFrom('reset_link').where('login_id', '=', change.login_id).execute();
  return change;
};

/** False when the login's address is not `from`. Throws `invalid` when somebody else has taken the new one meanwhile. */
export const giveAddress = async (
  trx: Trx,
  loginId: string,
  email: string,
  { from }: { from?: string } = {},
): Promise<boolean> => {
  let update = trx.updateTable('login').set({ email }).where('id', '=', loginId);
  if (from !== undefined) update = update.where('email', '=', from);
  const updated = await update
    .returning('id')
    .executeTakeFirst()
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? new AppError('invalid', { fields: { email: 'taken' } }) : error;
    });
  return updated !== undefined;
};
