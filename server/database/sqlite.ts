import { setTimeout as sleep } from 'node:timers/promises';
import type Sqlite from 'better-sqlite3';
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  SqliteQueryCompiler,
  type DatabaseConnection,
  type QueryResult,
} from 'kysely';
import { isBusy } from './errors.ts';

/** How long a write waits, without stopping anyone else, for another process to let go of the file. */
const patienceMs = 2000;
/** Statements kept per connection: more than the application has, less than an attacker could make. */
const keptStatements = 500;

/** Prepared once per text: preparing costs as much as running (`docs/decisions/0004-two-databases.md`). */
class StatementCache {
  readonly #db: Sqlite.Database;
  readonly #kept = new Map<string, Sqlite.Statement>();

  constructor(db: Sqlite.Database) {
    this.#db = db;
  }

  get(sql: string): Sqlite.Statement {
    let statement = this.#kept.get(sql);
    if (statement === undefined) {
      statement = this.#db.prepare(sql);
      if (this.#kept.size >= keptStatements) this.#kept.clear();
      this.#kept.set(sql, statement);
    }
    return statement;
  }
}

class SqliteConnection implements DatabaseConnection {
  readonly #db: Sqlite.Database;
  readonly #statements: StatementCache;

  constructor(db: Sqlite.Database) {
    this.#db = db;
    this.#statements = new StatementCache(db);
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const deadline = Date.now() + patienceMs;
    for (;;) {
      try {
        return this.#run<R>(query);
      } catch (error) {
        // Inside a transaction nothing may be tried again alone: `begin immediate` already took the lock.
        if (!isBusy(error) || this.#db.inTransaction || Date.now() >= deadline) throw error;
        await sleep(20 + Math.random() * 30);
      }
    }
  }

  #run<R>({ sql, parameters }: CompiledQuery): QueryResult<R> {
    const statement = this.#statements.get(sql);
    if (statement.reader) return { rows: statement.all(parameters) as R[] };
    const { changes } = statement.run(parameters);
    return { numAffectedRows: BigInt(changes), rows: [] };
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    // Not from the cache: a statement that is being walked cannot be run a second time.
    for (const row of this.#db.prepare(sql).iterate(parameters)) yield { rows: [row as R] };
  }
}

/** Takes the write lock at once: a transaction that starts by reading could otherwise fail half-way. */
class ImmediateDriver extends SqliteDriver {
  readonly #connection: SqliteConnection;

  constructor(db: Sqlite.Database) {
    super({ database: db });
    this.#connection = new SqliteConnection(db);
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin immediate'));
  }
}

class WritingAdapter extends SqliteAdapter {
  /** SQLite undoes DDL like the rest: a migration that fails half-way leaves nothing behind. */
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

class ReadingAdapter extends SqliteAdapter {
  /** Each read runs whole, without a pause: no reader has to wait for another, nor for a transaction. */
  override get supportsMultipleConnections(): boolean {
    return true;
  }
}

/**
 * A bare `?` beside `=` makes SQLite plan a kept statement again whenever its value changes, four times the cost of
 * running it; with the sign, which does nothing to any value, the plan stands.
 */
class SteadyCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

export const sqliteDialect = (db: Sqlite.Database, use: 'writing' | 'reading'): SqliteDialect => {
  const dialect = new SqliteDialect({ database: db });
  dialect.createDriver = () => new ImmediateDriver(db);
  dialect.createAdapter = () => (use === 'writing' ? new WritingAdapter() : new ReadingAdapter());
  dialect.createQueryCompiler = () => new SteadyCompiler();
  return dialect;
};
