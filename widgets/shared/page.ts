import type { Person, SignedIn } from '../../server/access/contract.ts';
import type { SessionMode } from '../../server/access/contract.ts';
import type { Bootstrap, Need } from '../../server/portal/contract.ts';
import { AppError } from '../../server/values/error.ts';
import { type Api, call, createApi, failureOf } from './api.ts';
import type { Bearer } from './bearer.ts';
import { emit } from './events.ts';
import { house } from './house.ts';
import { watchTabs } from './tabs.ts';

/** What the widgets of a page show. `link`: this page may not talk to the endpoint, only lead to the portal. */
export interface PageView {
  status: 'loading' | 'ready' | 'unreachable' | 'unlisted';
  mode: SessionMode | 'link';
  bootstrap?: Bootstrap;
}

const patience = 10_000;
const restAfter = 5_000;

/** The state shared by all the widgets of one endpoint and agency on a page. Starts with its first reader. */
export class Page {
  readonly endpoint: string;
  readonly agency: string | undefined;
  readonly api: Api;
  view: PageView = { status: 'loading', mode: 'same-site' };
  /** Where one signs in on this page, when there is such a place. */
  entrance: { focus(): void } | undefined;
  /** Whoever was here went without signing out: said where one signs in again. */
  ended = false;

  #readers = new Set<() => void>();
  #wanted = new Set<Need>();
  /** What the last request asked for; undefined before the first. */
  #asked: Set<Need> | undefined;
  #scheduled: Promise<void> | undefined;
  #turn = 0;
  #tabs: ReturnType<typeof watchTabs> | undefined;
  #resting: ReturnType<typeof setTimeout> | undefined;
  #bearer: Bearer | undefined;
  /** The client account to be shown, of several. */
  #account: string | undefined;
  /** Somebody else is signed in than the one who is shown. */
  #changed = false;

  constructor(endpoint: string, agency: string | undefined) {
    this.endpoint = endpoint;
    this.agency = agency;
    this.api = createApi(endpoint, {
      agency,
      token: () => this.#bearer?.token,
      signedOut: () => {
        this.#bearer?.drop();
        void this.#recheck();
      },
    });
  }

  get person(): Person | null {
    return this.view.bootstrap?.person ?? null;
  }

  /** Whether several widgets of this page show it. */
  get accompanied(): boolean {
    return this.#readers.size > 1;
  }

  /** Reads the view until the answer is called. */
  subscribe(reader: () => void): () => void {
    clearTimeout(this.#resting);
    this.#readers.add(reader);
    this.#tabs ??= watchTabs(`palier:${this.endpoint}:${this.agency ?? ''}`, {
      told: (what) => (what === 'signed-out' ? this.#leave() : this.refresh()),
      back: () => this.#recheck(),
    });
    return () => {
      if (this.#readers.delete(reader) && this.#readers.size === 0)
        this.#resting = setTimeout(() => this.#rest(), restAfter);
    };
  }

  /** Asks for what a widget shows. All that is asked in one breath goes into one request. */
  need(...needs: readonly Need[]): void {
    for (const need of needs) this.#wanted.add(need);
    if (this.#asked && needs.every((need) => this.#asked?.has(need))) return;
    this.#asked = new Set(this.#wanted);
    void this.refresh();
  }

  /** Reads everything again, in one request. What is shown stays until the answer. */
  refresh(): Promise<void> {
    this.#scheduled ??= Promise.resolve().then(() => {
      this.#scheduled = undefined;
      return this.#load();
    });
    return this.#scheduled;
  }

  /** Tries again after an error, showing that it does. */
  retry(): Promise<void> {
    this.#show({ status: 'loading', mode: this.view.mode });
    return this.refresh();
  }

  /** Shows one client account only, or all of them. */
  choose(account?: string): Promise<void> {
    this.#account = account;
    return this.refresh();
  }

  /** Takes the session that the portal handed over: a cookie if it holds here, else the bearer in memory. */
  async adopt({ token }: SignedIn, Holder: typeof Bearer): Promise<void> {
    const { person } = await call(this.api.session.$get());
    if (!person && token) this.#bearer = new Holder(token, () => call(this.api.session.renewal.$post()));
    await this.entered();
  }

  async signOut(): Promise<void> {
    await call(this.api.session.$delete()).catch((error: unknown) => {
      if (failureOf(error).code !== 'signed-out') throw error;
    });
    this.#forget();
    this.#tabs?.tell('signed-out');
    emit(undefined, 'palier-signed-out', {});
    await this.refresh();
  }

