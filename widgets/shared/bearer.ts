const life = 5 * 60_000;

/** The token of a page whose cookie is refused: in memory only, renewed while the page is looked at. */
export class Bearer {
  token: string | undefined;
  readonly #renew: () => Promise<{ token: string }>;
  readonly #life: number;
  #since = 0;
  #asking = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(token: string, renew: () => Promise<{ token: string }>, lives = life) {
    this.#renew = renew;
    this.#life = lives;
    document.addEventListener('visibilitychange', this.#look);
    this.#hold(token);
  }

  readonly drop = (): void => {
    this.token = undefined;
    clearTimeout(this.#timer);
    document.removeEventListener('visibilitychange', this.#look);
  };

  #hold(token: string): void {
    this.token = token;
    this.#since = Date.now();
    this.#lookIn(0.8 * this.#life);
  }

  #lookIn(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#look, wait);
  }

  /** Renews late in the token's life. While nobody looks the session may end: whoever comes back before is in time. */
  readonly #look = (): void => {
    const age = Date.now() - this.#since;
    if (this.#asking || document.visibilityState !== 'visible') return;
    if (age < 0.8 * this.#life || age > this.#life) return;
    void this.#ask(this.token);
  };

  async #ask(token: string | undefined): Promise<void> {
    this.#asking = true;
    const next = await this.#renew().catch(() => undefined);
    this.#asking = false;
    // Somebody signed out meanwhile.
    if (!token || this.token !== token) return;
    if (next) this.#hold(next.token);
    else this.#lookIn(this.#life / 30);
  }
}
