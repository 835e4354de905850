import { Hono } from 'hono';
import type { InferOutput } from 'valibot';
import type { AccessParts } from '../access/parts.ts';
import { type AccessEnv, requireAgent } from '../access/permissions.ts';
import { validate } from '../http/validate.ts';
import { AppError } from '../values/error.ts';
import {
  Closure,
  type DeskSummary,
  NewInvitation,
  NewLetters,
  type RequestDetail,
  type RequestPage,
  RequestQuery,
  type ResidentPage,
  ResidentQuery,
} from './contract.ts';

const todo = (): never => {
  throw new AppError('internal');
};

/** Behind `requirePerson`: the agency's side. */
export const deskRoutes = (_parts: AccessParts) =>
  new Hono<AccessEnv>()
    .use(requireAgent)
    .get('/summary', (c) => c.json<InferOutput<typeof DeskSummary>>(todo(), 200))
    .get('/requests', validate('query', RequestQuery), (c) =>
      c.json<InferOutput<typeof RequestPage>>(todo(), 200),
    )
    .get('/requests/:id', (c) => c.json<RequestDetail>(todo(), 200))
    .put('/requests/:id/closure', validate('json', Closure), (c) => c.json({}, 200))
    .delete('/requests/:id/closure', (c) => c.json({}, 200))
    .post('/invitations', validate('json', NewInvitation), (c) => c.json({}, 202))
    .get('/residents', validate('query', ResidentQuery), (c) =>
      c.json<InferOutput<typeof ResidentPage>>(todo(), 200),
    )
    /** One PDF, a page per letter. Earlier codes of these people are dead from now on. */
    .post('/letters', validate('json', NewLetters), (c) =>
      c.body(todo(), 200, { 'Content-Type': 'application/pdf' }),
    );
