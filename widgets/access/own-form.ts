const own = 'data-palier-own';
let count = 0;

interface Controls {
  input: HTMLInputElement;
  select: HTMLSelectElement;
  textarea: HTMLTextAreaElement;
}

export interface Field {
  label: HTMLLabelElement;
  input: Controls[keyof Controls];
  hint: HTMLElement;
  error: HTMLElement;
}

/**
 * A form in the light DOM of a widget, where password managers look; the widget's shadow root lays it out by slots.
 * Made with createElement, never by a template: the page around may translate, copy or empty our nodes. Copies are
 * removed, ours are put back, and what was typed stays.
 */
export class OwnForm {
  readonly submit: HTMLButtonElement;
  readonly #host: HTMLElement;
  readonly #form: HTMLFormElement;
  readonly #nodes: HTMLElement[] = [];
  readonly #fields = new Map<string, Field>();
  readonly #said = new WeakMap<Node, string>();
  readonly #observer = new MutationObserver(() => this.#tend());

  constructor(host: HTMLElement, onSubmit: () => unknown) {
    this.#host = host;
    this.#form = this.#add('form');
    this.#form.hidden = true;
    this.#form.noValidate = true;
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      onSubmit();
    });
    this.submit = this.#add('button', 'submit');
    this.submit.type = 'submit';
    this.submit.setAttribute('form', this.#form.id);
  }

  /** A label, a hint, a control and an error, each in the slot `<name>-<part>`. */
  addField(name: string, attributes: Record<string, string>, tag: keyof Controls = 'input'): Field {
    const label = this.#add('label', `${name}-label`);
    const hint = this.#add('span', `${name}-hint`);
    const input = this.#add(tag, `${name}-input`);
    const error = this.#add('span', `${name}-error`);
    label.htmlFor = input.id;
    const fixed = {
      form: this.#form.id,
      'aria-describedby': `${hint.id} ${error.id}`,
      autocapitalize: 'none',
      autocorrect: 'off',
      spellcheck: 'false',
    };
    for (const [key, value] of Object.entries({ ...fixed, name, ...attributes }))
      input.setAttribute(key, value);
    const field = { label, input, hint, error };
    this.#fields.set(name, field);
    return field;
  }

  /** Writes a sentence once: where the page has translated ours, the translation stays. */
  say(node: HTMLElement, text: string): void {
    if (this.#said.get(node) === text) return;
    this.#said.set(node, text);
    node.textContent = text;
    if (node !== this.submit) node.hidden = !text;
  }

  /** The errors by field; a field that is not named has none. */
  show(errors: Record<string, string | undefined>): void {
    for (const [name, { input, error }] of this.#fields) {
      const text = errors[name] ?? '';
      this.say(error, text);
      if (text) input.setAttribute('aria-invalid', 'true');
      else input.removeAttribute('aria-invalid');
    }
  }

  /** Keeps our nodes in place from now on. Called again after a move, it changes nothing. */
  connect(): void {
    this.#tend();
    this.#observer.observe(this.#host, { childList: true });
  }

  disconnect(): void {
    this.#observer.disconnect();
  }

  /** Takes the whole form off the page; what was typed is there again if it comes back. */
  remove(): void {
    this.disconnect();
    for (const node of this.#nodes) node.remove();
  }

  #add<K extends keyof HTMLElementTagNameMap>(tag: K, slot?: string): HTMLElementTagNameMap[K] {
    const node = document.createElement(tag);
    node.id = `palier-${++count}-${slot ?? tag}`;
    node.setAttribute(own, '');
    if (slot) node.slot = slot;
    this.#nodes.push(node);
    return node;
  }

  #tend(): void {
    for (const child of this.#host.querySelectorAll<HTMLElement>(`:scope > [${own}]`))
      if (!this.#nodes.includes(child)) child.remove();
    let next: Node | null = null;
    for (const node of this.#nodes.toReversed()) {
      if (node.parentNode !== this.#host) this.#host.insertBefore(node, next);
      next = node;
    }
    this.#observer.takeRecords();
  }
}
