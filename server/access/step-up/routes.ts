import { Hono } from 'hono';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import { NewStepUp, PasskeyProof, type StepUp, StepUpCode } from './contract.ts';

const todo = (): never => {
  throw new AppError('internal');
};

/** Behind `requirePerson` and `requirePortal`: a fresh proof for one action. */
export const stepUpRoutes = (_parts: AccessParts) =>
  new Hono<AccessEnv>()
    .post('/step-ups', validate('json', NewStepUp), (c) => c.json<StepUp>(todo(), 201))
    .post('/step-ups/:id/code', validate('json', StepUpCode), (c) => c.json({}, 200))
    .post('/step-ups/:id/passkey', validate('json', PasskeyProof), (c) => c.json({}, 200));
