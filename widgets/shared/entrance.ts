const looks = ['theme', 'font', 'density', 'heading-level'];

/** A `<palier-login>` among the children of a widget, in its slot `entrance`: password managers look for one there. */
export class Entrance {
  readonly #host: HTMLElement;
  #login: HTMLElement | undefined;

  constructor(host: HTMLElement) {
    this.#host = host;
  }

  /** One of ours while it is wanted, none otherwise, whatever the page did to the children. */
  keep(wanted: boolean): void {
    if (wanted && !this.#login) {
      this.#login = document.createElement('palier-login');
      this.#login.slot = 'entrance';
      this.#login.setAttribute('data-palier-own', '');
    }
    for (const child of this.#host.querySelectorAll(':scope > [slot=entrance]'))
      if (child !== this.#login || !wanted) child.remove();
    if (!this.#login || !wanted) return;
    for (const name of looks) {
      const value = this.#host.getAttribute(name);
      if (value !== null) this.#login.setAttribute(name, value);
    }
    if (this.#login.parentElement !== this.#host) this.#host.append(this.#login);
  }
}
