import type { Page } from '../shared/page.ts';
import { requestIn, type Request } from './handoff.ts';

/** What the portal's own address asks of its sign-in widget. Any other page asks nothing. */
export interface Errand {
  /** The token of a mailed link, to choose a new password. */
  token?: string;
  /** An embedding page waits for a sign-in. */
  handoff?: Request;
}

export const errandAt = (page: Page): Errand => {
  if (location.origin !== page.endpoint) return {};
  if (location.pathname === '/connexion') {
    const handoff = requestIn(location);
    return handoff ? { handoff } : {};
  }
  if (location.pathname !== '/nouveau-mot-de-passe') return {};
  const token = location.hash.slice(1);
  if (!token) return {};
  // Out of the address bar, the history and the next Referer.
  history.replaceState(history.state, '', location.pathname);
  return { token };
};
