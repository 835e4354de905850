import type { ServedAgency } from '../../agency/store.ts';
import { enqueue } from '../../database/outbox.ts';
import type { Trx } from '../../database/open.ts';
import { emailKey } from '../../values/identifier.ts';
import { fullName } from '../../values/person.ts';
import { insertDeskRequest } from '../assistance/store.ts';
import { confirmEmailChange } from './email-store.ts';

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
