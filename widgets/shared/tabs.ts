export type News = 'signed-in' | 'signed-out';

interface Ears {
  /** Another tab of this site says so. */
  told(what: News): unknown;
  /** The page is looked at again: things may have changed meanwhile. */
  back(): unknown;
}

/** Keeps the tabs of one site in agreement. Portal and site are two origins, hence `back` besides. */
export const watchTabs = (name: string, ears: Ears) => {
  const channel = openChannel(name);
  const onPageShow = (event: PageTransitionEvent) => event.persisted && ears.back();
  const onVisible = () => document.visibilityState === 'visible' && ears.back();
  if (channel) channel.onmessage = ({ data }: MessageEvent<News>) => ears.told(data);
  addEventListener('pageshow', onPageShow);
  document.addEventListener('visibilitychange', onVisible);
  return {
    tell: (what: News) => channel?.postMessage(what),
    stop: () => {
      channel?.close();
      removeEventListener('pageshow', onPageShow);
      document.removeEventListener('visibilitychange', onVisible);
    },
  };
};

// Some frames refuse it.
const openChannel = (name: string): BroadcastChannel | undefined => {
  try {
    return new BroadcastChannel(name);
  } catch {
    return undefined;
  }
};
