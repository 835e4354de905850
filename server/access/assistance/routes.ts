import { Hono } from 'hono';
import type { Env } from '../../http/context.ts';
import { validate } from '../../http/validate.ts';
import type { AccessParts } from '../parts.ts';
import { NewAssistance } from './contract.ts';

/** Open to everyone: help for who cannot come in. */
export const assistanceRoutes = (_parts: AccessParts) =>
  new Hono<Env>().post('/assistance', validate('json', NewAssistance), (c) => c.json({}, 202));
