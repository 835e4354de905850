import { hc } from 'hono/client';
import type { App } from '../app.ts';

export type Site = 'same-origin' | 'same-site' | 'cross-site';

export interface Page {
  /** Where Palier is: the origin that is asked. */
  endpoint: string;
  /** The page that asks; the endpoint itself unless told. */
  origin?: string | undefined;
  site?: Site | undefined;
}

export interface Send {
  method?: string;
  /** Sent as JSON. */
  json?: unknown;
  headers?: Record<string, string>;
  /** Headers that this browser would send and that the test leaves out. */
  without?: string[];
  /** Another body, as it is. */
  body?: string;
}

interface Cookie {
  value: string;
  sameSite: string;
}

/** Asks the application as a browser would: cookies, Origin, Sec-Fetch-Site; no port. */
export class Browser {
  readonly cookies = new Map<string, Cookie>();
  readonly #app: App;
  readonly #page: { endpoint: string; origin: string; site: Site };
  bearer: string | undefined;

  constructor(app: App, { endpoint, origin = endpoint, site }: Page) {
    this.#app = app;
    this.#page = { endpoint, origin, site: site ?? (origin === endpoint ? 'same-origin' : 'same-site') };
  }

  /** The typed client over this browser. */
  get api() {
    return hc<App>(this.#page.endpoint, {
      headers: { 'X-Palier-Client': '1' },
      fetch: async (input: string | URL | Request, init?: RequestInit) =>
        this.#fetch(new Request(input, init), []),
    }).v1;
  }

  async send(path: string, { method, json, headers = {}, without = [], body }: Send = {}): Promise<Response> {
    const content = json === undefined ? body : JSON.stringify(json);
    const verb = method ?? (content === undefined ? 'GET' : 'POST');
    const request = new Request(this.#page.endpoint + path, {
      method: verb,
      ...(content !== undefined && { body: content }),
      headers: {
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(verb !== 'GET' && { 'X-Palier-Client': '1' }),
        ...headers,
      },
    });
    return this.#fetch(request, without);
  }

  async #fetch(request: Request, without: string[]): Promise<Response> {
    const { endpoint, origin, site } = this.#page;
    const { headers } = request;
    const add = (name: string, value: string) => {
      if (!headers.has(name)) headers.set(name, value);
    };
    add('Host', new URL(endpoint).host);
    add('Sec-Fetch-Site', site);
    if (request.method !== 'GET' || site !== 'same-origin') add('Origin', origin);
    if (this.bearer !== undefined) add('Authorization', `Bearer ${this.bearer}`);
    const sent = [...this.cookies].filter(([, { sameSite }]) => site !== 'cross-site' || sameSite === 'None');
    if (sent.length > 0) add('Cookie', sent.map(([name, { value }]) => `${name}=${value}`).join('; '));
    for (const name of without) headers.delete(name);
    const response = await this.#app.fetch(request);
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    return response;
  }

  /** Refuses what a browser would refuse in silence. */
  #keep(line: string): void {
    const [pair = '', ...attributes] = line.split('; ');
    const [name = '', value = ''] = pair.split('=', 2);
    const has = (attribute: string) => attributes.includes(attribute);
    if (!name.startsWith('__Host-') || !has('Secure') || !has('Path=/') || line.includes('Domain='))
      throw new Error(`a browser would drop this cookie: ${name}`);
    if (has('Max-Age=0')) this.cookies.delete(name);
    else this.cookies.set(name, { value, sameSite: /SameSite=(\w+)/.exec(line)?.[1] ?? '' });
  }
}
