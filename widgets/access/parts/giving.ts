/** As the asking page calls the window it opens. */
const windowName = 'palier-connexion';

/** What an embedding page asks of the portal: see `asking.ts` for the other end. */
export interface Request {
  origin: string;
  challenge: string;
  /** Where to return to when there is no window to give the code to. */
  back: string | undefined;
}

export const requestIn = (address: Location | URL): Request | undefined => {
  const asked = new URL(address.href).searchParams;
  const [origin, challenge, back] = ['origin', 'challenge', 'retour'].map(
    (name) => asked.get(name) ?? undefined,
  );
  if (!origin || !challenge) return undefined;
  // The server checks the origin against the agency's list; a return elsewhere than there would give the code away.
  const sameOrigin = back && URL.canParse(back) && new URL(back).origin === origin;
  return { origin, challenge, back: sameOrigin ? back : undefined };
};

/** Gives the code back, by the way that is open. False when there is none. */
export const giveCode = (code: string, { origin, back }: Request): boolean => {
  // A tab keeps its opener when it changes site: only the window we named is ours to close.
  if (window.opener && window.name === windowName) {
    (window.opener as Window).postMessage({ palier: 'code', code }, origin);
    window.close();
  } else if (back) location.replace(`${back.replace(/#.*/, '')}#palier-code=${code}`);
  else return false;
  return true;
};
