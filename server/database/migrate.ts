import { Migrator } from 'kysely/migration';
import type { OpenDatabase } from './open.ts';
import { migrationsFor } from './migrations/index.ts';

/** Brings the schema up to date, whole or not at all; answers the names of the steps taken. */
export const migrate = async ({ db, engine }: OpenDatabase): Promise<string[]> => {
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrationsFor(engine) } });
  const { error, results = [] } = await migrator.migrateToLatest();
  if (error) throw error;
  return results.filter(({ status }) => status === 'Success').map(({ migrationName }) => migrationName);
};
