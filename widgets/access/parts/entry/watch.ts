const everyMs = 3000;
const atMost = 10;

/**
 * Looks again at where a first connection stands: on coming back to this window, for the link of the mail may have been
 * opened in another, and a few times while a mail is on its way, for its server may refuse it.
 */
export class Watch {
  readonly #look: () => unknown;
  #left = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(look: () => unknown) {
    this.#look = look;
  }

  start(): void {
    document.addEventListener('visibilitychange', this.#now);
  }

  stop(): void {
    document.removeEventListener('visibilitychange', this.#now);
    clearTimeout(this.#timer);
  }

  /** For another mail. */
  renew(): void {
    this.#left = atMost;
  }

  later(): void {
    clearTimeout(this.#timer);
    if (this.#left-- > 0) this.#timer = setTimeout(this.#now, everyMs);
  }

  readonly #now = (): void => {
    if (document.visibilityState === 'visible') this.#look();
  };
}