  /**
   * A session was opened: shows whose it is, or what it still waits for. Throws `not-allowed` when the browser kept no
   * cookie.
   */
  async entered(): Promise<void> {
    await this.refresh();
    if (this.view.bootstrap?.awaits) return;
    if (!this.person) throw new AppError('not-allowed');
    this.#tabs?.tell('signed-in');
    emit(undefined, 'palier-signed-in', {});
  }

  /** Another tab signed out: this one's own bearer goes too. */
  async #leave(): Promise<void> {
    if (this.#bearer?.token) await call(this.api.session.$delete()).catch(() => undefined);
    if (this.person) emit(undefined, 'palier-signed-out', {});
    this.#forget();
    await this.refresh();
  }

  /** Nothing of the person stays, nor comes with an answer that still travels. */
  #forget(): void {
    this.#bearer?.drop();
    this.#account = undefined;
    this.ended = false;
    this.#turn++;
    this.#show(withoutPerson(this.view));
  }

  /** A light look at who is signed in; everything is read again only when that changed. */
  async #recheck(): Promise<void> {
    if (this.view.status !== 'ready') return;
    const answer = await call(this.api.session.$get()).catch(() => undefined);
    this.#changed = !!answer && answer.person?.email !== this.person?.email;
    if (this.#changed) await this.refresh();
  }

  async #load(): Promise<void> {
    const turn = ++this.#turn;
    const hadPerson = this.person !== null;
    // In one order, so that a page can ask beforehand for the very same address.
    const needs = [...this.#wanted].toSorted();
    this.#asked = new Set(needs);
    emit(undefined, 'palier-load-start', {});
    const view = await this.#ask(needs);
    if (turn !== this.#turn) return;
    // A refresh that fails leaves what was shown, unless it is another person's: the next one will tell.
    if (view.status !== 'ready' && this.view.status === 'ready')
      return this.#changed ? this.#show(withoutPerson(this.view)) : undefined;
    this.#changed = false;
    this.#account = view.bootstrap?.account;
    const before = this.view.status;
    const ends = hadPerson && !view.bootstrap?.person;
    this.ended = !view.bootstrap?.person && (ends || this.ended);
    this.#show(view);
    if (view.status === 'unlisted' && before !== 'unlisted')
      console.warn(`palier: the page's origin, ${window.origin}, is not among the agency's "origins"`);
    if (ends && view.bootstrap) emit(undefined, 'palier-session-expired', {});
    if (view.status !== 'ready')
      emit(undefined, 'palier-error', { code: view.status, retryable: view.status === 'unreachable' });
  }

  async #ask(needs: Need[]): Promise<PageView> {
    // A sandboxed block has no origin that an agency could list.
    if (window.origin === 'null') return { status: 'unlisted', mode: 'link' };
    const init = { signal: AbortSignal.timeout(patience) };
    try {
      const query = { need: needs.join(), account: this.#account };
      const bootstrap = await call(this.api.bootstrap.$get({ query }, { init }));
      return { status: 'ready', mode: bootstrap.mode, bootstrap };
    } catch (error) {
      const { code } = failureOf(error);
      const unlisted =
        code === 'not-allowed' || (code === 'offline' && !init.signal.aborted && (await this.#answers()));
      return unlisted
        ? { status: 'unlisted', mode: 'link' }
        : { status: 'unreachable', mode: this.view.mode };
    }
  }

  /** Browsers hide why a request failed; one that wants no answer tells « not listed » from « no network ». */
  async #answers(): Promise<boolean> {
    if (new URL(this.endpoint).origin === window.origin) return false;
    const init: RequestInit = { mode: 'no-cors', credentials: 'omit', signal: AbortSignal.timeout(patience) };
    return fetch(`${this.endpoint}/v1/bootstrap`, init).then(
      () => true,
      () => false,
    );
  }

  #show(view: PageView): void {
    this.view = view;
    for (const reader of this.#readers) reader();
  }

  #rest(): void {
    this.#tabs?.stop();
    this.#tabs = undefined;
    this.#turn++;
    this.#asked = undefined;
    this.#wanted.clear();
    this.view = { status: 'loading', mode: 'same-site' };
  }
}

const withoutPerson = ({ bootstrap, ...view }: PageView): PageView =>
  bootstrap
    ? {
        ...view,
        bootstrap: { agency: bootstrap.agency, mode: bootstrap.mode, social: bootstrap.social, person: null },
      }
    : view;

/** The page's state for an endpoint and an agency: the same one for everybody who asks. */
export const pageFor = (endpoint: string, agency: string | undefined): Page => {
  const key = `${endpoint}|${agency ?? ''}`;
  const page = house.pages.get(key) ?? new Page(endpoint, agency);
  house.pages.set(key, page);
  return page;
};
