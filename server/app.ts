import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import type { Logger } from 'pino';
import { assistanceRoutes } from './access/assistance/routes.ts';
import { emailLinkRoutes } from './access/contact/email-link-routes.ts';
import { contactRoutes } from './access/contact/routes.ts';
import { ownFactorRoutes } from './access/factors/own-routes.ts';
import { factorRoutes } from './access/factors/routes.ts';
import { firstConnectionRoutes } from './access/first-connection/routes.ts';
import { type AccessEnv, requirePerson, requirePortal } from './access/permissions.ts';
import { publicAccessRoutes } from './access/public-routes.ts';
import { accessRoutes } from './access/routes.ts';
import type { Sessions } from './access/session.ts';
import type { SocialProviders } from './access/social/providers.ts';
import { socialReturnRoutes } from './access/social/return-routes.ts';
import { linkedSocialRoutes, socialRoutes } from './access/social/routes.ts';
import { stepUpRoutes } from './access/step-up/routes.ts';
import type { Database } from './database/open.ts';
import { deskRoutes } from './desk/routes.ts';
import { documentRoutes, fileRoutes } from './documents/routes.ts';
import type { FileStore } from './files/keep.ts';
import { financeRoutes } from './finance/routes.ts';
import type { Env } from './http/context.ts';
import { answerErrors } from './http/errors.ts';
import { agencyFence, knownHost, type AgencyDirectory } from './http/origins.ts';
import { widgetFiles } from './http/static.ts';
import { bootstrapRoutes, portalRoutes } from './portal/routes.ts';
import { AppError } from './values/error.ts';

export interface AppParts {
  db: Database;
  read: Database;
  directory: AgencyDirectory;
  sessions: Sessions;
  social: SocialProviders;
  /** An SMS provider is set. */
  phoneOffered: boolean;
  files: FileStore;
  log: Logger;
  widgetsFolder: string;
  version: string;
  trustedProxies: number;
  /** Set once per request; tests choose it. */
  clock: () => Date;
  /** Something waits in the outbox. */
  wake: () => void;
  /** The disk no longer keeps what it is given: end the process. */
  stop: (reason: string) => void;
}

const limitBody = bodyLimit({ maxSize: 100_000 });
const isRead = (method: string): boolean => method === 'GET' || method === 'HEAD';

/** The whole application, without a port: tests and the demo call `app.request` or serve it. */
export const createApp = (parts: AppParts) => {
  const { directory, sessions } = parts;

  const everyone = new Hono<Env>()
    .route('/', bootstrapRoutes(parts))
    .route('/', publicAccessRoutes(parts))
    .route('/', firstConnectionRoutes(parts))
    .route('/', assistanceRoutes(parts))
    .route('/', socialRoutes(parts))
    .route('/', factorRoutes(parts))
    .route('/', emailLinkRoutes(parts));

  /** What one signs in with: changed at the portal only. */
  const ownAccess = new Hono<AccessEnv>()
    .use(requirePortal)
    .route('/', stepUpRoutes(parts))
    .route('/', contactRoutes(parts))
    .route('/', ownFactorRoutes(parts))
    .route('/', linkedSocialRoutes(parts));

  const signedIn = new Hono<Env>()
    .use(requirePerson(sessions))
    .route('/', accessRoutes(sessions))
    .route('/balances', financeRoutes)
    .route('/documents', documentRoutes)
    .route('/desk', deskRoutes(parts))
    .route('/', ownAccess);

  const api = new Hono<Env>()
    .use(async (c, next) => {
      c.header('Cache-Control', 'private, no-store');
      await next();
    })
    // Looking for a body where there is none would build the whole request once more.
    .use((c, next) => (isRead(c.req.method) ? next() : limitBody(c, next)))
    .route('/files', fileRoutes(parts.files))
    .use(agencyFence(directory))
    .route('/', everyone)
    .route('/', signedIn)
    .all('*', () => {
      throw new AppError('not-found');
    });

  const app = new Hono<Env>()
    .use(async (c, next) => {
      const started = performance.now();
      c.set('requestId', crypto.randomUUID());
      c.set('now', parts.clock());
      c.set('log', parts.log);
      c.set('db', parts.db);
      c.set('read', parts.read);
      c.header('X-Content-Type-Options', 'nosniff');
      await next();
      // The route's pattern, never the address: ids and tickets stay out of the log.
      const took = Math.round(performance.now() - started);
      parts.log.info({
        method: c.req.method,
        route: c.req.routePath,
        status: c.res.status,
        took,
        id: c.var.requestId,
      });
    })
    .use(knownHost(directory))
    .route('/', widgetFiles(parts.widgetsFolder))
    .route('/v1', api)
    .route('/', socialReturnRoutes(parts, directory))
    .route('/', portalRoutes(directory, parts.version));

  app.onError(answerErrors(parts.stop));
  app.notFound((c) => answerErrors(parts.stop)(new AppError('not-found'), c));
  return app;
};

export type App = ReturnType<typeof createApp>;
