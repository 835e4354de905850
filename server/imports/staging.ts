import type { Engine } from '../database/open.ts';
import type { Value } from './parse.ts';

/** Takes rows of one temporary table, in order. */
export interface Loader {
  add(row: Value[]): void;
  /** Waits until the database has followed; call it after each batch. */
  flush(): Promise<void>;
  end(): Promise<void>;
}

/**
 * A connection of the importer's own, with temporary tables beside the real ones. Everything is read, checked
 * and compared there, while nobody waits; `write` alone takes the write lock.
 * Parameters are written `?1`, `?2`… in the SQL of both engines.
 */
export interface Staging {
  engine: Engine;
  /** Answers how many rows it touched. */
  run(sql: string, ...parameters: Value[]): Promise<number>;
  all<R>(sql: string, ...parameters: Value[]): Promise<R[]>;
  load(table: string, columns: readonly string[]): Promise<Loader>;
  /** Tells the planner how large a loaded table is. */
  measure(table: string): Promise<void>;
  /** Whole or not at all. */
  write<T>(work: () => Promise<T>): Promise<T>;
  /** False when an import of this agency is under way elsewhere. It is let go with the connection. */
  lock(agencyId: string): Promise<boolean>;
  close(): Promise<void>;
}

/** Only the parameters that the SQL mentions: both drivers refuse more. */
export const mentioned = (sql: string, parameters: Value[]): Value[] =>
  parameters.filter((_, i) => sql.includes(`?${i + 1}`));
