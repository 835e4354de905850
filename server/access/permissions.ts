import type { Context } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Env } from '../http/context.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import { hand, presented } from '../http/credential.ts';
import type { LiveSession, Sessions } from './session.ts';

/** What stands behind `requirePerson`. */
export interface AccessEnv {
  Variables: Env['Variables'] & { session: LiveSession };
}

/**
 * Who is asking, if anyone: a live session of this agency, shown by the page it was opened for.
 * A cookie whose session was just prolonged is set again.
 */
export const whoAsks = async <E extends Env>(
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

/** Stands before every capability; what is public stands above it in `app.ts`, in one short block. */
export const requirePerson = (sessions: Sessions) =>
  createMiddleware<AccessEnv>(async (c, next) => {
    const found = await whoAsks(c, sessions);
    if (!found) throw new AppError('signed-out');
    c.set('person', found.person);
    c.set('session', found.session);
    await next();
  });
