import { html, nothing } from 'lit';
import type { InferOutput } from 'valibot';
import type { DeskSummary } from '../../../server/desk/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { Lazy } from '../../shared/lazy.ts';
import { trouble } from '../../ui/trouble.ts';
import { Invitation } from './invitation.ts';
import { Letters } from './letters.ts';
import type { People } from './people.ts';
import { type DeskPlace, fragmentOf, placeOf } from './place.ts';
import { Queue } from './queue.ts';
import { RequestScreen } from './request.ts';
import { rowsToCome } from './skeleton.ts';
import type { DeskText } from './text/fr.ts';
import type { Tools } from './tools.ts';
import { words } from './words.ts';

/** The agency's side: what waits for it, and who found the way in. */
export class Desk implements Screen, Tools {
  readonly host: FormElement;
  summary: InferOutput<typeof DeskSummary> | undefined;
  readonly letters: Letters;
  readonly #queue: Queue;
  /** Comes when it is first visited. */
  readonly #access: Lazy<People>;
  #people: People | undefined;
  readonly #invitations = new Map<string, Invitation>();
  readonly #notes = new Map<string, string>();
  #place: DeskPlace = { name: 'requests' };
  #request: RequestScreen | undefined;
  #said = '';
  #uncounted: Failure | undefined;
  #refused: Failure | undefined;

  constructor(host: FormElement) {
    this.host = host;
    this.letters = new Letters(this);
    this.#queue = new Queue(this);
    this.#access = new Lazy(host, async () => {
      const { People: Access } = await import('./people.ts');
      return (this.#people = new Access(this));
    });
    if (!host.page.person?.isAgent) return;
    this.#enter(placeOf(location.hash) ?? this.#place);
    this.recount();
  }

  get words(): DeskText {
    return words(this.host);
  }

  render(): unknown {
    const { person } = this.host.page;
    if (!person?.isAgent)
      return html`<div class="body notice">
        ${this.host.renderTitle(this.words.reserved)}
        <a class="button" href=${this.host.portalUrl}>${this.words.toSpace}</a>
      </div>`;
    const { common } = this.host.t;
    const failure = this.#refused ?? this.#uncounted;
    return html`<div class="top no-print">
        <nav aria-label=${this.words.navigation}>
          <ul>
            ${this.#renderTab({ name: 'requests' }, this.summary?.openRequests)}
            ${this.#renderTab({ name: 'people' }, this.summary && this.summary.residents.none + this.summary.residents.letter)}
          </ul>
        </nav>
        <div class="who-is-here">
          <span class="small muted">${person.name}</span>
          <button type="button" class="link" @click=${this.#refresh}>${this.words.refresh}</button>
          <button type="button" class="link" @click=${() => void this.#signOut()}>
            ${icon('sign-out')}${this.words.signOut}
          </button>
        </div>
      </div>
      <p class="hidden-but-read" role="status">${this.#said}</p>
      ${
        failure
          ? trouble(
              `${this.#refused ? '' : this.words.countTrouble} ${common.error[failure.code]}`,
              this.#refused ? undefined : { text: common.retry, act: () => this.recount() },
            )
          : nothing
      }
      <section>
        ${
          this.#place.name === 'people'
            ? this.host.renderLazy(this.#access, (people) => people.render(), rowsToCome(this.host))
            : (this.#request?.render() ?? this.#queue.render())
        }
      </section>`;
  }

  #renderTab(place: DeskPlace, count: number | undefined): unknown {
    const { place: names, waiting } = this.words;
    return html`<li>
      ${this.link(
        place,
        html`${names[place.name]}${
          count
            ? html`<span class="count"
                >${this.host.format.count(count)}<span class="hidden-but-read">
                  ${waiting[place.name]}</span
                ></span
              >`
            : nothing
        }`,
        'place',
      )}
    </li>`;
  }

  /** The address changed: by a link of ours, the browser's buttons, or by hand. */
  follow(): void {
    const place = placeOf(location.hash);
    if (!place || fragmentOf(place) === fragmentOf(this.#place)) return;
    const from = this.#request?.id;
    this.#enter(place);
    // Back in the list, on the line one came from; else on the title, once it is there.
    if (from !== undefined && !this.#request && place.name === 'requests')
      void this.focus(`a.open[href$="/${from}"]`, '[data-title]');
    else this.host.focusTitle();
  }

  end(): void {
    this.letters.end();
  }

  invitation(about: string, personId: string, email: string): Invitation {
    const key = `${about}:${personId}`;
    const known = this.#invitations.get(key) ?? new Invitation(this, personId, email);
    this.#invitations.set(key, known);
    return known;
  }

  readonly say = (sentence: string): void => {
    this.#said = sentence;
    this.host.requestUpdate();
  };

  readonly recount = (): void => {
    void call(this.host.api.desk.summary.$get()).then(
      (summary) => {
        this.summary = summary;
        this.#uncounted = undefined;
        this.host.requestUpdate();
      },
      (error: unknown) => {
        this.#uncounted = failureOf(error);
        this.host.requestUpdate();
      },
    );
  };

  changed(): void {
    this.recount();
    void this.#people?.refresh();
  }

  /** The whole address, since a `<base>` of the page would lead `#/…` elsewhere. */
  readonly link = (place: DeskPlace, text: unknown, look: string, name?: string): unknown => {
    const here = location.href.split('#', 1)[0] ?? '';
    const current = look === 'place' && place.name === this.#place.name ? 'page' : nothing;
    return html`<a
      class=${look}
      href=${here + fragmentOf(place)}
      aria-current=${current}
      aria-label=${name ?? nothing}
      @click=${(event: MouseEvent) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        location.hash = fragmentOf(place);
      }}
      >${text}</a
    >`;
  };

  async focus(...selectors: string[]): Promise<void> {
    this.host.requestUpdate();
    await this.host.updateComplete;
    for (const selector of selectors) {
      const target = this.host.renderRoot.querySelector<HTMLElement>(selector);
      if (target) return target.focus();
    }
  }

  #enter(place: DeskPlace): void {
    this.#place = place;
    this.#said = '';
    const id = place.name === 'requests' ? place.id : undefined;
    if (id !== this.#request?.id) this.#request = id === undefined ? undefined : this.#openRequest(id);
    if (place.name === 'requests') this.#queue.open();
    this.host.requestUpdate();
  }

  #openRequest(id: string): RequestScreen {
    return new RequestScreen(this, this.#queue, this.#notes, id);
  }

  readonly #refresh = async (): Promise<void> => {
    this.recount();
    const here = this.#place.name === 'people' ? this.#people : this.#queue;
    await (this.#request?.read() ?? here?.refresh());
    this.say(this.words.refreshed);
  };

  async #signOut(): Promise<void> {
    await this.host.page.signOut().catch((error: unknown) => (this.#refused = failureOf(error)));
    this.host.requestUpdate();
  }
}
