import * as v from 'valibot';
import { Passkey } from '../factors/contract.ts';
import { SixDigits } from '../first-connection/contract.ts';
import { LinkedSocial, SocialOffer } from '../social/contract.ts';
import { StepUpChannel } from '../step-up/contract.ts';

const password = v.pipe(v.string(), v.minLength(1, 'empty'), v.maxLength(256, 'too-long'));

/** « Mon accès » : everything one signs in with. */
export const AccessOverview = v.strictObject({
  email: v.string(),
  /** One's own name for signing in; null when none was chosen. */
  alias: v.nullable(v.string()),
  /** Masked: « 06 •• •• •• 12 ». `signsFrom`: instant from which codes sent to it confirm something. */
  phone: v.nullable(v.strictObject({ masked: v.string(), signsFrom: v.string() })),
  /** Whether a number may be kept at all: this server can send codes by SMS. */
  phoneOffered: v.boolean(),
  hasPassword: v.boolean(),
  passkeys: v.array(Passkey),
  totp: v.boolean(),
  /** Recovery codes not used yet; 0 without a second factor. */
  recoveryCodesLeft: v.number(),
  linked: v.array(LinkedSocial),
  offers: v.array(SocialOffer),
  /** How something may be confirmed now, the strongest first. */
  channels: v.array(v.strictObject({ channel: StepUpChannel, to: v.nullable(v.string()) })),
  /** An address waiting to be confirmed, or one just changed that the former may still undo. */
  emailChange: v.nullable(
    v.strictObject({
      to: v.string(),
      state: v.picklist(['waiting', 'sent', 'refused', 'confirmed']),
      until: v.string(),
    }),
  ),
});
export type AccessOverview = v.InferOutput<typeof AccessOverview>;

/**
 * `current` is absent only for a login that never had a password. Refused with `{ current: 'wrong' }`, or `{ password }`:
 * `too-weak`, `common` (a listed password, however dressed up) or `personal` (little more than their own words).
 */
export const PasswordChange = v.object({ current: v.optional(password), password, stepUp: v.string() });
export const EmailChange = v.object({
  email: v.pipe(
    v.string(),
    v.trim(),
    v.minLength(1, 'empty'),
    v.maxLength(200, 'too-long'),
    v.email('not-an-email'),
  ),
  stepUp: v.string(),
});
export const EmailCode = v.object({ code: SixDigits });
export const EmailToken = v.object({ token: v.pipe(v.string(), v.regex(/^[\w-]{20,100}$/, 'not-valid')) });
/** A mailed link, looked at before anything is pressed: the address that it gives, or gives back. */
export const EmailLinkState = v.strictObject({
  usable: v.boolean(),
  email: v.nullable(v.string()),
  /** It confirms, and only whoever is signed in as that login may: the new address may have been mistyped. */
  asksSession: v.boolean(),
});
export type EmailLinkState = v.InferOutput<typeof EmailLinkState>;
/** 4 to 40 letters, digits, dots or hyphens; never like an e-mail address, nor like an identifier of the agency's. */
export const Alias = v.object({
  alias: v.pipe(v.string(), v.trim(), v.regex(/^[\p{L}\d][\p{L}\d.-]{3,39}$/u, 'not-valid')),
});
/** French numbers may be typed as usual; kept in E.164: « +33612345678 ». */
export const PhoneChange = v.object({
  phone: v.pipe(v.string(), v.trim(), v.minLength(1, 'empty'), v.maxLength(40, 'too-long')),
  stepUp: v.string(),
});
export const PhoneCode = v.object({ code: SixDigits });
