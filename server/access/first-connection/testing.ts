import { newId } from '../../database/id.ts';
import type { Database } from '../../database/open.ts';
import { transaction } from '../../database/transaction.ts';
import type { Letter } from '../../mail/mailer.ts';
import type { TestAgency } from '../../testing/agency.ts';
import type { Browser } from '../../testing/browser.ts';
import { identifierKey } from '../../values/identifier.ts';
import { readSecret } from '../../values/provisional-secret.ts';
import { hashPassword } from '../password.ts';
import type { FirstConnectionAnswer } from './contract.ts';
import { insertSecret } from './secret-store.ts';
import type { OnFile } from './state.ts';

let counter = 0;

/** An account with its holders on file, none of whom ever signed in. */
export const addAccount = async (
  db: Database,
  agency: TestAgency,
  people: Partial<Omit<OnFile, 'hasLogin'>>[],
  { identifier, role = 'owner' as const }: { identifier?: string; role?: 'owner' | 'tenant' } = {},
): Promise<{ id: string; identifier: string; people: string[] }> => {
  const number = 4000 + (counter += 1);
  const printed = identifier ?? `C${number}0`;
  const id = newId();
  const ids = people.map(() => newId());
  await db
    .insertInto('person')
    .values(
      people.map((person, index) => ({
        kind: 'natural' as const,
        last_name: 'Aubry',
        email: null,
        postcode: '86000',
        ...person,
        id: ids[index] ?? '',
        agency_id: agency.id,
        external_id: `${number}-${index}`,
      })),
    )
    .execute();
  await db
    .insertInto('account')
    .values({
      id,
      agency_id: agency.id,
      external_id: `${number}`,
      identifier: printed,
      identifier_key: identifierKey(printed),
      role,
      label: `M. et Mme Essai ${number}`,
    })
    .execute();
  await db
    .insertInto('account_holder')
    .values(ids.map((person_id, position) => ({ account_id: id, person_id, position })))
    .execute();
  return { id, identifier: printed, people: ids };
};

/** `K7MP4QXT9RWD` proves alone; `482913` does not. */
export const giveSecret = async (
  db: Database,
  agency: TestAgency,
  accountId: string,
  secret: string,
  { personId = null, now = new Date() }: { personId?: string | null; now?: Date } = {},
): Promise<void> => {
  const { selector, secret: read } = readSecret(secret);
  const hash = await hashPassword(read);
  await transaction(db, (trx) =>
    insertSecret(
      trx,
      { agencyId: agency.id, accountId, personId, selector, hash, strong: selector !== null },
      now,
    ),
  );
};

export const allWays = async (db: Database, agency: TestAgency): Promise<void> => {
  const ways_in = 'first-connection create-space tenant-registration';
  await db.updateTable('agency').set({ ways_in }).where('id', '=', agency.id).execute();
};

/** What the mail brings. */
export const linkIn = ({ text }: Letter): string => /\/confirmation#([\w-]{27})/.exec(text)?.[1] ?? '';
export const codeIn = ({ text }: Letter): string => /(?<!\d)\d{6}(?!\d)/.exec(text)?.[0] ?? '';

/** Sends, and answers status with body. */
export const ask = async (page: Browser, path: string, json: unknown = {}, method = 'POST') => {
  const send = method === 'POST' ? { json } : { method };
  const response = await page.send(`/v1${path}`, send);
  const body = (await response.json()) as FirstConnectionAnswer & {
    error?: { code: string; fields?: Record<string, string> };
    awaits?: unknown;
  };
  return { status: response.status, ...body };
};
