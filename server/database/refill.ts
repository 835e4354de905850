import { CompiledQuery, sql } from 'kysely';
import { migrationsFor } from './migrations/index.ts';
import { migrate } from './migrate.ts';
import type { Database, OpenDatabase, Trx } from './open.ts';
import { keptTables, type KeptTable } from './snapshot.ts';

/** Makes a new database ready to be filled; throws a sentence for one that is already in use, and leaves it as it is. */
export const prepareEmpty = async (database: OpenDatabase, steps: string[]): Promise<void> => {
  const here = await stepsIn(database.db);
  const known = Object.keys(migrationsFor(database.engine));
  if (steps.join() !== known.join()) {
    throw new Error(
      `The backup stands at ${steps.at(-1)} and this program at ${known.at(-1)}: restore it with the release that took it, then run « migrate » with this one.`,
    );
  }
  if (here.length === 0) await migrate(database);
  else if (here.join() !== known.join())
    throw new Error('The database at DATABASE_URL is of another release.');
};

const stepsIn = async (db: Database): Promise<string[]> => {
  const tables = await db.introspection.getTables({ withInternalKyselyTables: true });
  if (!tables.some(({ name }) => name === 'kysely_migration')) return [];
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
  return rows.map(({ name }) => name);
};

export interface Refill {
  /** Takes rows as JSON objects, one per line, as a snapshot gave them. */
  insert(table: KeptTable, lines: string[]): Promise<void>;
}

/** Call it in the transaction that holds the whole restoring; throws when any table already has a row. */
export const refill = async ({ engine }: OpenDatabase, trx: Trx): Promise<Refill> => {
  for (const table of Object.keys(keptTables) as KeptTable[]) {
    const row = await trx
      .selectFrom(table)
      .select(sql<number>`1`.as('one'))
      .limit(1)
      .executeTakeFirst();
    if (row) {
      throw new Error('The database at DATABASE_URL is in use: a backup is restored into an empty one only.');
    }
  }
  const tables = await trx.introspection.getTables();
  const columnsOf = (table: KeptTable) =>
    tables.find(({ name }) => name === table)?.columns.map(({ name }) => name) ?? [];
  // One parameter for many rows, taken apart by the database itself.
  const statement = (table: KeptTable): string => {
    const columns = columnsOf(table);
    return engine === 'postgres'
      ? `insert into ${table} (${columns.join(', ')}) select ${columns.join(', ')} from json_populate_recordset(null::${table}, $1)`
      : `insert into ${table} (${columns.join(', ')}) select ${columns.map((name) => `value ->> '$.${name}'`).join(', ')} from json_each(?)`;
  };
  return {
    async insert(table, lines) {
      await trx.executeQuery(CompiledQuery.raw(statement(table), [`[${lines.join(',')}]`]));
    },
  };
};
