import { html, nothing } from 'lit';
import type { Resident } from '../../../server/desk/contract.ts';
import { failureOf } from '../../shared/api.ts';
import { icon } from '../../shared/icons.ts';
import { trouble } from '../../ui/trouble.ts';
import { most } from './letters.ts';
import { accessOf, deeds, facts } from './person.ts';
import { peoplePager, searchField } from './search.ts';
import { rowsToCome } from './skeleton.ts';
import { type Tools, walk } from './tools.ts';

const filters = ['', 'active', 'letter', 'none'] as const;
/** Lots named in a line; the rest is behind the name. */
const fewLots = 2;

/** Who found the way in, who has a letter, who waits; and their letters. */
export class People {
  readonly #desk: Tools;
  readonly #list: ReturnType<typeof peoplePager>;
  /** Chosen for their letters, whatever is shown. */
  readonly #chosen = new Map<string, Resident>();
  #opened: string | undefined;

  constructor(desk: Tools) {
    this.#desk = desk;
    this.#list = peoplePager(desk, () => this.#listed());
    void this.refresh();
  }

  refresh(): Promise<void> {
    return this.#list.ask(this.#list.query);
  }

  render(): unknown {
    const { words, host, summary, letters } = this.#desk;
    const { people, place } = words;
    const { query, state } = this.#list;
    const counts = summary?.residents;
    const total = counts && counts.active + counts.letter + counts.none;
    return html`<div class="head">
        ${host.renderTitle(place.people)}
        <div class="switch" role="group" aria-label=${people.which}>
          ${filters.map((access) => {
            const n = access ? counts?.[access] : total;
            return html`<button
              type="button"
              aria-pressed=${access === query.access}
              @click=${() => void this.#list.ask({ ...this.#list.query, access })}
            >
              ${people.filter[access || 'all']}
              ${n === undefined ? nothing : html`<span class="count">${host.format.count(n)}</span>`}
            </button>`;
          })}
        </div>
      </div>
      <form role="search" @submit=${(event: Event) => event.preventDefault()}>
        ${searchField(people.search, query.search, (search) => void this.#list.askSoon({ ...this.#list.query, search }))}
      </form>
      ${
        counts && counts.none > 0
          ? html`<button
              type="button"
              class="button"
              data-opens="waiting"
              aria-expanded=${letters.isAsked('waiting')}
              @click=${() => letters.ask('waiting', 'waiting')}
            >
              ${icon('print')}${words.letters.all}
            </button>`
          : nothing
      }
      ${letters.render('waiting')}
      <div aria-busy=${state === 'asking'}>${this.#renderList()}</div>
      ${this.#renderChosen()}`;
  }

  #renderList(): unknown {
    const { words, host } = this.#desk;
    const { people } = words;
    const { common } = host.t;
    const { items, shown, state, failure, next } = this.#list;
    if (failure)
      return trouble(`${people.trouble} ${common.error[failureOf(failure).code]}`, {
        text: common.retry,
        act: () => void this.#list.retry(),
      });
    if (state === 'asking' && items.length === 0) return rowsToCome(host);
    const filtered = shown.search.trim() !== '' || shown.access !== '';
    if (items.length === 0)
      return html`<div class="empty">
        <p>${filtered ? people.noneFound : people.none}</p>
        ${filtered ? html`<button type="button" class="button" @click=${this.#clear}>${people.clear}</button>` : nothing}
      </div>`;
    const all = items.every(({ personId }) => this.#chosen.has(personId));
    const some = items.some(({ personId }) => this.#chosen.has(personId));
    return html`<label class="check page">
        <input
          type="checkbox"
          .checked=${all}
          .indeterminate=${some && !all}
          @change=${() => this.#choose(items, !all)}
        />
        ${people.choosePage}
      </label>
      <table
        role="table"
        class="people"
        @keydown=${(event: KeyboardEvent) => walk(event, '.open, tbody input')}
      >
        <caption class="hidden-but-read">
          ${people.found(items.length)}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader"><span class="hidden-but-read">${people.chooseColumn}</span></th>
            <th role="columnheader">${people.name}</th>
            <th role="columnheader">${people.lots}</th>
            <th role="columnheader">${people.access}</th>
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${items.map((resident) => this.#renderRow(resident))}
        </tbody>
      </table>
      ${
        next === null
          ? nothing
          : html`<button
              type="button"
              class="button more"
              aria-disabled=${state === 'adding'}
              @click=${() => void this.#more()}
            >
              ${state === 'adding' ? common.loading : people.more}
            </button>`
      }`;
  }

  #renderRow(resident: Resident): unknown {
    const { words } = this.#desk;
    const { personId, name, accounts, lots } = resident;
    const isOpen = this.#opened === personId;
    const more = lots.length - fewLots;
    return html`<tr role="row" part="row">
        <td role="cell" class="tick">
          <label class="check">
            <input
              type="checkbox"
              aria-label=${words.people.choose(name)}
              .checked=${this.#chosen.has(personId)}
              @change=${() => this.#choose([resident], !this.#chosen.has(personId))}
            />
          </label>
        </td>
        <td role="cell" class="who">
          <button
            type="button"
            class="open"
            data-person=${personId}
            aria-expanded=${isOpen}
            @click=${() => this.#toggle(personId)}
          >
            ${icon('chevron')}<span>${name}</span>
          </button>
          <span class="excerpt small muted">${accounts.map(({ identifier }) => identifier).join(' · ')}</span>
        </td>
        <td role="cell" class="lots">
          ${lots.slice(0, fewLots).map((lot) => html`<span>${lot}</span>`)}
          ${more > 0 ? html`<span class="small muted">${words.people.moreLots(more)}</span>` : nothing}
        </td>
        <td role="cell">${accessOf(resident, this.#desk)}</td>
      </tr>
      ${
        isOpen
          ? html`<tr role="row" class="inside">
              <td role="cell" colspan="4">
                ${facts(resident, this.#desk)} ${deeds(resident, this.#desk, { id: '', email: null })}
              </td>
            </tr>`
          : nothing
      }`;
  }

  /** Stays in sight while one goes through the list. */
  #renderChosen(): unknown {
    const { words, letters } = this.#desk;
    const { people } = words;
    const n = this.#chosen.size;
    if (n === 0) return letters.render('chosen');
    return html`<div class="chosen">
      <div class="actions">
        <span class="strong">${people.chosen(n)}</span>
        ${
          n > most
            ? html`<span role="alert">${people.tooMany(most)}</span>`
            : html`<button
                type="button"
                class="button ${letters.isAsked('chosen') ? '' : 'primary'}"
                data-opens="chosen"
                aria-expanded=${letters.isAsked('chosen')}
                @click=${() => letters.ask('chosen', [...this.#chosen.values()])}
              >
                ${icon('print')}${words.letters.some}
              </button>`
        }
        <button type="button" class="link" @click=${this.#unchoose}>${people.unchoose}</button>
      </div>
      ${letters.render('chosen')}
    </div>`;
  }

  #listed(): void {
    const { state, shown, items, next } = this.#list;
    const { people } = this.#desk.words;
    for (const one of items) if (this.#chosen.has(one.personId)) this.#chosen.set(one.personId, one);
    if (state === 'ready' && (shown.search.trim() || shown.access))
      this.#desk.say(items.length === 0 ? people.noneFound : people.found(items.length, next !== null));
    this.#desk.host.requestUpdate();
  }

  #toggle(personId: string): void {
    this.#opened = this.#opened === personId ? undefined : personId;
    this.#desk.host.requestUpdate();
  }

  /** A batch that was asked for holds who was chosen then: it goes. */
  #choose(people: readonly Resident[], chosen: boolean): void {
    for (const person of people)
      if (chosen) this.#chosen.set(person.personId, person);
      else this.#chosen.delete(person.personId);
    this.#desk.letters.forget('chosen');
    this.#desk.host.requestUpdate();
  }

  readonly #unchoose = (): void => {
    this.#chosen.clear();
    this.#desk.letters.forget('chosen');
    void this.#desk.focus('.check.page input', '[data-title]');
  };

  readonly #clear = async (): Promise<void> => {
    await this.#list.ask({ search: '', access: '' });
    await this.#desk.focus('#search');
  };

  async #more(): Promise<void> {
    const before = this.#list.items.length;
    await this.#list.more();
    const added = this.#list.items.slice(before);
    if (!added[0]) return;
    this.#desk.say(this.#desk.words.people.added(added.length));
    await this.#desk.focus(`[data-person="${added[0].personId}"]`);
  }
}
