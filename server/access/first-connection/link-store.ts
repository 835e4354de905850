import type { Database } from '../../database/open.ts';
import type { FirstConnectionRow } from './rows.ts';

/** Identifiers that a link opened elsewhere bears, over all the mails of one first connection. */
export const linkTries = 5;

/** Counts a try before anything is compared; false when there were enough. */
export const takeLinkTry = async (db: Database, { id }: Pick<FirstConnectionRow, 'id'>): Promise<boolean> => {
  const row = await db
    .updateTable('first_connection')
    .set((eb) => ({ link_tries: eb('link_tries', '+', 1) }))
    .where('id', '=', id)
    .where('link_tries', '<', linkTries)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
};
