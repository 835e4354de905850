import { html, nothing, type PropertyValues } from 'lit';
import type { Document, DocumentLibrary, Shelf } from '../../server/documents/contract.ts';
import { call, failureOf, type Failure } from '../shared/api.ts';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { icon } from '../shared/icons.ts';
import { Pager } from '../shared/pager.ts';
import { print } from '../ui/print.ts';
import { trouble, troubleStyles } from '../ui/trouble.ts';
import { documentRow, repeatedTitles, type Act } from './document-row.ts';
import { documentStyles } from './document-list.styles.ts';
import { activeFilters, filterBar, noFilter, worthFiltering, type Filters } from './filters.ts';
import { saveDocument, showDocument } from './open-document.ts';
import { emptyWords, shelfName } from './shelf-words.ts';
import { spelled } from '../shared/spelled.ts';

interface Question extends Filters {
  shelf: Shelf;
}
const nothingYet = { shelf: 'private', documents: [], next: null, total: 0 } as const;
const rowsToCome = html`<div class="body skeleton" aria-hidden="true">
  ${[1, 2, 3, 4, 5, 6, 7, 8].map(() => html`<div class="bar tall"></div>`)}
</div>`;
const both: readonly Shelf[] = ['private', 'public'];

/**
 * The documents a person may read, on two shelves: their own, and the building's.
 *
 * @csspart row - Each document.
 * @fires palier-document-open - A document is about to be shown; `preventDefault()` leaves that to the page.
 */
export class PalierDocumentList extends PalierElement {
  static override styles = [...PalierElement.styles, troubleStyles, documentStyles];
  static override needs = ['documents'] as const;

