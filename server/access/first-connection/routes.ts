import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { Env } from '../../http/context.ts';
import { isCrossSite } from '../../http/origins.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import { beginRoutes } from './begin-routes.ts';
import { confirmationRoutes } from './confirmation-routes.ts';
import { detailRoutes } from './detail-routes.ts';

/** A page of another site is shown no secret and none is typed there: it sends the person to the portal. */
const ownSite = createMiddleware<Env>(async (c, next) => {
  if (isCrossSite(c)) throw new AppError('not-allowed');
  await next();
});

/** Open to everyone: the ways in, from a letter's code to a first session. */
export const firstConnectionRoutes = (parts: AccessParts) =>
  new Hono<Env>()
    .use('/first-connection', ownSite)
    .use('/first-connection/*', ownSite)
    .use('/registrations', ownSite)
    .use('/confirmations', ownSite)
    .use('/confirmations/*', ownSite)
    .route('/', beginRoutes(parts))
    .route('/', detailRoutes(parts))
    .route('/', confirmationRoutes(parts));
