/** A part of a widget that comes as a chunk of its own, fetched when it is first read. */
export class Lazy<M> {
  failed = false;
  #module: M | undefined;
  #asked = false;
  readonly #host: { requestUpdate(): void };
  readonly #load: () => Promise<M>;

  constructor(host: { requestUpdate(): void }, load: () => Promise<M>) {
    this.#host = host;
    this.#load = load;
  }

  /** The module once it is there; the host is drawn again when it comes. */
  get value(): M | undefined {
    if (!this.#asked) this.fetch();
    return this.#module;
  }

  readonly fetch = (): void => {
    this.#asked = true;
    this.failed = false;
    this.#load()
      .then(
        (module) => (this.#module = module),
        () => (this.failed = true),
      )
      .finally(() => this.#host.requestUpdate());
  };
}
