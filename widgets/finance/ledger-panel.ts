import { html, nothing } from 'lit';
import type { Entry, Ledger } from '../../server/finance/contract.ts';
import { failureOf, type Failure } from '../shared/api.ts';
import type { Format } from '../shared/format.ts';
import { icon } from '../shared/icons.ts';
import type { Pager } from '../shared/pager.ts';
import type { Text } from '../shared/text/text.ts';
import { trouble } from '../ui/trouble.ts';
import { entryTable } from './entry-table.ts';

export type Entries = Pager<number, Entry>;

interface Context {
  t: Text;
  format: Format;
  /** Why the last letter asked for here could not be had. */
  refused: Failure['code'] | undefined;
  download: (entry: Entry) => void;
  more: () => void;
}

/** What opens under a property: its years, the lines of one, the page after, and what the words mean. */
export const ledgerPanel = (ledger: Ledger, entries: Entries, context: Context) => {
  const { t, format, refused, download } = context;
  const { finance, common } = t;
  const { items, query, shown, state, failure } = entries;
  // Lines of another year must not stand under the one that could not be read.
  const rows = failure && shown !== query ? [] : items;
  const place = [ledger.building, ledger.lot].filter(Boolean).join(', ');
  return html`<div class="panel" aria-busy=${state === 'asking'}>
    ${years(ledger, entries, finance.year)} ${state === 'asking' && items.length === 0 ? skeleton : nothing}
    ${rows.length > 0 ? entryTable(finance.entriesOf(shown, place), rows, { t, format }, download) : nothing}
    ${items.length === 0 && state === 'ready' && !failure ? html`<p class="muted">${finance.emptyYear(shown)}</p>` : nothing}
    ${refused ? trouble(`${finance.trouble.letter} ${common.error[refused]}`) : nothing}
    ${
      failure
        ? trouble(`${finance.trouble.entries} ${common.error[failureOf(failure).code]}`, {
            text: common.retry,
            act: () => void entries.retry(),
          })
        : following(entries, t, context.more)
    }
    ${rows.length > 0 ? definitions(rows, t) : nothing}
  </div>`;
};

const skeleton = html`<div class="skeleton">
  ${[1, 2, 3, 4].map(() => html`<div class="bar tall"></div>`)}
</div>`;

const years = ({ years: known }: Ledger, entries: Entries, name: string) => {
  if (known.length < 2) return html`<p><strong>${entries.query}</strong></p>`;
  return html`<div class="years no-print" role="group" aria-label=${name}>
      ${known.map(
        (year) =>
          html`<button
            type="button"
            class="year"
            aria-pressed=${year === entries.query}
            @click=${() => void entries.ask(year)}
          >
            ${year}
          </button>`,
      )}
    </div>
    <p class="print-only"><strong>${entries.shown}</strong></p>`;
};

const following = ({ next, state }: Entries, { finance, common }: Text, more: () => void) =>
  next !== null && state !== 'asking'
    ? html`<button
        type="button"
        class="button more no-print"
        aria-disabled=${state === 'adding'}
        @click=${more}
      >
        ${state === 'adding' ? common.loading : finance.more}
      </button>`
    : nothing;

/** Only the words that stand in the lines above. */
const definitions = (entries: readonly Entry[], { finance }: Text) => {
  const kinds = new Set<string>(entries.map(({ kind }) => kind));
  const words = Object.entries(finance.definitions).filter(
    ([word]) => ['standing', 'sides', 'running'].includes(word) || kinds.has(word),
  );
  return html`<details class="no-print">
    <summary class="link">${icon('help')}${finance.explain}</summary>
    <dl>
      ${words.map(
        ([, { term, meaning }]) =>
          html`<dt>${term}</dt>
            <dd>${meaning}</dd>`,
      )}
    </dl>
  </details>`;
};
