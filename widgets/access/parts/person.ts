import { html, nothing } from 'lit';
import { failureOf } from '../../shared/api.ts';
import type { FormElement, Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import { Lazy } from '../../shared/lazy.ts';
import { disclosure } from '../../ui/disclosure.ts';
import type { Errand } from '../errand.ts';
import { Account, styles as accountStyles } from './account.ts';
import type { HandOver } from './hand-over.ts';

export { text } from './account-words.ts';
export const styles = [accountStyles];
export const create = (host: FormElement, errand: Errand): Screen => new Person(host, errand);

/** Who is signed in, and the way out. */
class Person implements Screen {
  readonly #host: FormElement;
  readonly #errand: Errand;
  readonly #account: Account;
  readonly #hands: Lazy<typeof import('./hand-over.ts')>;
  #handOver: HandOver | undefined;
  /** « Mon compte » was looked into. */
  #opened = false;
  #leaving = false;
  #failure: string | undefined;

  constructor(host: FormElement, errand: Errand) {
    this.#host = host;
    this.#errand = errand;
    this.#account = new Account(host, disclosure, errand);
    this.#hands = new Lazy(host, () => import('./hand-over.ts'));
  }

  render(): unknown {
    const { t, page } = this.#host;
    const name = this.#host.renderTitle(page.person?.name);
    const added = this.#account.renderAdded();
    const failure = html`<div class="alert" role="alert">
      ${this.#failure ? html`<p class="error" part="error">${icon('alert')}<span>${this.#failure}</span></p>` : nothing}
    </div>`;
    // Among other widgets they matter more: who is here and the way out on one line, the rest behind one word.
    if (page.accompanied)
      return html`<div class="body brief">
        <div class="actions">${name}${this.#renderSignOut('link')}</div>
        ${added}${this.#account.renderSwitcher()} ${failure}
        ${disclosure(t.access.mine, this.#opened ? this.#renderMine() : nothing, this.#open)}
      </div>`;
    const elsewhere = !this.#host.atPortal || location.pathname !== '/';
    return html`<div class="body">
      <p class="muted small who">${t.access.signedInAs}</p>
      ${name}${added}${this.#renderHandOver()}${this.#account.renderAccounts()}${failure}
      <div class="actions">
        ${
          elsewhere && !page.person?.isAgent
            ? html`<a class="button primary" part="button button-primary" href=${this.#host.portalUrl}
                >${t.common.openPortal}</a
              >`
            : nothing
        }
        ${this.#renderSignOut('button')}
      </div>
      <div class="more">${this.#account.renderMore()}</div>
    </div>`;
  }

  get #isAlone(): boolean {
    return (this.#host.page.person?.accounts.length ?? 0) < 2;
  }

  /** Several accounts are chosen from above it: not listed once more. */
  #renderMine(): unknown {
    return html`${this.#account.renderAccounts(this.#isAlone)}<a class="link" href=${this.#host.portalUrl}
        >${this.#host.t.access.fullPage}</a
      >${this.#account.renderMore()}`;
  }

  #renderSignOut(look: string): unknown {
    const { access } = this.#host.t;
    return html`<button
      type="button"
      class=${look}
      part="button"
      aria-disabled=${this.#leaving}
      @click=${this.#signOut}
    >
      ${icon('sign-out')}${this.#leaving ? access.signingOut : access.signOut}
    </button>`;
  }

  /** For an embedding page that waits in another window. */
  #renderHandOver(): unknown {
    const opened = ['/connexion', '/premiere-connexion'].includes(location.pathname);
    if (!this.#host.atPortal || !opened || !location.search.includes('challenge=')) return nothing;
    const part = this.#hands.value;
    if (part) this.#handOver ??= new part.HandOver(this.#host);
    return this.#handOver?.render();
  }

  readonly #signOut = async (): Promise<void> => {
    if (this.#leaving) return;
    this.#leaving = true;
    this.#failure = undefined;
    this.#host.requestUpdate();
    await this.#host.page.signOut().catch((error: unknown) => {
      this.#failure = this.#host.t.common.error[failureOf(error).code];
    });
    this.#leaving = false;
    if (this.#host.page.person) this.#host.requestUpdate();
    else this.#errand.go();
  };

  readonly #open = (): void => {
    this.#opened = true;
    this.#host.requestUpdate();
  };
}
