import { html, nothing } from 'lit';
import type { Agency } from '../../server/agency/contract.ts';
import type {
  AccountBalance,
  BalanceSheet,
  Entry,
  Ledger,
  RoleBalance,
} from '../../server/finance/contract.ts';
import type { Balance } from '../../server/values/money.ts';
import { saveDocument } from '../documents/open-document.ts';
import { call, failureOf, type Failure } from '../shared/api.ts';
import { define, PalierElement, type PageView } from '../shared/element.ts';
import { icon } from '../shared/icons.ts';
import { Lazy } from '../shared/lazy.ts';
import { Pager } from '../shared/pager.ts';
import { print } from '../ui/print.ts';
import { troubleStyles } from '../ui/trouble.ts';
import { balanceStyles } from './balance.styles.ts';
import { tableStyles } from './entry-table.styles.ts';
import { type Entries, ledgerPanel } from './ledger-panel.ts';
import { spelled } from '../shared/spelled.ts';

/**
 * Where one stands: a balance for each role, and under it one situation per property with its entries by year.
 *
 * @csspart title - Each role.
 * @csspart row - Each property.
 */
export class PalierBalance extends PalierElement {
  static override styles = [...PalierElement.styles, troubleStyles, tableStyles, balanceStyles];
  static override needs = ['balance'] as const;

  #read = new Map<string, Entries>();
  #open = new Set<string>();
  /** Whose figures `#read` belongs to. */
  #of = '';
  #said = '';
  #explains = false;
  #definitions = new Lazy(this, () => import('./definitions.ts'));
  #refused: { entries: Entries; year: number; code: Failure['code'] } | undefined;

