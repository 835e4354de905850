import { CompiledQuery, type Compilable } from 'kysely';
import type { Database } from './open.ts';

type Value = string | number | null;

/**
 * A query built and compiled once, then run with other values: building and compiling cost more than running
 * for the few queries that every request makes.
 *
 * `build` receives the parameters as stand-ins and must only place them: never compare, count or branch on them.
 */
export const hot = <P extends Record<string, Value>, R>(
  build: (db: Database, parameters: P) => Compilable<R>,
): ((db: Database, parameters: P) => Promise<R[]>) => {
  const compiled = new WeakMap<object, CompiledQuery<R>>();
  return async (db, parameters) => {
    // A transaction has its own executor but the dialect of its database: compile per adapter.
    const dialect = db.getExecutor().adapter;
    let query = compiled.get(dialect);
    if (query === undefined) {
      query = build(db, standIns as P).compile();
      compiled.set(dialect, query);
    }
    const values = query.parameters.map((value) =>
      typeof value === 'string' && value.startsWith(mark)
        ? (parameters[value.slice(mark.length)] ?? null)
        : value,
    );
    const { rows } = await db.executeQuery<R>({ ...query, parameters: values });
    return rows;
  };
};

const mark = '\u0001parameter:';
const standIns = new Proxy({}, { get: (_, name) => mark + String(name) });
