import { Hono } from 'hono';
import type { Env } from '../../http/context.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import {
  ChosenPassword,
  ConfirmationCode,
  type ConfirmationState,
  ConfirmationToken,
  type FirstConnectionAnswer,
  KnownPassword,
  NewDetails,
  NewFirstConnection,
  NewRegistration,
  SecondProof,
} from './contract.ts';
import type { InferOutput } from 'valibot';

const todo = (): never => {
  throw new AppError('internal');
};

/** Open to everyone: the ways in, from a letter's code to a first session. */
export const firstConnectionRoutes = (_parts: AccessParts) =>
  new Hono<Env>()
    .get('/first-connection', (c) => c.json<FirstConnectionAnswer>(todo(), 200))
    .post('/first-connection', validate('json', NewFirstConnection), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 201),
    )
    .delete('/first-connection', (c) => c.json({}, 200))
    .post('/registrations', validate('json', NewRegistration), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 201),
    )
    .post('/first-connection/proof', validate('json', SecondProof), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    )
    .post('/first-connection/details', validate('json', NewDetails), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    )
    /** The address has a login: its password adds the account to it. */
    .post('/first-connection/known', validate('json', KnownPassword), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    )
    /** Another confirmation mail. */
    .post('/first-connection/mail', (c) => c.json<FirstConnectionAnswer>(todo(), 202))
    .post('/first-connection/code', validate('json', ConfirmationCode), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    )
    .post('/first-connection/password', validate('json', ChosenPassword), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    )
    .post('/confirmations/link', validate('json', ConfirmationToken), (c) =>
      c.json<InferOutput<typeof ConfirmationState>>(todo(), 200),
    )
    .post('/confirmations', validate('json', ConfirmationToken), (c) =>
      c.json<FirstConnectionAnswer>(todo(), 200),
    );
