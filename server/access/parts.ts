import type { Sessions } from './session.ts';
import type { SocialProviders } from './social/providers.ts';

/** What the routes of access are made with. */
export interface AccessParts {
  sessions: Sessions;
  trustedProxies: number;
  social: SocialProviders;
  /** Codes can be sent by SMS: a number may be kept, and used. */
  phoneOffered: boolean;
  /** Something waits in the outbox. */
  wake: () => void;
}
