import type { Page } from '../../shared/page.ts';

// A page of another site cannot hold our cookie by itself: the portal signs in, and hands over a code that is good for
// one minute, once, for that origin, to whoever holds the verifier (PKCE, RFC 7636).

export interface Proof {
  verifier: string;
  challenge: string;
}

const base64url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

/** Made ahead of the click: a window opened after an `await` is refused. */
export const makeProof = async (): Promise<Proof> => {
  const verifier = base64url(crypto.getRandomValues(new Uint8Array(32)));
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
  return { verifier, challenge: base64url(new Uint8Array(digest)) };
};

const windowName = 'palier-connexion';
const keyOf = (page: Page): string => `palier:${page.endpoint}:${page.agency ?? ''}`;

/** The portal's page with the question; the verifier waits in this tab's storage for a return by the address. */
const prepare = (page: Page, address: string, { verifier, challenge }: Proof): string | undefined => {
  const url = new URL(address);
  url.searchParams.set('origin', location.origin);
  url.searchParams.set('challenge', challenge);
  try {
    sessionStorage.setItem(keyOf(page), verifier);
  } catch {
    return undefined;
  }
  url.searchParams.set('retour', location.href.replace(/#.*/, ''));
  return url.href;
};

/** Opens the portal in a small window; nothing when the browser refuses it. */
export const openWindow = (page: Page, address: string, proof: Proof): Window | null => {
  const url = prepare(page, address, proof);
  return url ? window.open(url, windowName, 'popup,width=480,height=760') : null;
};

/** Goes to the portal in this very tab instead. Where nothing can be kept, only to look at the portal itself. */
export const leaveForPortal = (page: Page, address: string, proof: Proof): void =>
  location.assign(prepare(page, address, proof) ?? address);

/** The code that the small window gives; undefined when it is closed without one, or when nobody waits any more. */
export const codeFrom = (
  popup: Window,
  portalUrl: string,
  signal: AbortSignal,
): Promise<string | undefined> =>
  new Promise((resolve) => {
    const done = (code?: string) => {
      clearInterval(closed);
      removeEventListener('message', onMessage);
      signal.removeEventListener('abort', onAbort);
      resolve(code);
    };
    const onAbort = () => done();
    const onMessage = ({ origin, source, data }: MessageEvent<{ palier?: string; code?: string } | null>) => {
      if (origin === new URL(portalUrl).origin && source === popup && data?.palier === 'code')
        done(data.code);
    };
    // Closing says nothing by itself: it can only be looked at.
    const closed = setInterval(() => popup.closed && done(), 500);
    addEventListener('message', onMessage);
    signal.addEventListener('abort', onAbort);
  });

/** The verifier that waits in this tab, once. */
export const takeVerifier = (page: Page): string | undefined => {
  try {
    const verifier = sessionStorage.getItem(keyOf(page)) ?? undefined;
    sessionStorage.removeItem(keyOf(page));
    return verifier;
  } catch {
    return undefined;
  }
};

/** The code brought back in the fragment, taken out of the address bar whether it serves or not. */
export const codeFromAddress = (): string | undefined => {
  const code = /^#palier-code=([\w-]+)$/.exec(location.hash)?.[1];
  if (code) history.replaceState(history.state, '', location.pathname + location.search);
  return code;
};