  protected override willUpdate(changed: Map<PropertyKey, unknown>): void {
    super.willUpdate(changed);
    const sheet = this.view.bootstrap?.balance;
    const of = sheet ? spelled([this.page.person?.email, sheet]) : '';
    if (of === this.#of) return;
    this.#of = of;
    for (const entries of this.#read.values()) entries.stop();
    this.#read.clear();
    this.#open.clear();
    this.#said = '';
    if (!sheet?.open) return;
    const { ledgerId, year, entries, next } = sheet.open;
    this.#entriesOf(ledgerId, year).start(year, { items: entries, next });
    this.#open.add(ledgerId);
  }

  protected override renderBody({ bootstrap }: PageView): unknown {
    const sheet = bootstrap?.balance;
    if (!sheet) return this.renderSkeleton();
    const { finance } = this.t;
    if (sheet.accounts.every(isEmpty)) return html`<div class="body"><p>${finance.empty}</p></div>`;
    return html`<div class="letterhead">
        <strong>${bootstrap.agency.name}</strong><br />${bootstrap.agency.address.join(', ')}
        <p>
          ${bootstrap.person?.name}<br />${finance.printed(this.format.instant(new Date().toISOString()))}
        </p>
      </div>
      ${sheet.roles.map((role) => this.#renderRole(role, sheet, bootstrap.agency))}
      <div class="foot no-print">
        <button type="button" class="link" @click=${() => void print(this.renderRoot)}>
          ${icon('print')}${finance.print}
        </button>
      </div>
      <p class="hidden-but-read" role="status">${this.#said}</p>`;
  }

  #renderRole({ role, balance, lots }: RoleBalance, sheet: BalanceSheet, agency: Agency): unknown {
    const { t, format } = this;
    const accounts = sheet.accounts.filter((account) => account.role === role);
    const title = this.heading(
      lots > 0 ? `${t.common.role[role]} · ${t.common.lots(lots)}` : t.common.role[role],
    );
    if (accounts.every(isEmpty))
      return html`<section class="role">
        <div class="body">
          ${title}
          <p>${t.finance.empty}</p>
        </div>
      </section>`;
    return html`<section class="role">
      <div class="body">
        ${title} ${figure(balance, format.balance(balance), t.common.side[balance.side])}
        ${sheet.asOf ? html`<p class="small muted">${t.common.dataAsOf(format.instant(sheet.asOf))}</p>` : nothing}
        ${balance.side === 'debtor' ? reach(t.finance.ask, agency) : nothing}
      </div>
      ${accounts.map((account) => this.#renderAccount(account, accounts.length > 1, sheet.open?.ledgerId))}
    </section>`;
  }

  #renderAccount(
    { identifier, label, balance, ledgers }: AccountBalance,
    several: boolean,
    open: string | undefined,
  ): unknown {
    const { finance } = this.t;
    return html`<div class="account">
        <span class="small muted">${finance.account(identifier)}${several ? ` · ${label}` : nothing}</span>
        ${several ? html`<span class="figure">${this.#sum(balance)}</span>` : nothing}
      </div>
      ${ledgers.length === 0 ? html`<p class="body muted">${finance.emptyAccount}</p>` : nothing}
      ${byBuilding(ledgers, open).map(
        (group) =>
          html`${
            group.length > 1 && group[0]
              ? this.heading(
                  html`<div class="building">
                    ${group[0].building}<span class="small muted">${restOf(group[0])}</span>
                  </div>`,
                  1,
                )
              : nothing
          }${group.map((ledger) => this.#renderLedger(ledger, group.length > 1))}`,
      )}`;
  }

  #renderLedger(ledger: Ledger, grouped: boolean): unknown {
    const open = this.#open.has(ledger.id);
    const { building, lot } = ledger;
    const second = grouped ? '' : [lot && building, restOf(ledger)].filter(Boolean).join(' · ');
    const summary = html`<button
      type="button"
      class="ledger"
      part="row"
      aria-expanded=${open}
      aria-controls=${`ledger-${ledger.id}`}
      @click=${() => this.#toggle(ledger)}
    >
      ${icon('chevron')}
      <span class="line">
        <span class="place"
          >${lot ?? building}${second ? html`<span class="small muted">${second}</span>` : nothing}</span
        >
        <span class="figure">${this.#sum(ledger.balance)}</span>
      </span>
    </button>`;
    return html`${this.heading(summary, grouped ? 2 : 1)}
      <div id=${`ledger-${ledger.id}`} ?hidden=${!open}>${open ? this.#renderPanel(ledger) : nothing}</div>`;
  }

  #renderPanel(ledger: Ledger): unknown {
    const entries = this.#read.get(ledger.id);
    if (!entries) return html`<p class="panel muted">${this.t.finance.emptyAccount}</p>`;
    return ledgerPanel(ledger, entries, {
      t: this.t,
      format: this.format,
      refused:
        this.#refused?.entries === entries && this.#refused.year === entries.query
          ? this.#refused.code
          : undefined,
      download: (entry) => void this.#download(entries, entry),
      more: () => void this.#more(entries),
      define: {
        ask: () => {
          this.#explains = true;
          this.requestUpdate();
        },
        draw: (list) =>
          this.#explains
            ? this.renderLazy(this.#definitions, ({ tables }) => list(tables[this.language]))
            : nothing,
      },
    });
  }

  #sum(balance: Balance): unknown {
    return html`<span class="sum ${balance.side}">${this.format.balance(balance)}</span>
      <span class="small muted">${this.t.finance.side[balance.side]}</span>`;
  }

  #entriesOf(ledger: string, year: number): Entries {
    const known = this.#read.get(ledger);
    if (known) return known;
    const read = async (asked: number, after: string | undefined, signal: AbortSignal) => {
      const query = after === undefined ? { year: String(asked) } : { year: String(asked), after };
      const page = await call(
        this.api.balances[':ledger'].entries.$get({ param: { ledger }, query }, { init: { signal } }),
      );
      return { items: page.entries, next: page.next };
    };
    const entries: Entries = new Pager(year, read, () => this.requestUpdate());
    this.#read.set(ledger, entries);
    return entries;
  }

  #toggle({ id, years }: Ledger): void {
    if (!this.#open.delete(id)) {
      this.#open.add(id);
      const [newest] = years;
      if (newest !== undefined && !this.#read.has(id)) void this.#entriesOf(id, newest).ask(newest);
    }
    this.requestUpdate();
  }

  /** The first of the new lines takes the focus: the button that was pressed may be gone. */
  async #more(entries: Entries): Promise<void> {
    const before = entries.items.length;
    const panel = this.shadowRoot?.activeElement?.closest('.panel');
    await entries.more();
    const added = entries.items.length - before;
    if (added === 0) return;
    this.#said = this.t.finance.added(added);
    this.requestUpdate();
    await this.updateComplete;
    panel?.querySelectorAll<HTMLElement>('tbody tr')[before]?.focus();
  }

  async #download(entries: Entries, { document: letter }: Entry): Promise<void> {
    if (!letter) return;
    this.#refused = undefined;
    await saveDocument(this.page, letter.id).catch((error: unknown) => {
      this.#refused = { entries, year: entries.query, code: failureOf(error).code };
    });
    this.requestUpdate();
  }
}

const isEmpty = ({ ledgers }: AccountBalance) => ledgers.length === 0;

/** The ledger that is open comes first, and with it what else the person has in its building. */
const byBuilding = (ledgers: readonly Ledger[], open: string | undefined): Ledger[][] => {
  const first = ledgers.toSorted((a, b) => Number(b.id === open) - Number(a.id === open));
  return [...Map.groupBy(first, ({ building, address }) => `${building} ${address}`).values()];
};

/** « 3 rue des Lilas », then « 3, Rue des Lilas, 75020 Paris »: the street once is enough. */
const restOf = ({ building, address }: Ledger): string => {
  const [name, place] = [words(building), words(address)];
  const repeats = name.every((word, i) => word.toLowerCase() === place[i]?.toLowerCase());
  return repeats ? place.slice(name.length).join(' ') : address;
};
const words = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** Whom to call about a debt. */
const reach = (ask: string, { phone, email }: Agency) => {
  const href = phone ? `tel:${phone.replaceAll(/[^\d+]/g, '')}` : `mailto:${email}`;
  return phone || email ? html`<p>${ask} <a href=${href}>${phone || email}</a></p>` : nothing;
};

const figure = ({ side }: Balance, amount: string, words: string) =>
  html`<p class="standing">
    <span class="amount ${side}">${amount}</span>
    <span class="words">${icon(side === 'debtor' ? 'alert' : 'check')}${words}</span>
  </p>`;

define('palier-balance', PalierBalance);

declare global {
  interface HTMLElementTagNameMap {
    'palier-balance': PalierBalance;
  }
}
