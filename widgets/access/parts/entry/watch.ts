const soonMs = 3000;
const everyMs = 10_000;
const atMostSoon = 10;
const longestMs = 10 * 60_000;

/**
 * Looks again at where a first connection stands: on coming back to this window, for the link of the mail may have been
 * opened in another; every few seconds while a mail is on its way, for its server may refuse it; then every ten seconds
 * for ten minutes.
 */
export class Watch {
  readonly #look: () => unknown;
  #soon = 0;
  #until = 0;
  #isOver = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(look: () => unknown) {
    this.#look = look;
  }

  start(): void {
    this.#isOver = false;
    document.addEventListener('visibilitychange', this.#now);
  }

  stop(): void {
    this.#isOver = true;
    document.removeEventListener('visibilitychange', this.#now);
    clearTimeout(this.#timer);
  }

  /** For another mail. */
  renew(): void {
    this.#soon = atMostSoon;
    this.#until = Date.now() + longestMs;
  }

  later(isOnItsWay = false): void {
    clearTimeout(this.#timer);
    // An answer may come after the screen was left.
    if (this.#isOver || Date.now() >= this.#until) return;
    const isSoon = isOnItsWay && this.#soon-- > 0;
    this.#timer = setTimeout(this.#now, isSoon ? soonMs : everyMs);
  }

  readonly #now = (): void => {
    if (document.visibilityState === 'visible') this.#look();
  };
}
