import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pino, type Logger } from 'pino';
import { afterAll } from 'vitest';
import { hashPassword } from '../access/password.ts';
import type { SessionKind } from '../access/rows.ts';
import { luciaSessions, type LiveSession, type Sessions } from '../access/session.ts';
import { noProviders, type SocialProviders } from '../access/social/providers.ts';
import { agencyDirectory } from '../agency/directory.ts';
import { createApp, type App } from '../app.ts';
import { openDatabase, type Engine, type OpenDatabase } from '../database/open.ts';
import { openTestDatabase } from '../database/testing.ts';
import { transaction } from '../database/transaction.ts';
import { diskStore, type FileStore } from '../files/keep.ts';
import { workOnce } from '../jobs.ts';
import type { Letter, Mailer } from '../mail/mailer.ts';
import type { Sms, SmsSender } from '../sms/sender.ts';
import type { Person } from '../values/person.ts';
import { insertTestAgency, type TestAgency } from './agency.ts';
import { Browser, type Page } from './browser.ts';
import type { Who } from './people.ts';

export interface World {
  database: OpenDatabase;
  app: App;
  sessions: Sessions;
  files: FileStore;
  /** Two agencies whose own references are all the same. */
  ardoise: TestAgency;
  brume: TestAgency;
  log: Logger;
  /** Every line that was logged. */
  logged: string[];
  mailed: Letter[];
  texted: Sms[];
  /** Does what waits in the outbox; answers how many jobs were taken. Letters go to `mailed`, messages to `texted`, unless told. */
  work: (mailer?: Mailer, sms?: SmsSender) => Promise<number>;
  /** At this server unless told. */
  browser: (page: Page, on?: App) => Browser;
  /** Another server over the same database, with its own connections and nothing in memory. */
  another: () => Promise<App>;
  /** A browser where this person is signed in already. */
  signedIn: (agency: TestAgency, who: Who, page?: Partial<Page>) => Promise<Browser>;
  openSession: (agency: TestAgency, who: Who, kind?: SessionKind, origin?: string) => Promise<LiveSession>;
  /** Who they are in the agency's own records. */
  recordOf: (agency: TestAgency, who: Exclude<Who, 'agent'> | 'newcomer') => Promise<string>;
  /** The scope that stores receive. */
  person: (agency: TestAgency, who: Who) => Person;
}

/** The application over a fresh database. It lives by `Date`, which a test may set with `vi.setSystemTime`. */
export const openWorld = async (
  engine: Engine,
  {
    trustedProxies = 0,
    social = noProviders,
    phoneOffered = true,
  }: { trustedProxies?: number; social?: SocialProviders; phoneOffered?: boolean } = {},
): Promise<World> => {
  const database = await openTestDatabase(engine);
  const folder = mkdtempSync(join(tmpdir(), 'palier-files-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  for (const path of ['v1/palier.js', '_/0.0.0/part.js', '0.0.0/palier.js', 'integrity.json']) {
    mkdirSync(dirname(join(folder, 'widgets', path)), { recursive: true });
    writeFileSync(join(folder, 'widgets', path), '/* built */');
  }
  const files = diskStore(join(folder, 'kept'));
  const { db, read } = database;
  const keepFile = async (text: string) => {
    const path = join(folder, crypto.randomUUID());
    await writeFile(path, text);
    return files.keep(path);
  };
  const [ardoise, brume] = await Promise.all(
    ['ardoise', 'brume'].map(async (slug) => {
      const password = `trois chats ${slug} 1`;
      const passwordHash = await hashPassword(password);
      return transaction(db, (trx) =>
        insertTestAgency(trx, keepFile, { slug, password, passwordHash }, new Date()),
      );
    }),
  );
  if (!ardoise || !brume) throw new Error('the agencies of the world were not made');

  const logged: string[] = [];
  const log = pino({ level: 'debug', base: null }, { write: (line: string) => void logged.push(line) });
  const mailed: Letter[] = [];
  const postbox = { send: async (letter: Letter) => void mailed.push(letter) };
  const texted: Sms[] = [];
  const phone = { send: async (sms: Sms) => void texted.push(sms) };
  const sessions = luciaSessions(db, read);
  const appOver = (own: OpenDatabase, its: Sessions) =>
    createApp({
      db: own.db,
      read: own.read,
      directory: agencyDirectory(own.read, null),
      sessions: its,
      social,
      phoneOffered,
      files,
      log,
      widgetsFolder: join(folder, 'widgets'),
      version: '0.0.0',
      trustedProxies,
      clock: () => new Date(),
      wake: () => {},
      stop: (reason) => {
        throw new Error(reason);
      },
    });
  const app = appOver(database, sessions);
  const openSession: World['openSession'] = (agency, who, kind = 'portal', origin) =>
    sessions.open(agency.logins[who], kind, { origin: origin ?? null, device: 'Firefox' }, new Date());
  return {
    database,
    app,
    sessions,
    files,
    ardoise,
    brume,
    log,
    logged,
    mailed,
    texted,
    work: (mailer = postbox, sms = phone) => workOnce({ database, mailer, sms, sessions, log }, new Date()),
    browser: (page, on = app) => new Browser(on, page),
    async another() {
      const own = await openDatabase(database.url);
      afterAll(() => own.close());
      return appOver(own, luciaSessions(own.db, own.read));
    },
    async signedIn(agency, who, page = {}) {
      const browser = new Browser(app, { endpoint: agency.portal, ...page });
      const { id } = await openSession(agency, who);
      browser.cookies.set('__Host-palier', { value: id, sameSite: 'Lax' });
      return browser;
    },
    openSession,
    recordOf: async (agency, who) => {
      const found = await db
        .selectFrom('person')
        .select('id')
        .where('agency_id', '=', agency.id)
        .where('email', '=', `${who}@exemple.fr`)
        .executeTakeFirstOrThrow();
      return found.id;
    },
    person: (agency, who) => ({
      agencyId: agency.id,
      loginId: agency.logins[who],
      name: who,
      isAgent: who === 'agent',
    }),
  };
};
