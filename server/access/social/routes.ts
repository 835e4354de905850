import { Hono } from 'hono';
import * as v from 'valibot';
import type { Env } from '../../http/context.ts';
import type { AgencyDirectory } from '../../http/origins.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import { WithStepUp } from '../factors/contract.ts';
import { NewSocialFlow, type SocialDeparture } from './contract.ts';
import { SocialProvider } from '../../values/ways-in.ts';

const todo = (): never => {
  throw new AppError('internal');
};
const Named = v.object({ provider: SocialProvider });

/** Open to everyone: leaving for a provider. */
export const socialRoutes = (_parts: AccessParts) =>
  new Hono<Env>().post(
    '/social/:provider/departures',
    validate('param', Named),
    validate('json', NewSocialFlow),
    (c) => c.json<v.InferOutput<typeof SocialDeparture>>(todo(), 201),
  );

/** Behind `requirePerson` and `requirePortal`. */
export const linkedSocialRoutes = (_parts: AccessParts) =>
  new Hono<AccessEnv>().delete(
    '/social/:provider',
    validate('param', Named),
    validate('json', WithStepUp),
    (c) => c.json({}, 200),
  );

/** Where the provider sends the browser back: outside `/v1`, a navigation of the portal's own host. */
export const socialReturnRoutes = (_parts: AccessParts, _directory: AgencyDirectory) =>
  new Hono<Env>().get('/retour/:provider', (c) => c.redirect('/connexion', 303));
