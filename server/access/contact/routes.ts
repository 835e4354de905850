import { Hono } from 'hono';
import type { Env } from '../../http/context.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import { WithStepUp } from '../factors/contract.ts';
import {
  type AccessOverview,
  Alias,
  EmailChange,
  EmailCode,
  EmailToken,
  PasswordChange,
  PhoneChange,
  PhoneCode,
} from './contract.ts';

const todo = (): never => {
  throw new AppError('internal');
};

/** Open to everyone: what stands behind the links of an address change. */
export const emailLinkRoutes = (_parts: AccessParts) =>
  new Hono<Env>()
    .post('/email-changes/link', validate('json', EmailToken), (c) =>
      c.json<{ usable: boolean; email: string | null }>(todo(), 200),
    )
    .post('/email-changes/confirmation', validate('json', EmailToken), (c) => c.json({}, 200))
    .post('/email-changes/undo', validate('json', EmailToken), (c) => c.json({}, 200));

/** Behind `requirePerson` and `requirePortal`: « Mon accès ». */
export const contactRoutes = (_parts: AccessParts) =>
  new Hono<AccessEnv>()
    .get('/access', (c) => c.json<AccessOverview>(todo(), 200))
    .put('/access/password', validate('json', PasswordChange), (c) => c.json({}, 200))
    .post('/access/email', validate('json', EmailChange), (c) => c.json({}, 202))
    .post('/access/email/mail', (c) => c.json({}, 202))
    .post('/access/email/code', validate('json', EmailCode), (c) => c.json({}, 200))
    .delete('/access/email', (c) => c.json({}, 200))
    .put('/access/alias', validate('json', Alias), (c) => c.json({}, 200))
    .delete('/access/alias', (c) => c.json({}, 200))
    .post('/access/phone', validate('json', PhoneChange), (c) => c.json({}, 202))
    .post('/access/phone/code', validate('json', PhoneCode), (c) => c.json({}, 200))
    .delete('/access/phone', validate('json', WithStepUp), (c) => c.json({}, 200));
