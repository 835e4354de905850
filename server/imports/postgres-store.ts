import { once } from 'node:events';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Value } from './parse.ts';
import { mentioned, type Loader, type Staging } from './staging.ts';

export const openPostgresStaging = async (url: string): Promise<Staging> => {
  const client = new pg.Client({ connectionString: url, application_name: 'palier import' });
  // Without a listener, a restart of the database would end the process; the next query says it better.
  client.on('error', () => {});
  await client.connect();
  await client.query(
    "create function pg_temp.new_id() returns text language sql volatile as 'select gen_random_uuid()::text'",
  );
  // Staged tables are read whole, once or twice: neither exact statistics nor compiled plans pay for themselves.
  await client.query("set work_mem = '64MB'; set default_statistics_target = 10; set jit = off");
  const numbered = new Map<string, string>();
  const inDialect = (sql: string): string => {
    let text = numbered.get(sql);
    if (text === undefined) {
      text = sql.replaceAll(/\?(\d)/g, '$$$1').replaceAll('new_id()', 'pg_temp.new_id()');
      numbered.set(sql, text);
    }
    return text;
  };

  return {
    engine: 'postgres',
    run: async (sql, ...parameters) =>
      (await client.query(inDialect(sql), mentioned(sql, parameters))).rowCount ?? 0,
    all: async <R>(sql: string, ...parameters: Value[]) => {
      const { rows } = await client.query(inDialect(sql), mentioned(sql, parameters));
      return rows as R[];
    },
    load: async (table, columns) => postgresLoader(client, table, columns),
    measure: async (table) => {
      await client.query(`analyze ${table}`);
    },
    async write(work) {
      await client.query('begin');
      try {
        const result = await work();
        await client.query('commit');
        return result;
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      }
    },
    async lock(agencyId) {
      const { rows } = await client.query<{ locked: boolean }>(
        "select pg_try_advisory_lock(hashtextextended('palier import ' || $1, 0)) as locked",
        [agencyId],
      );
      return rows[0]?.locked === true;
    },
    async close() {
      // The server notices a closed connection a moment later; the next import may already be asking.
      await client.query('select pg_advisory_unlock_all()').catch(() => {});
      await client.end();
    },
  };
};

/** Text for `COPY`: tab between cells, `\N` for nothing, four characters escaped. */
const copyCell = (value: Value): string => {
  if (value === null) return '\\N';
  if (typeof value === 'number') return String(value);
  return /[\\\t\n\r]/.test(value) ? value.replaceAll(/[\\\t\n\r]/g, (c) => escapes[c] ?? c) : value;
};
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const postgresLoader = (client: pg.Client, table: string, columns: readonly string[]): Loader => {
  const stream = client.query(copyFrom(`copy pg_temp.${table} (${columns.join(', ')}) from stdin`));
  let failure: Error | undefined;
  stream.on('error', (error) => (failure = error));
  let text = '';
  const flush = async () => {
    if (failure) throw failure;
    const isTaken = stream.write(text);
    text = '';
    if (!isTaken) await Promise.race([once(stream, 'drain'), once(stream, 'close')]);
  };
  return {
    add(row) {
      let line = copyCell(row[0] ?? null);
      for (let i = 1; i < row.length; i += 1) line += `\t${copyCell(row[i] ?? null)}`;
      text += `${line}\n`;
    },
    flush,
    async end() {
      await flush();
      const finished = once(stream, 'finish');
      stream.end();
      await finished;
    },
  };
};
