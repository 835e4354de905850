// Palier's own application, whose reads go straight to prepared statements: what Kysely costs, and nothing else.
import { serve } from '@hono/node-server';
import Sqlite from 'better-sqlite3';
import { luciaSessions } from '../../../server/access/session.ts';
import { noProviders } from '../../../server/access/social/providers.ts';
import { agencyDirectory } from '../../../server/agency/directory.ts';
import { createApp } from '../../../server/app.ts';
import { readConfig } from '../../../server/config.ts';
import { openDatabase, type Database } from '../../../server/database/open.ts';
import { diskStore } from '../../../server/files/keep.ts';
import { makeLog } from '../../../server/main.ts';

const file = process.argv[2] ?? '';
const config = readConfig(process.env);
const { db, read } = await openDatabase(file);

const reader = new Sqlite(file, { readonly: true });
reader.pragma('cache_size = -64000');
const statements = new Map<string, Sqlite.Statement>();
const statementOf = (sql: string): Sqlite.Statement => {
  let statement = statements.get(sql);
  if (!statement) statements.set(sql, (statement = reader.prepare(sql)));
  return statement;
};

/** Queries are still written with Kysely, once; each run afterwards skips it. */
const straight = {
  selectFrom: read.selectFrom.bind(read),
  getExecutor: () => read.getExecutor(),
  executeQuery: async ({ sql, parameters }: { sql: string; parameters: unknown[] }) => ({
    rows: statementOf(sql).all(parameters),
  }),
} as unknown as Database;

const app = createApp({
  db,
  read: straight,
  directory: agencyDirectory(read, null),
  sessions: luciaSessions(db, straight),
  social: noProviders,
  phoneOffered: false,
  files: diskStore(config.FILES_FOLDER),
  log: makeLog(config),
  widgetsFolder: config.WIDGETS_FOLDER,
  version: '0.0.0',
  trustedProxies: 0,
  clock: () => new Date(),
  wake: () => {},
  stop: () => {},
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
