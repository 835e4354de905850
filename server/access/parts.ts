import type { Sessions } from './session.ts';
import type { SocialProviders } from './social/providers.ts';

/** What the routes of access are made with. */
export interface AccessParts {
  sessions: Sessions;
  trustedProxies: number;
  social: SocialProviders;
  /** Something waits in the outbox. */
  wake: () => void;
}
