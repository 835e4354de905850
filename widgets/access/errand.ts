import type { WayIn } from '../../server/values/ways-in.ts';

/** The screens of who is not signed in yet. */
export type Where = 'sign-in' | 'recover' | 'ways-in' | 'assistance' | 'factor';

/** What one screen hands to the next, and how it goes there. */
export interface Errand {
  /** As typed so far, so that it is typed once. */
  identifier?: string | undefined;
  path?: WayIn | undefined;
  /** Out of the address of a mailed link or a QR code; already taken out of the address bar. */
  fragment?: string | undefined;
  /** The account is added to who is signed in. */
  join?: boolean | undefined;
  /** Where to go back to. */
  from?: Where | undefined;
  /** Shown once, of a second factor just set up: they stay on the screen, whatever the page reads meanwhile. */
  recoveryCodes?: readonly string[] | undefined;
  /** To another screen; without one, back to the first. Its title or first field takes the focus. */
  readonly go: (where?: Where, errand?: Given) => void;
  /** Signed in, or a second factor is due: reads the page again and shows who is there; at home, unless one `stays`. */
  readonly entered: (stays?: boolean) => Promise<void>;
}

/** What is handed over on the way; `undefined` for what is not. */
export type Given = {
  [K in 'identifier' | 'path' | 'fragment' | 'join' | 'from' | 'recoveryCodes']?: Errand[K] | undefined;
};

/** Of `parts/social.ts`. */
export interface SocialErrand {
  purpose: 'sign-in' | 'first-connection';
}
