import { css, html, nothing } from 'lit';
import type { AccessOverview } from '../../../server/access/contact/contract.ts';
import type { StepUpAction } from '../../../server/access/step-up/contract.ts';
import { call, failureOf, type Failure } from '../../shared/api.ts';
import { type FormElement, LazyScreen, type Screen } from '../../shared/form-element.ts';
import { icon } from '../../shared/icons.ts';
import type { FormScreen } from '../form-screen.ts';
import { emailChange, emailChangeText } from './my-access/email-change.ts';
import { type Access, type SectionName, text as ownText } from './my-access/access.ts';
import { sections, shownTo, stateOf } from './my-access/sections.ts';
import { passwordStyles, passwordText } from './password-screen.ts';
import type { StepUpErrand } from './step-up.ts';

export const text = {
  load: (language: 'fr' | 'en') =>
    Promise.all([ownText, passwordText, emailChangeText].map((table) => table.load(language))),
};

/** « Mon accès » : everything one signs in with, each thing closed until it is asked for. */
class MyAccess implements Screen, Access {
  readonly host: FormElement;
  overview!: AccessOverview;
  #read = false;
  #failure: Failure['code'] | undefined;
  #open: SectionName | undefined;
  #section: Screen | undefined;
  #stepUp: { part: LazyScreen<StepUpErrand>; drop: () => void } | undefined;
  #said = '';

  constructor(host: FormElement) {
    this.host = host;
    void this.#start();
  }

  get form(): FormScreen | undefined {
    return this.#stepUp ? this.#stepUp.part.screen?.form : this.#section?.form;
  }

  render(): unknown {
    const words = ownText(this.host);
    const { common } = this.host.t;
    return html`<div class="body">
      ${this.host.heading(words.title)}
      <p class="muted">${words.how}</p>
      <p class="hidden-but-read" role="status">${this.#said}</p>
      ${
        this.#read
          ? this.#renderSections()
          : this.#failure
            ? html`<p class="error" role="alert" part="error">
                  ${icon('alert')}<span>${common.error[this.#failure]}</span>
                </p>
                <p>
                  <button type="button" class="button" part="button" @click=${this.#start}>
                    ${common.retry}
                  </button>
                </p>`
            : html`<p class="muted" role="status">${common.loading}</p>`
      }
      <p><a class="link" href=${this.host.portalUrl}>${words.back}</a></p>
    </div>`;
  }

  #renderSections(): unknown {
    const words = ownText(this.host);
    return shownTo(this).map((name) => {
      const open = name === this.#open;
      return html`<section>
        ${this.host.heading(
          html`<button
            type="button"
            class="section"
            aria-expanded=${open}
            aria-controls=${`section-${name}`}
            @click=${() => this.#toggle(name)}
          >
            ${icon('chevron')}
            <span>${words.section[name]}<span class="small muted">${stateOf(name, this)}</span></span>
          </button>`,
          1,
        )}
        <div id=${`section-${name}`} class="inside" ?hidden=${!open}>
          ${open ? this.#renderOpen() : nothing}
        </div>
      </section>`;
    });
  }

  #renderOpen(): unknown {
    return html`${this.#said ? html`<p class="said">${this.#said}</p>` : nothing}
    ${this.#stepUp ? this.host.renderScreen(this.#stepUp.part) : this.#section?.render(this.host.page.view)}`;
  }

  /** For one action, shown instead of what asked for it. Undefined: they changed their mind. */
  confirm(action: StepUpAction): Promise<string | undefined> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        this.#stepUp = undefined;
        this.host.requestUpdate();
      };
      const part = new LazyScreen<StepUpErrand>(this.host, () => import('./step-up.ts'), {
        action,
        channels: this.overview.channels,
        done: (proved) => {
          leave();
          if (!proved) this.#focusSection();
          resolve(proved);
        },
        refused: (error) => {
          leave();
          reject(error);
        },
      });
      this.#stepUp = { part, drop: () => resolve(undefined) };
      this.host.focusTitle();
    });
  }

