import { html, nothing } from 'lit';
import type { Entry, Ledger } from '../../server/finance/contract.ts';
import { failureOf, type Failure } from '../shared/api.ts';
import type { Format } from '../shared/format.ts';
import { icon } from '../shared/icons.ts';
import type { Pager } from '../shared/pager.ts';
import type { Text } from '../shared/text/text.ts';
import { trouble } from '../ui/trouble.ts';
import type { Definition } from './definitions.ts';
import { entryTable } from './entry-table.ts';

export type Entries = Pager<number, Entry>;

interface Context {
  t: Text;
  format: Format;
  /** Why the last letter asked for here could not be had. */
  refused: Failure['code'] | undefined;
  download: (entry: Entry) => void;
  more: () => void;
  /** What the words mean comes when it is asked for. */
  define: { ask: () => void; draw: (list: (words: Record<string, Definition>) => unknown) => unknown };
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
    ${rows.length > 0 ? explanation(rows, context) : nothing}
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

/** Only the words that stand in the lines above, and those of every balance. */
const explanation = (entries: readonly Entry[], { t, define }: Context) => {
  const kinds = new Set<string>(entries.map(({ kind }) => kind));
  const list = (words: Record<string, Definition>) =>
    html`<dl>
      ${Object.entries(words).map(([word, { term, meaning }]) =>
        ['standing', 'sides', 'running'].includes(word) || kinds.has(word)
          ? html`<dt>${term}</dt>
              <dd>${meaning}</dd>`
          : nothing,
      )}
    </dl>`;
  return html`<details class="no-print" @toggle=${define.ask}>
    <summary class="link">${icon('help')}${t.finance.explain}</summary>
    ${define.draw(list)}
  </details>`;
};
