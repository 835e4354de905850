import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Engine } from '../open.ts';

/** What the two engines spell differently in DDL. */
export interface Words {
  /** Money, tantièmes, counters: 64 bits. */
  big: string;
  /** After the closing bracket of a table: types are checked. */
  strict: string;
  /** The same for a table that is stored in the order of its primary key. */
  clustered: string;
}

const words: Record<Engine, Words> = {
  sqlite: { big: 'integer', strict: 'strict', clustered: 'strict, without rowid' },
  postgres: { big: 'bigint', strict: '', clustered: '' },
};

/** One step forward, as the statements that make it. There is no way back but a backup. */
export const step =
  (statements: (words: Words) => string[]) =>
  (engine: Engine): Migration => ({
    async up(db: Kysely<unknown>) {
      for (const statement of statements(words[engine])) await sql.raw(statement).execute(db);
    },
  });

export const flag = (name: string): string => `${name} integer not null check (${name} in (0, 1))`;