  /** What the server says after the act, never a guess; and the section from its beginning. */
  async done(said: string): Promise<void> {
    const open = this.#open;
    this.overview = await call(this.host.api.access.$get());
    if (open !== this.#open || !open) return;
    this.#section = sections[open](this);
    this.#said = said;
    this.#focusSection();
  }

  /** What was pressed is gone: where it stood. */
  #focusSection(): void {
    this.host.requestUpdate();
    void this.host.updateComplete.then(() =>
      this.host.renderRoot.querySelector<HTMLElement>('.section[aria-expanded=true]')?.focus(),
    );
  }

  readonly #start = async (): Promise<void> => {
    this.#failure = undefined;
    this.host.requestUpdate();
    try {
      this.overview = await call(this.host.api.access.$get());
      this.#read = true;
      await this.#arrive();
    } catch (error) {
      this.#failure = failureOf(error).code;
    }
    this.host.requestUpdate();
  };

  /** Back from a provider, or sent to one section by its name. */
  async #arrive(): Promise<void> {
    const named = shownTo(this).find((name) => `#${name}` === location.hash);
    if (named) return this.#toggle(named);
    if (!location.hash.startsWith('#palier-social=')) return;
    const social = await import('./social.ts');
    await social.text.load(this.host.language);
    const outcome = social.takeOutcome();
    if (!outcome || outcome === 'signed-in') return;
    this.#toggle('linked');
    this.#said = social.text(this.host).outcome[outcome];
  }

  #toggle(name: SectionName): void {
    this.#stepUp?.drop();
    this.#stepUp = undefined;
    this.#said = '';
    this.#open = name === this.#open ? undefined : name;
    this.#section = this.#open && sections[this.#open](this);
    this.host.requestUpdate();
  }
}

/** On a page of the agency's own site nothing of this is done: its scripts are not ours. */
const elsewhere = (host: FormElement): Screen => ({
  render: () => {
    const words = ownText(host);
    return html`<div class="body notice">
      ${host.renderTitle(words.title)}
      <p>${words.elsewhere}</p>
      <a class="button" part="button" href="${host.portalUrl}/mon-acces">${words.open}</a>
    </div>`;
  },
});

export const styles = [
  passwordStyles,
  css`
    section {
      border-block-start: thin solid var(--_border);
    }
    section > .subtitle {
      margin: 0;
      font-weight: inherit;
    }
    .section {
      display: flex;
      align-items: start;
      gap: var(--_space);
      inline-size: 100%;
      min-block-size: var(--_target);
      padding-block: calc(1.5 * var(--_space));
      font-weight: 600;
    }
    .section:hover {
      background: var(--_tint);
    }
    .section span span {
      display: block;
      font-weight: 400;
      overflow-wrap: anywhere;
    }
    .section .icon {
      margin-inline-start: calc(-0.375 * var(--palier-u));
      margin-block-start: calc(0.125 * var(--palier-u));
      color: var(--_muted);
      transition: transform 120ms;
    }
    .section[aria-expanded='true'] .icon {
      transform: rotate(90deg);
    }
    .section:dir(rtl) .icon {
      transform: scaleX(-1);
    }
    .inside {
      /* Clear of the ring around what was just pressed. */
      padding-block: var(--_space) calc(3 * var(--_space));
      padding-inline-start: calc(0.875 * var(--palier-u) + var(--_space));
    }
    .said {
      color: var(--_success);
      font-weight: 500;
    }
    .things {
      display: grid;
      margin-block-end: calc(2 * var(--_space));
    }
    .things li {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      justify-content: space-between;
      gap: var(--_space) calc(2 * var(--_space));
      padding-block: var(--_space);
      border-block-end: thin solid var(--_border);
    }
    .things li > div {
      flex: 1 1 10em;
      min-inline-size: 0;
      overflow-wrap: anywhere;
    }
    .inside .body {
      padding: 0;
    }
    @container palier (inline-size < 24em) {
      .inside {
        padding-inline-start: 0;
      }
    }
    .inside > p:has(.button) {
      margin-block-end: var(--_space);
    }
    /* Codes on paper come alone. */
    @media print {
      .body:has(> section .codes) > :not(:has(.codes)),
      section:has(.codes) > .subtitle {
        display: none;
      }
    }
  `,
];

export const create = (host: FormElement): Screen => {
  if (!host.atPortal) return elsewhere(host);
  return location.pathname === '/changement-adresse' ? emailChange(host) : new MyAccess(host);
};
