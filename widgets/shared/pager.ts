/** One page of a list, as keyset pagination gives it; `next` is null on the last one. */
export interface Page<Item> {
  items: readonly Item[];
  next: string | null;
}

type Read<Query, Item> = (
  query: Query,
  after: string | undefined,
  signal: AbortSignal,
) => Promise<Page<Item>>;

/**
 * A list read page by page. While a new question is asked the old answer stays in sight, so that nothing jumps;
 * an answer to a question nobody asks any more is dropped.
 */
export class Pager<Query, Item> {
  /** What is asked now, and what `items` answers: they differ while the answer travels. */
  query: Query;
  shown: Query;
  items: readonly Item[] = [];
  next: string | null = null;
  state: 'ready' | 'asking' | 'adding' = 'ready';
  failure: unknown = undefined;
  readonly #read: Read<Query, Item>;
  readonly #changed: () => void;
  #running: AbortController | undefined;
  #again = false;

  constructor(query: Query, read: Read<Query, Item>, changed: () => void) {
    this.query = this.shown = query;
    this.#read = read;
    this.#changed = changed;
  }

  /** Begin with a page that came with something else. */
  start(query: Query, page: Page<Item>): void {
    this.stop();
    this.query = this.shown = query;
    this.items = page.items;
    this.next = page.next;
  }

  /** Ask now; a question already travelling is forgotten. */
  ask(query: Query): Promise<void> {
    this.query = query;
    return this.#run('asking');
  }

  /** Ask when the running question has its answer: typing never piles up requests, and the last word wins. */
  async askSoon(query: Query): Promise<void> {
    this.query = query;
    if (this.state === 'asking') this.#again = true;
    else await this.#run('asking');
  }

  /** The following page, added at the end. */
  async more(): Promise<void> {
    if (this.state === 'ready' && this.next !== null) await this.#run('adding');
  }

  /** Whatever failed last, once more. */
  retry(): Promise<void> {
    return this.#run(this.query === this.shown && this.next !== null ? 'adding' : 'asking');
  }

  stop(): void {
    this.#running?.abort();
    this.#running = undefined;
    this.#again = false;
    this.state = 'ready';
    this.failure = undefined;
  }

  async #run(state: 'asking' | 'adding'): Promise<void> {
    this.stop();
    const mine = (this.#running = new AbortController());
    this.state = state;
    this.#changed();
    const asked = this.query;
    try {
      const page = await this.#read(
        asked,
        state === 'adding' ? (this.next ?? undefined) : undefined,
        mine.signal,
      );
      if (mine !== this.#running) return;
      this.items = state === 'adding' ? [...this.items, ...page.items] : page.items;
      this.next = page.next;
      this.shown = asked;
    } catch (error) {
      if (mine !== this.#running) return;
      this.failure = error;
    }
    this.state = 'ready';
    if (this.#again) {
      await this.#run('asking');
      return;
    }
    this.#changed();
  }
}
