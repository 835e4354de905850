import type { SocialProvider } from '../../values/ways-in.ts';
import type { SocialOffer } from './contract.ts';

/** What this server knows of each provider: none, until the operator configures some. */
export interface SocialProviders {
  /** Of those the agency wants, those that are configured, in its order. */
  offers(wanted: readonly SocialProvider[]): SocialOffer[];
}

export const noProviders: SocialProviders = { offers: () => [] };
