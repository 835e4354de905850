import { Hono } from 'hono';
import type { InferOutput } from 'valibot';
import type { Env } from '../../http/context.ts';
import { validate } from '../../http/validate.ts';
import { AppError } from '../../values/error.ts';
import type { SignedIn } from '../contract.ts';
import type { AccessParts } from '../parts.ts';
import type { AccessEnv } from '../permissions.ts';
import {
  NewPasskey,
  NewPasskeyRequest,
  NewTotp,
  type PasskeyOptions,
  PasskeyResponse,
  RecoveryCode,
  type RecoveryCodes,
  TotpCode,
  type TotpSecret,
  WithStepUp,
} from './contract.ts';

const todo = (): never => {
  throw new AppError('internal');
};

/** Open to everyone, and to a session whose second factor is due. Portal only. */
export const factorRoutes = (_parts: AccessParts) =>
  new Hono<Env>()
    /** Sign in with a passkey alone. */
    .post('/session/passkey/options', (c) => c.json<InferOutput<typeof PasskeyOptions>>(todo(), 201))
    .post('/session/passkey', validate('json', PasskeyResponse), (c) => c.json<SignedIn>(todo(), 201))
    /** The second factor that a waiting session owes. */
    .post('/session/factor/totp', validate('json', TotpCode), (c) => c.json<SignedIn>(todo(), 201))
    .post('/session/factor/recovery-code', validate('json', RecoveryCode), (c) =>
      c.json<SignedIn>(todo(), 201),
    )
    .post('/session/factor/passkey/options', (c) => c.json<InferOutput<typeof PasskeyOptions>>(todo(), 201))
    .post('/session/factor/passkey', validate('json', PasskeyResponse), (c) => c.json<SignedIn>(todo(), 201))
    /** An agent's first: the secret, then its first code, which opens the session and gives the recovery codes. */
    .post('/session/factor/enrolment', (c) => c.json<InferOutput<typeof TotpSecret>>(todo(), 201))
    .post('/session/factor/enrolment/confirmation', validate('json', TotpCode), (c) =>
      c.json<InferOutput<typeof RecoveryCodes>>(todo(), 201),
    );

/** Behind `requirePerson` and `requirePortal`. */
export const ownFactorRoutes = (_parts: AccessParts) =>
  new Hono<AccessEnv>()
    .post('/passkeys/options', validate('json', NewPasskeyRequest), (c) =>
      c.json<InferOutput<typeof PasskeyOptions>>(todo(), 201),
    )
    .post('/passkeys', validate('json', NewPasskey), (c) => c.json({}, 201))
    .delete('/passkeys/:id', validate('json', WithStepUp), (c) => c.json({}, 200))
    .post('/totp', validate('json', NewTotp), (c) => c.json<InferOutput<typeof TotpSecret>>(todo(), 201))
    .post('/totp/confirmation', validate('json', TotpCode), (c) =>
      c.json<InferOutput<typeof RecoveryCodes>>(todo(), 201),
    )
    .delete('/totp', validate('json', WithStepUp), (c) => c.json({}, 200))
    .post('/recovery-codes', validate('json', WithStepUp), (c) =>
      c.json<InferOutput<typeof RecoveryCodes>>(todo(), 201),
    );