  #list = new Pager<Question, Document>(
    { shelf: 'private', ...noFilter },
    (...asked) => this.#read(...asked),
    () => this.#listed(),
  );
  /** Whose library of which day `#list` holds. */
  #of = '';
  /** How many answer the question, on all pages. */
  #total = 0;
  #filtersOpen = false;
  #said = '';
  /** Opened since: no longer new, whatever the list said. */
  #seen = new Set<string>();
  #busy: string | undefined;
  #refused: { id: string; code: Failure['code'] } | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    const { account, documents: library } = this.view.bootstrap ?? {};
    const of = library ? spelled([this.page.person?.email, account, library.asOf, library.shelves]) : '';
    if (of === this.#of) return;
    this.#of = of;
    this.#seen.clear();
    this.#said = '';
    this.#refused = this.#busy = undefined;
    const { shelf, documents, next, total } = library?.first ?? nothingYet;
    this.#total = total;
    this.#list.start({ shelf, ...noFilter }, { items: documents, next });
  }

  protected override renderBody({ bootstrap }: PageView): unknown {
    const library = bootstrap?.documents;
    if (!library) return this.renderSkeleton();
    const { query, state } = this.#list;
    const shelf = library.shelves[query.shelf];
    return html`${this.#renderLetterhead(bootstrap)}${this.#renderTabs(library)}
      <div role="tabpanel" id="panel" aria-labelledby=${`tab-${query.shelf}`} aria-busy=${state === 'asking'}>
        ${
          shelf.count >= worthFiltering
            ? filterBar(query, shelf, this.t, this.format, this.#filtersOpen, {
                change: (filters) => void this.#list.ask({ ...this.#list.query, ...filters }),
                type: (search) => void this.#list.askSoon({ ...this.#list.query, search }),
                toggle: () => this.#toggleFilters(),
              })
            : nothing
        }
        ${this.#renderResult()} ${this.#renderList(library)}
      </div>
      ${library.asOf ? html`<p class="as-of small muted">${this.t.common.dataAsOf(this.format.instant(library.asOf))}</p>` : nothing}`;
  }

  /** On paper only: whose list, of which day. */
  #renderLetterhead({ agency, person }: NonNullable<PageView['bootstrap']>): unknown {
    return html`<div class="letterhead">
      <strong>${agency.name}</strong><br />
      ${person?.name}<br />
      ${this.t.documents.printed(this.format.instant(new Date().toISOString()))}
    </div>`;
  }

  #renderResult(): unknown {
    const { query, items, state, failure } = this.#list;
    const filtered = activeFilters(query) > 0;
    const none = filtered && items.length === 0 && state === 'ready' && !failure;
    return html`<div class="result ${none ? 'none' : ''}">
      <p class=${none ? '' : 'small muted'} role="status">${this.#said}</p>
      ${
        filtered
          ? html`<button
              type="button"
              class="no-print ${none ? 'button' : 'link'}"
              @click=${() => void this.#clear()}
            >
              ${icon('close')}${this.t.documents.clear}
            </button>`
          : nothing
      }
    </div>`;
  }

  #renderTabs({ shelves }: DocumentLibrary): unknown {
    const named = both.flatMap((shelf) => {
      const { count } = shelves[shelf];
      const name = shelfName(shelf, count, this.page.person, this.t);
      return name === undefined ? [] : [{ shelf, count, name }];
    });
    const chosen = this.#list.query.shelf;
    return html`<div class="tabs" role="tablist" @keydown=${(event: KeyboardEvent) => this.#walkTabs(event)}>
      ${named.map(
        ({ shelf, count, name }) =>
          html`<button
            type="button"
            role="tab"
            id=${`tab-${shelf}`}
            aria-controls="panel"
            aria-selected=${shelf === chosen}
            tabindex=${shelf === chosen ? 0 : -1}
            @click=${() => this.#choose(shelf)}
          >
            ${name} <span class="count">${this.format.count(count)}</span>
          </button>`,
      )}
    </div>`;
  }

  #renderList({ shelves }: DocumentLibrary): unknown {
    const { documents, common } = this.t;
    const { items, query, shown, state, failure, next } = this.#list;
    if (failure)
      return trouble(`${documents.trouble.list} ${common.error[failureOf(failure).code]}`, {
        text: common.retry,
        act: () => void this.#list.retry(),
      });
    // Another shelf's rows would be wrong here, even for a moment.
    if (shown.shelf !== query.shelf) return rowsToCome;
    const { count, buildings } = shelves[query.shelf];
    if (count === 0) return html`<p class="body">${emptyWords(query.shelf, this.page.person, this.t)}</p>`;
    if (items.length === 0) return nothing;
    const context = { t: this.t, format: this.format, named: buildings.length > 1 };
    const repeated = repeatedTitles(items);
    return html`<ul class="rows">
        ${items.map((document) =>
          documentRow(
            { ...document, isNew: document.isNew && !this.#seen.has(document.id) },
            {
              ...context,
              repeated: repeated.has(document.title),
              busy: this.#busy === document.id,
              refused: this.#refused?.id === document.id ? this.#refused.code : undefined,
            },
            (act) => void this.#act(act, document),
          ),
        )}
      </ul>
      <div class="foot no-print">
        ${
          next !== null && state !== 'asking'
            ? html`<button
                type="button"
                class="button more"
                aria-disabled=${state === 'adding'}
                @click=${() => void this.#more()}
              >
                ${state === 'adding' ? common.loading : documents.more}
              </button>`
            : nothing
        }
        <button type="button" class="link" @click=${() => void print(this.renderRoot)}>
          ${icon('print')}${documents.print}
        </button>
      </div>`;
  }

  async #read(
    { shelf, building, lot, year, kind, search }: Question,
    after: string | undefined,
    signal: AbortSignal,
  ) {
    const { account } = this.view.bootstrap ?? {};
    const asked = { account, building, lot, year, kind, search: search.trim(), after };
    const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
    const page = await call(
      this.api.documents.page.$get({ query: { shelf, ...query } }, { init: { signal } }),
    );
    if (!signal.aborted) this.#total = page.total;
    return { items: page.documents, next: page.next };
  }

  /** Said once an answer stands, not at each letter typed. */
  #listed(): void {
    const { documents } = this.t;
    const { state, shown } = this.#list;
    if (state === 'ready')
      this.#said =
        activeFilters(shown) === 0
          ? ''
          : this.#total === 0
            ? documents.none(shown.search.trim())
            : documents.found(this.#total);
    this.requestUpdate();
  }

  #choose(shelf: Shelf): void {
    const { query } = this.#list;
    // What is searched goes along; a year or a building may not exist over there.
    if (shelf !== query.shelf) void this.#list.ask({ ...noFilter, search: query.search, shelf });
  }

  /** Arrows move between the tabs; Enter or Space chooses, since choosing asks the server. */
  #walkTabs(event: KeyboardEvent): void {
    if (!['ArrowLeft', 'ArrowRight', 'Home', 'End'].includes(event.key)) return;
    event.preventDefault();
    const tabs = [...this.renderRoot.querySelectorAll<HTMLElement>('[role=tab]')];
    const at = tabs.findIndex((tab) => tab === event.target);
    const to =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? tabs.length - 1
          : at + (event.key === 'ArrowRight' ? 1 : -1);
    tabs.at(to % tabs.length)?.focus();
  }

  #toggleFilters(): void {
    this.#filtersOpen = !this.#filtersOpen;
    this.requestUpdate();
  }

  async #clear(): Promise<void> {
    const { shelf } = this.#list.query;
    await this.#list.ask({ shelf, ...noFilter });
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('input[type=search]')?.focus();
  }

  /** The first of the new rows takes the focus: the button that was pressed may be gone. */
  async #more(): Promise<void> {
    const before = this.#list.items.length;
    const of = this.#of;
    await this.#list.more();
    const added = this.#list.items.length - before;
    if (added === 0 || of !== this.#of) return;
    this.#said = this.t.documents.added(added);
    this.requestUpdate();
    await this.updateComplete;
    this.renderRoot.querySelectorAll<HTMLElement>('.row')[before]?.focus();
  }

  async #act(act: Act, { id }: Document): Promise<void> {
    const of = this.#of;
    this.#refused = undefined;
    this.#busy = id;
    this.requestUpdate();
    const code = await (
      act === 'open' ? showDocument(this, this.page, id) : saveDocument(this.page, id)
    ).then(
      () => undefined,
      (error: unknown) => failureOf(error).code,
    );
    // Another list stands here by now.
    if (of !== this.#of) return;
    if (code) this.#refused = { id, code };
    else this.#seen.add(id);
    this.#busy = undefined;
    this.requestUpdate();
  }
}

define('palier-document-list', PalierDocumentList);

declare global {
  interface HTMLElementTagNameMap {
    'palier-document-list': PalierDocumentList;
  }
}
