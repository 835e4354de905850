import { serve as listen } from '@hono/node-server';
import { pino, type Logger } from 'pino';
import { luciaSessions } from './access/session.ts';
import { agencyDirectory } from './agency/directory.ts';
import { createSocialProviders, type SocialProviders } from './access/social/providers.ts';
import { createApp } from './app.ts';
import type { Config } from './config.ts';
import { migrate } from './database/migrate.ts';
import { openDatabase, type OpenDatabase } from './database/open.ts';
import { diskStore, type FileStore } from './files/keep.ts';
import { startWorker } from './jobs.ts';
import packageJson from '../package.json' with { type: 'json' };
import { smtpMailer, type Mailer } from './mail/mailer.ts';
import { ovhSms } from './sms/ovh.ts';
import { noSms, type SmsSender } from './sms/sender.ts';

export interface Running {
  /** Answers a request without a port, as the served application does. */
  fetch: (request: Request, env?: object) => Response | Promise<Response>;
  database: OpenDatabase;
  files: FileStore;
  stop: () => Promise<void>;
}

/** Opens, migrates, and starts the worker; everything but the port. */
export const start = async (
  config: Config,
  {
    mailer,
    sms,
    social = createSocialProviders(config),
    log = makeLog(config),
  }: {
    mailer?: Mailer | undefined;
    sms?: SmsSender | undefined;
    social?: SocialProviders;
    log?: Logger;
  } = {},
): Promise<Running> => {
  const database = await openDatabase(config.DATABASE_URL);
  await migrate(database);
  const { db, read } = database;
  const sessions = luciaSessions(db, read);
  const files = diskStore(config.FILES_FOLDER);
  const sender = sms ?? (config.SMS_URL ? ovhSms(config.SMS_URL) : undefined);
  const worker = startWorker({
    database,
    mailer: mailer ?? mailerOf(config),
    sms: sender ?? noSms,
    sessions,
    log,
  });
  const sharedHost = config.PUBLIC_ORIGIN ? new URL(config.PUBLIC_ORIGIN).host : null;
  const app = createApp({
    db,
    read,
    directory: agencyDirectory(read, sharedHost),
    sessions,
    social,
    phoneOffered: sender !== undefined,
    files,
    log,
    widgetsFolder: config.WIDGETS_FOLDER,
    version: packageJson.version,
    trustedProxies: config.TRUSTED_PROXIES,
    clock: () => new Date(),
    wake: worker.wake,
    stop: (reason) => {
      log.fatal(reason);
      process.exit(1);
    },
  });
  const stop = async () => {
    await worker.stop();
    await database.close();
  };
  return { fetch: app.fetch, database, files, stop };
};

/** The same, on a port; answers it once requests are taken. */
export const serve = async (config: Config): Promise<{ port: number; stop: () => Promise<void> }> => {
  let answer: Running['fetch'] = () => new Response(null, { status: 503, headers: { 'Retry-After': '2' } });
  const server = listen({
    fetch: (request, env) => answer(request, env),
    port: config.PORT,
    hostname: config.HOST,
  });
  // Slow clients are let go: 10 s to send their headers, 30 s for the whole request.
  Object.assign(server, { headersTimeout: 10_000, requestTimeout: 30_000 });
  // The port first: where it is taken, no database is touched and no letter leaves.
  const port = await new Promise<number>((resolve, reject) => {
    server.once('error', reject);
    server.once('listening', () => resolve((server.address() as { port: number }).port));
  });
  const close = () => new Promise((resolve) => server.close(resolve));
  const running = await start(config).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  answer = running.fetch;
  const stop = async () => {
    await close();
    await running.stop();
  };
  return { port, stop };
};

/** An allow-list of fields, and nothing that could name a person. */
export const makeLog = ({ LOG_LEVEL }: Pick<Config, 'LOG_LEVEL'>): Logger =>
  pino({ level: LOG_LEVEL, base: null, redact: ['req', 'headers', 'body', 'email', 'password', 'token'] });

const mailerOf = ({ SMTP_URL }: Config): Mailer =>
  SMTP_URL
    ? smtpMailer(SMTP_URL)
    : {
        send: () =>
          Promise.reject(Object.assign(new Error('no mail server'), { code: 'SMTP_URL is not set' })),
      };
