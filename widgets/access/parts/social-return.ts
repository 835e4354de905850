import type { SocialOutcome } from '../../../server/access/social/contract.ts';

const outcomes: Record<SocialOutcome, true> = {
  'signed-in': true,
  linked: true,
  unknown: true,
  taken: true,
  refused: true,
  failed: true,
};

/** What came of going to a provider, out of the address and its bar at once: whoever asks first says it. */
export const takeOutcome = (): SocialOutcome | undefined => {
  const word = /^#palier-social=([\w-]+)$/.exec(location.hash)?.[1];
  if (!word) return undefined;
  history.replaceState(history.state, '', location.pathname + location.search);
  return Object.hasOwn(outcomes, word) ? (word as SocialOutcome) : 'failed';
};
