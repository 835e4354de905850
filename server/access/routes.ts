import { Hono } from 'hono';
import { validate } from '../http/validate.ts';
import { AppError } from '../values/error.ts';
import { NewHandoff } from './contract.ts';
import { insertHandoff } from './handoff-store.ts';
import type { AccessEnv } from './permissions.ts';
import type { Sessions } from './session.ts';

/** Behind `requirePerson`: one's own sessions. */
export const accessRoutes = (sessions: Sessions) =>
  new Hono<AccessEnv>()
    .get('/sessions', async (c) => {
      const { person, session } = c.var;
      return c.json({ sessions: await sessions.list(person.loginId, session) }, 200);
    })
    .delete('/sessions', async (c) => {
      const { person, session } = c.var;
      await sessions.closeOthers(person.loginId, session);
      return c.json({}, 200);
    })
    .delete('/sessions/:id', async (c) => {
      await sessions.closeListed(c.var.person.loginId, c.req.param('id'));
      return c.json({}, 200);
    })
    /** A bearer lives five minutes: the page that still needs it asks for the next one. */
    .post('/session/renewal', async (c) => {
      const { person, session, now } = c.var;
      if (session.kind !== 'bearer') throw new AppError('conflict');
      const next = await sessions.renew(person.loginId, session, now);
      return c.json({ token: next.id }, 201);
    })
    /** Only our own page may make a code: an embedding page would otherwise need no sign-in at all. */
    .post('/handoffs', validate('json', NewHandoff), async (c) => {
      const { db, person, session, agency, now } = c.var;
      const handoff = { ...c.req.valid('json'), signIn: session.signIn };
      const fromPortal = c.req.header('origin') === agency.portalOrigin && session.kind === 'portal';
      if (!fromPortal || !agency.origins.has(handoff.origin)) throw new AppError('not-allowed');
      return c.json({ code: await insertHandoff(db, person, handoff, now) }, 201);
    });
