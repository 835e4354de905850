import { newId } from '../../database/id.ts';
import { countAttempt } from '../../database/limits.ts';
import type { Database, Trx } from '../../database/open.ts';
import { phoneKeys } from '../../values/phone.ts';
import { siteLimits } from '../../values/site-limits.ts';
import { hashSecret } from '../store.ts';
import type { DeskRequestRow } from './rows.ts';

/** A word that the person changed, for the agency's own software. */
export interface Change {
  field: string;
  before: string;
  after: string;
}

export interface NewDeskRequest {
  kind: DeskRequestRow['kind'];
  name: string;
  reference?: string | null;
  phone?: string | null;
  email?: string | null;
  message?: string | null;
  /** Only when identity was proved, or when a letter of ours was refused. */
  personId?: string | null;
  changes?: Change[];
}

/** Puts something on the agency's desk; answers its id. */
export const insertDeskRequest = async (
  trx: Trx,
  agencyId: string,
  request: NewDeskRequest,
  now: Date,
): Promise<string> => {
  const id = newId();
  await trx
    .insertInto('desk_request')
    .values({
      id,
      agency_id: agencyId,
      kind: request.kind,
      name: request.name,
      reference: request.reference || null,
      phone: request.phone || null,
      email: request.email || null,
      message: request.message || null,
      person_id: request.personId ?? null,
      changes: request.changes && request.changes.length > 0 ? JSON.stringify(request.changes) : null,
      created_at: now.toISOString(),
      closed_at: null,
      closed_by: null,
      note: null,
    })
    .execute();
  return id;
};

/** The name on a request that still waits. */
export const openRequestName = async (
  db: Database,
  agencyId: string,
  requestId: string,
): Promise<string | undefined> => {
  const found = await db
    .selectFrom('desk_request')
    .select('name')
    .where('id', '=', requestId)
    .where('agency_id', '=', agencyId)
    .where('closed_at', 'is', null)
    .executeTakeFirst();
  return found?.name;
};

/** Narrowest first. Nobody is known here: what is counted is the number to call back, and where it was asked. */
export const countAssistance = (
  db: Database,
  agencyId: string,
  phone: string,
  network: string,
  now: Date,
): Promise<void> => {
  const everyone = { max: 200, windowSeconds: 3600 };
  const called = hashSecret(`${agencyId}:${phoneKeys(phone).join() || phone}`).slice(0, 32);
  return countAttempt(
    db,
    [
      { subject: `assistance-from:${agencyId}:${network}`, max: 5, windowSeconds: 3600 },
      { subject: `assistance-for:${called}`, max: 5, windowSeconds: 86_400 },
      ...siteLimits(`assistance-from:${agencyId}`, network, everyone),
      { subject: `assistance-at:${agencyId}`, ...everyone },
    ],
    now,
  );
};
