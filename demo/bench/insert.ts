import type Sqlite from 'better-sqlite3';

export type Value = string | number | null;
export type Insert = (table: string) => (row: Record<string, Value>) => void;

/** One prepared statement per table, made from its first row. */
export const inserter =
  (db: Sqlite.Database): Insert =>
  (table) => {
    let statement: Sqlite.Statement | undefined;
    return (row) => {
      const names = Object.keys(row);
      statement ??= db.prepare(
        `insert into ${table} (${names.join()}) values (${names.map(() => '?').join()})`,
      );
      statement.run(Object.values(row));
    };
  };

/** Day of the n-th of so many: two thirds lie in the last year. */
export const dayOf = (n: number, of: number): string => {
  const start = Date.UTC(2024, 7, 1);
  return new Date(start + (n / of) * 500 * 86_400_000).toISOString().slice(0, 10);
};
export const pad = (n: number): string => String(n).padStart(9, '0');
