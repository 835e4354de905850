import * as v from 'valibot';
import { SixDigits } from '../first-connection/contract.ts';

export const Passkey = v.strictObject({
  id: v.string(),
  /** As the person named it, or the device it was made on. */
  name: v.string(),
  createdAt: v.string(),
  lastUsedAt: v.nullable(v.string()),
});
export type Passkey = v.InferOutput<typeof Passkey>;

/** WebAuthn options and responses travel as JSON text: their shape is the browser's, not ours. */
export const PasskeyOptions = v.strictObject({ options: v.string() });
const response = v.pipe(v.string(), v.maxLength(20_000, 'too-long'));
export const PasskeyResponse = v.object({ response });
export const NewPasskey = v.object({
  response,
  name: v.pipe(v.string(), v.trim(), v.maxLength(60, 'too-long')),
});
export const NewPasskeyRequest = v.object({ stepUp: v.string() });

export const TotpCode = v.object({ code: SixDigits });
/** `stepUp` is absent while an agent enrols at their first sign-in. */
export const NewTotp = v.object({ stepUp: v.optional(v.string()) });
export const TotpSecret = v.strictObject({
  /** Base32, for typing. */
  secret: v.string(),
  /** otpauth:// for the QR code. */
  uri: v.string(),
});
/** Shown once; each good once. */
export const RecoveryCodes = v.strictObject({ codes: v.array(v.string()) });
export const RecoveryCode = v.object({
  code: v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(40, 'too-long')),
});
export const WithStepUp = v.object({ stepUp: v.string() });
