import { newId } from '../../database/id.ts';
import type { Trx } from '../../database/open.ts';
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
