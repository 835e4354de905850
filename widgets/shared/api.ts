import type { ClientResponse, hc } from 'hono/client';
import { AppError, type ErrorBody, type ErrorCode, type Fields } from '../../server/values/error.ts';
import type { App } from '../../server/app.ts';

/** How requests are signed and what happens when the server says that nobody is signed in. */
export interface Line {
  agency: string | undefined;
  /** The bearer of a cross-site page whose cookie is refused. */
  token(): string | undefined;
  signedOut(): void;
}

interface Args {
  param?: Record<string, string>;
  query?: Record<string, string | undefined>;
  json?: unknown;
}

/**
 * The client that hono types from the server's own routes: `api.balances[':ledger'].entries.$get({ param, query })`.
 * The few lines behind it are ours: hono's weigh as much as the page's whole state, for requests we never make.
 */
export const createApi = (endpoint: string, line: Line) => {
  const send = (
    method: string,
    path: string[],
    { param = {}, query = {}, json }: Args = {},
    options?: { init?: RequestInit },
  ) => {
    const names = path.map((name) =>
      name.startsWith(':') ? encodeURIComponent(param[name.slice(1)] ?? '') : name,
    );
    const url = new URL(`${endpoint}/v1/${names.join('/')}`);
    for (const name of Object.keys(query)) if (query[name]) url.searchParams.set(name, query[name]);
    if (line.agency) url.searchParams.set('agency', line.agency);
    const token = line.token();
    const headers = new Headers(token ? { authorization: `Bearer ${token}` } : {});
    const init: RequestInit = { ...options?.init, method, headers, credentials: token ? 'omit' : 'include' };
    // Only writes carry our header: a bare GET needs no preflight, one round trip less.
    if (method !== 'GET') {
      headers.set('x-palier-client', '1');
      headers.set('content-type', 'application/json');
      if (json) init.body = JSON.stringify(json);
    }
    return fetch(url, init).then((answer) => {
      if (answer.status === 401) line.signedOut();
      return answer;
    });
  };
  const at = (path: string[]): unknown =>
    new Proxy(() => undefined, {
      // Whoever awaits the client must not take it for a promise.
      get: (_target, name) => (name === 'then' ? undefined : at([...path, String(name)])),
      apply: (_target, _this, [args, options]: [Args?, { init?: RequestInit }?]) =>
        send((path.at(-1) ?? '').slice(1).toUpperCase(), path.slice(0, -1), args, options),
    });
  return at([]) as ReturnType<typeof hc<App>>['v1'];
};

export type Api = ReturnType<typeof createApi>;

/** JSON has no `undefined`: what may be absent is absent. */
type Received<T> = T extends (infer I)[]
  ? Received<I>[]
  : T extends object
    ? { [K in keyof T]: Received<Exclude<T[K], undefined>> }
    : T;

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
