import * as v from 'valibot';
import { SocialProvider } from '../../values/ways-in.ts';
import { SixDigits } from '../first-connection/contract.ts';

/** What can be confirmed here: the kind, and the content that the code is bound to. Votes and mandates add theirs. */
export const StepUpAction = v.variant('kind', [
  v.object({ kind: v.literal('change-password') }),
  v.object({ kind: v.literal('change-email'), email: v.pipe(v.string(), v.trim(), v.email('not-an-email')) }),
  v.object({
    kind: v.literal('change-phone'),
    phone: v.pipe(v.string(), v.trim(), v.maxLength(40, 'too-long')),
  }),
  v.object({ kind: v.literal('remove-phone') }),
  v.object({ kind: v.literal('add-passkey') }),
  v.object({ kind: v.literal('remove-passkey'), id: v.string() }),
  v.object({ kind: v.literal('add-totp') }),
  v.object({ kind: v.literal('remove-totp') }),
  v.object({ kind: v.literal('renew-recovery-codes') }),
  v.object({ kind: v.literal('link-social'), provider: SocialProvider }),
  v.object({ kind: v.literal('unlink-social'), provider: SocialProvider }),
]);
export type StepUpAction = v.InferOutput<typeof StepUpAction>;

export const StepUpChannel = v.picklist(['sms', 'email', 'totp', 'passkey']);
export type StepUpChannel = v.InferOutput<typeof StepUpChannel>;

export const NewStepUp = v.object({ action: StepUpAction, channel: StepUpChannel });

export const StepUp = v.strictObject({
  id: v.string(),
  channel: StepUpChannel,
  /** Where the code went, masked; null for totp and passkey. */
  to: v.nullable(v.string()),
  /** The sentence that the message repeats: what is being confirmed. */
  says: v.string(),
  expiresAt: v.string(),
  /** For passkey: PublicKeyCredentialRequestOptionsJSON, as JSON text. */
  passkey: v.nullable(v.string()),
});
export type StepUp = v.InferOutput<typeof StepUp>;

/** Refused with `invalid` `{ code: 'wrong' | 'expired' }`: five tries, then the code is dead. A passkey likewise: `{ passkey }`. */
export const StepUpCode = v.object({ code: SixDigits });
/** AuthenticationResponseJSON, as JSON text. */
export const PasskeyProof = v.object({ response: v.pipe(v.string(), v.maxLength(20_000, 'too-long')) });
