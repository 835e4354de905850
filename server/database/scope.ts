import { sql, type RawBuilder } from 'kysely';

/**
 * The agency as a condition that no index serves, beside one that finds the few rows of a person. Without
 * statistics SQLite holds any index on the agency for narrower, and would read the whole agency's rows.
 */
export const ofAgency = (column: string, agencyId: string): RawBuilder<boolean> =>
  sql<boolean>`(${sql.ref(column)} || '') = ${agencyId}`;
