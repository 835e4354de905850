import type { Trx } from '../../database/open.ts';
import { insertDeskRequest } from '../assistance/store.ts';
import { accountNamed } from '../named-store.ts';
import type { NewRegistration } from './contract.ts';
import { fitsRegistration } from './details.ts';
import { holdersOf, isTenantAccount, postcodesOf } from './people-store.ts';
import type { FirstConnectionRow } from './rows.ts';
import { noteMail } from './store.ts';

/** What was typed, as the row keeps it until it is compared. */
export type Registration = Omit<NewRegistration, 'password' | 'email'>;

/**
 * What an « inscription locataire » comes to, asked once the answer has left: `confirm`, the data are a tenant's and
 * the mailbox is the one on file; `known`, they have an access; `unknown`, the agency looks at it.
 */
export const resolveRegistration = async (
  trx: Trx,
  agencyId: string,
  row: FirstConnectionRow,
  now: Date,
): Promise<'confirm' | 'known' | 'unknown'> => {
  // Told to the agency already, and not kept here any longer.
  if (row.details === null) return 'unknown';
  const typed = JSON.parse(row.details) as Registration;
  const email = row.email ?? '';
  const accountId = (await accountNamed(trx, agencyId, typed.identifier)) ?? '';
  const isOpen = await isTenantAccount(trx, accountId);
  const buildings = await postcodesOf(trx, accountId);
  const person = isOpen
    ? (await holdersOf(trx, accountId)).find((each) => fitsRegistration(each, { ...typed, email }, buildings))
    : undefined;
  if (person?.hasLogin) return 'known';
  if (person) {
    await noteMail(trx, row, { account_id: accountId, person_id: person.id });
    return 'confirm';
  }
  await insertDeskRequest(
    trx,
    agencyId,
    {
      kind: 'registration',
      name: `${typed.firstName} ${typed.lastName}`,
      reference: typed.identifier,
      phone: typed.phone,
      email,
      message: typed.postcode,
    },
    now,
  );
  await noteMail(trx, row, { details: null });
  return 'unknown';
};
