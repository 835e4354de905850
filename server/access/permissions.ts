import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Env } from '../http/context.ts';
import { isCrossSite } from '../http/origins.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import { hand, presented } from '../http/credential.ts';
import type { LiveSession, Sessions } from './session.ts';

/** What stands behind `requirePerson`. */
export interface AccessEnv {
  Variables: Env['Variables'] & { session: LiveSession };
}

/** Who is asking, if anyone, all their factors proved. */
export const whoAsks = async <E extends Env>(
  c: Context<E>,
  sessions: Sessions,
): Promise<{ session: LiveSession; person: Person } | undefined> => {
  const found = await whoKnocks(c, sessions);
  return found?.session.awaits === null ? found : undefined;
};

/** Whose password was right and whose second factor is due, if that is who asks. */
export const whoWaits = async <E extends Env>(
  c: Context<E>,
  sessions: Sessions,
): Promise<{ session: LiveSession; person: Person } | undefined> => {
  const found = await whoKnocks(c, sessions);
  return found?.session.awaits === null ? undefined : found;
};

/**
 * A live session of this agency, shown by the page it was opened for, whether or not it opens anything yet.
 * A cookie whose session was just prolonged is set again.
 */
const whoKnocks = async <E extends Env>(
  c: Context<E>,
  sessions: Sessions,
): Promise<{ session: LiveSession; person: Person } | undefined> => {
  const shown = presented(c);
  if (!shown) return undefined;
  const { agency } = c.var as Env['Variables'];
  const found = await sessions.read(shown.id, shown.kind);
  if (!found || found.person.agencyId !== agency.id) return undefined;
  if (found.session.origin !== null && found.session.origin !== c.req.header('origin')) return undefined;
  if (found.session.renewed) hand(c, found.session);
  return found;
};

/** Behind `requirePerson`: staff only; to others the desk does not exist. */
export const requireAgent = createMiddleware<AccessEnv>(async (c, next) => {
  if (!c.var.person.isAgent) throw new AppError('not-found');
  await next();
});

/**
 * Behind `requirePerson`: only the portal's own page, in its own session. What changes how one signs in is never done
 * from a page whose scripts we do not know (`docs/security.md`).
 */
export const requirePortal = createMiddleware<AccessEnv>(async (c, next) => {
  // A read of one's own origin carries no Origin; every write does (`http/origins.ts`).
  const origin = c.req.header('origin') ?? c.var.agency.portalOrigin;
  if (c.var.session.kind !== 'portal' || origin !== c.var.agency.portalOrigin)
    throw new AppError('not-allowed');
  await next();
});

/** Signed in or not: only the portal's own page, and no other, same site or not. */
export const fromPortal = createMiddleware<Env>(async (c, next) => {
  if (isCrossSite(c) || c.req.header('origin') !== c.var.agency.portalOrigin)
    throw new AppError('not-allowed');
  await next();
});

/** Stands before every capability; what is public stands above it in `app.ts`, in one short block. */
export const requirePerson = (sessions: Sessions) =>
  createMiddleware<AccessEnv>(async (c, next) => {
    const found = await whoAsks(c, sessions);
    if (!found) throw new AppError('signed-out');
    c.set('person', found.person);
    c.set('session', found.session);
    await next();
  });
