import { html, nothing } from 'lit';
import type { ShelfContents } from '../../server/documents/contract.ts';
import type { Format } from '../shared/format.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';

/** Empty text: not filtered. */
export interface Filters {
  building: string;
  lot: string;
  year: string;
  kind: string;
  search: string;
}
export const noFilter: Filters = { building: '', lot: '', year: '', kind: '', search: '' };

const lists = ['building', 'lot', 'year', 'kind'] as const;
/** A handful is read faster than it is filtered. */
export const worthFiltering = 6;

export const activeFilters = (filters: Filters): number =>
  lists.filter((name) => filters[name]).length + (filters.search.trim() ? 1 : 0);

interface Actions {
  change(filters: Partial<Filters>): void;
  type(search: string): void;
  toggle(): void;
}

/** A search field, and a list for each thing that offers a choice. In a narrow place the lists wait behind a button. */
export const filterBar = (
  filters: Filters,
  shelf: ShelfContents,
  { documents }: Text,
  format: Format,
  open: boolean,
  actions: Actions,
) => {
  const { buildings } = shelf;
  // Lots are told apart within a building: the chosen one, or the only one.
  const building = buildings.length > 1 ? buildings.find(({ id }) => id === filters.building) : buildings[0];
  const choices: Record<(typeof lists)[number], [value: string, name: string, count: number][]> = {
    building: buildings.map(({ id, name, count }) => [id, name, count]),
    lot: building?.lots.map(({ id, name, count }) => [id, name, count]) ?? [],
    year: shelf.years.map(({ year, count }) => [String(year), String(year), count]),
    kind: shelf.kinds
      .map(({ kind, count }): [string, string, number] => [kind, documents.kinds[kind], count])
      .toSorted(([, a], [, b]) => a.localeCompare(b)),
  };
  const offered = lists.filter((name) => choices[name].length > 1);
  const chosen = lists.filter((name) => filters[name]).length;
  const search = (event: Event) => {
    event.preventDefault();
    actions.change({ search: filters.search });
  };
  return html`<form role="search" class="filters no-print" @submit=${search}>
    <div class="field wide">
      <label for="search">${documents.search}</label>
      <div class="with-icon">
        ${icon('search')}
        <input
          id="search"
          type="search"
          autocomplete="off"
          enterkeyhint="search"
          maxlength="100"
          .value=${filters.search}
          @input=${({ target }: Event) => actions.type((target as HTMLInputElement).value)}
        />
      </div>
    </div>
    ${
      offered.length > 0
        ? html`<button
            type="button"
            class="button toggle"
            aria-expanded=${open}
            aria-controls="lists"
            @click=${() => actions.toggle()}
          >
            ${icon('funnel')}${documents.filters}${chosen > 0 ? html` <span class="small">(${documents.filtersOn(chosen)})</span>` : nothing}
          </button>`
        : nothing
    }
    <div id="lists" class="lists ${open ? 'open' : ''}">
      ${offered.map(
        (name) =>
          html`<div class="field">
            <label for=${name}>${documents[name]}</label>
            <select
              id=${name}
              @change=${({ target }: Event) =>
                actions.change({
                  ...(name === 'building' && { lot: '' }),
                  [name]: (target as HTMLSelectElement).value,
                })}
            >
              <option value="">${documents.all[name]}</option>
              ${choices[name].map(
                ([value, text, count]) =>
                  html`<option value=${value} .selected=${value === filters[name]}>
                    ${text} (${format.count(count)})
                  </option>`,
              )}
            </select>
          </div>`,
      )}
    </div>
  </form>`;
};
