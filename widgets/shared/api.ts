import { hc } from 'hono/client';
import type { ClientResponse } from 'hono/client';
import { AppError, type ErrorBody, type ErrorCode, type Fields } from '../../server/values/error.ts';
import type { App } from '../../server/app.ts';

/** How requests are signed and what happens when the server says that nobody is signed in. */
export interface Line {
  agency: string | undefined;
  /** The bearer of a cross-site page whose cookie is refused. */
  token(): string | undefined;
  signedOut(): void;
}

/** The typed client, one property per capability: `api.balances.$get()`. */
export const createApi = (endpoint: string, line: Line) =>
  hc<App>(endpoint, {
    fetch: async (input: RequestInfo | URL, init: RequestInit = {}) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (line.agency) url.searchParams.set('agency', line.agency);
      const headers = new Headers(init.headers);
      const token = line.token();
      if (token && !headers.has('authorization')) headers.set('authorization', `Bearer ${token}`);
      // Only writes carry our header: a bare GET needs no preflight, one round trip less.
      if (init.method && init.method !== 'GET') {
        headers.set('x-palier-client', '1');
        headers.set('content-type', 'application/json');
      }
      const answer = await fetch(url, { ...init, headers, credentials: token ? 'omit' : 'include' });
      if (answer.status === 401) line.signedOut();
      return answer;
    },
  }).v1;

export type Api = ReturnType<typeof createApi>;

/** JSON has no `undefined`: what may be absent is absent. */
type Received<T> = T extends (infer I)[] ? Received<I>[] : T extends object ? { [K in keyof T]: Received<Exclude<T[K], undefined>> } : T;

/** The answer, or an AppError when the server refuses; what the network throws passes through. */
export const call = async <T>(answer: Promise<ClientResponse<T, number, 'json'>>): Promise<Received<T>> => {
  const response = await answer;
  if (response.ok) return (await response.json()) as Received<T>;
  const body = (await response.json().catch(() => ({}))) as Partial<ErrorBody>;
  const { code = 'internal', ...detail } = body.error ?? {};
  throw new AppError(code, detail);
};

/** What went wrong, in the words of the text tables: the server's codes, and `offline` when it could not be asked. */
export interface Failure {
  code: ErrorCode | 'offline';
  fields: Fields;
  retryAfter: number | undefined;
}

export const failureOf = (error: unknown): Failure =>
  error instanceof AppError
    ? { code: error.code, fields: error.fields ?? {}, retryAfter: error.retryAfter }
    : { code: 'offline', fields: {}, retryAfter: undefined };

/** Asks again when the server is busy, after the time it gives, three times at most. */
export const patiently = async <T>(ask: () => Promise<T>, left = 3): Promise<T> => {
  try {
    return await ask();
  } catch (error) {
    const { code, retryAfter = 1 } = failureOf(error);
    if (code !== 'busy' || left === 0) throw error;
    await new Promise((resolve) => setTimeout(resolve, retryAfter * 1000));
    return patiently(ask, left - 1);
  }
};
