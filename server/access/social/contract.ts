import * as v from 'valibot';
import { SocialProvider } from '../../values/ways-in.ts';

/** A provider that this agency offers, by the name people know. */
export const SocialOffer = v.strictObject({ provider: SocialProvider, name: v.string() });
export type SocialOffer = v.InferOutput<typeof SocialOffer>;

/** `link` needs a session and a step-up; `first-connection` one whose address is confirmed. */
export const NewSocialFlow = v.object({
  purpose: v.picklist(['sign-in', 'link', 'first-connection']),
  /** The page to come back to: its origin is one of the agency's. */
  returnTo: v.pipe(v.string(), v.maxLength(2000, 'too-long'), v.url('not-valid')),
  stepUp: v.optional(v.string()),
});
export type NewSocialFlow = v.InferOutput<typeof NewSocialFlow>;

/** Where the browser goes, at top level. */
export const SocialDeparture = v.strictObject({ url: v.string() });

/** Back at the page, `#palier-social=<outcome>` says what came of it; the widget takes it out of the address bar. */
export const socialOutcomes = [
  'signed-in',
  'linked',
  'unknown', // nobody linked this identity: sign in another way, then link it in « Mon accès »
  'taken', // it is linked to somebody else
  'refused', // the person said no at the provider
  'failed', // the provider's answer could not be believed, or never came
] as const;
export type SocialOutcome = (typeof socialOutcomes)[number];

/** One that is linked to this login. */
export const LinkedSocial = v.strictObject({
  provider: SocialProvider,
  name: v.string(),
  /** « h…@courriel.example », as the provider said when it was linked; may be empty. */
  label: v.string(),
  linkedAt: v.string(),
});
export type LinkedSocial = v.InferOutput<typeof LinkedSocial>;
