import { html, nothing } from 'lit';
import type { Entry } from '../../server/finance/contract.ts';
import type { Format } from '../shared/format.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';

interface Words {
  t: Text;
  format: Format;
}

/** The lines of one year. Roles are written out: rows laid out as blocks in a narrow place stay a table to a screen reader. */
export const entryTable = (
  caption: string,
  entries: readonly Entry[],
  { t, format }: Words,
  download: (entry: Entry) => void,
) => {
  const { date, label, debit, credit, running } = t.finance;
  const amount = (cents: number, name: string) =>
    html`<td role="cell" class="figure" data-name=${name}>${cents ? format.money(cents) : nothing}</td>`;
  return html`<table role="table">
    <caption class="hidden-but-read">
      ${caption}
    </caption>
    <thead role="rowgroup">
      <tr role="row">
        <th role="columnheader">${date}</th>
        <th role="columnheader">${label}</th>
        <th role="columnheader" class="figure">${debit}</th>
        <th role="columnheader" class="figure">${credit}</th>
        <th role="columnheader" class="figure">${running}</th>
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${entries.map(
        (entry) =>
          html`<tr role="row" tabindex="-1">
            <td role="cell" class="date">${format.shortDay(entry.day)}</td>
            <td role="cell" class="label">${entry.document ? letter(entry, t, download) : entry.label}</td>
            ${amount(entry.debitCents, debit)} ${amount(entry.creditCents, credit)}
            <td role="cell" class="figure" data-name=${running}>
              ${format.balance(entry.balance)}
              <span class="hidden-but-read">${t.finance.side[entry.balance.side]}</span>
            </td>
          </tr>`,
      )}
    </tbody>
  </table>`;
};

const letter = (entry: Entry, t: Text, download: (entry: Entry) => void) =>
  html`<button type="button" class="link" @click=${() => download(entry)}>
    <span
      >${entry.label}<span class="hidden-but-read"
        >${t.finance.letter(entry.document?.title ?? '')}</span
      ></span
    >
    ${icon('download')}
  </button>`;
