const renewAfter = 4 * 60_000; // it lives five

/** The token of a page whose cookie is refused: in memory only, renewed while the page is looked at. */
export class Bearer {
  token: string | undefined;
  #renew: () => Promise<{ token: string }>;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(renew: () => Promise<{ token: string }>) {
    this.#renew = renew;
  }

  hold(token: string): void {
    this.token = token;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#refresh(), renewAfter);
  }

  drop(): void {
    this.token = undefined;
    clearTimeout(this.#timer);
  }

  async #refresh(): Promise<void> {
    // Nobody is looking: the session may end.
    if (document.visibilityState !== 'visible') return;
    await this.#renew().then(
      ({ token }) => this.token && this.hold(token),
      () => undefined,
    );
  }
}
