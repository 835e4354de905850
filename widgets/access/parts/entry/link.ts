import { html, nothing } from 'lit';
import { call, failureOf, patiently } from '../../../shared/api.ts';
import { Help } from '../../help.ts';
import type { WaysIn } from './flow.ts';
import { frame, proceed, Step } from './step.ts';

/**
 * Behind the link of a confirmation mail: a button, for scanners open links; and the identifier of the letter, where
 * the mail may have reached somebody else.
 */
export class Link extends Step {
  readonly #token: string;
  readonly #help: Help;
  #email: string | null = null;

  constructor(flow: WaysIn, token: string) {
    super(flow);
    this.#token = token;
    this.#help = new Help(flow.host, flow.errand);
    void this.#look();
  }

  protected async act(): Promise<void> {
    const json = { token: this.#token, ...(this.#asks && { identifier: this.value('identifier').trim() }) };
    try {
      await proceed(this.flow, () => call(this.flow.api.confirmations.$post({ json })));
    } catch (error) {
      const { fields } = failureOf(error);
      if ('token' in fields) return this.flow.show('dead-link');
      // The browser's first connection ended while its page stayed open: only now is it asked here.
      if ('identifier' in fields) this.#ask();
      // Wrong once too often is answered as wrong: whether the link still serves is asked again.
      if (fields['identifier'] !== 'wrong' || (await this.#look())) throw error;
    }
  }

  protected words(): [string, string] {
    return [this.w.link.next, this.w.link.confirming];
  }

  render(): unknown {
    const { link } = this.w;
    const how = this.#email ? link.how(this.#email) : link.unknown;
    if (!this.#asks)
      return frame(this.flow, {
        title: link.title,
        how,
        body: html`<div class="form">${this.renderSubmit()}</div>`,
      });
    return frame(this.flow, {
      title: link.title,
      how: html`${how} ${link.identifierHow}`,
      body: html`<div class="form">${this.renderField('identifier')} ${this.renderSubmit()}</div>
        <div class="ways">
          <button type="button" class="link" @click=${this.flow.restart}>${this.w.expired.again}</button>
          ${this.#help.render()}
        </div>`,
    });
  }

  get #asks(): boolean {
    return 'identifier' in this.fields;
  }

  #ask(): void {
    if (this.#asks) return;
    this.addField('identifier', {
      label: () => this.w.start.identifier,
      hint: () => this.flow.agency.identifierHint ?? '',
      autocomplete: 'off',
    });
    // The button stands there already: the field comes beside it.
    if (this.own.submit.isConnected) this.own.connect();
  }

  /** What it stands for, before anything is pressed; when that cannot be asked, the answer will tell. */
  async #look(): Promise<boolean> {
    const { flow } = this;
    const json = { token: this.#token };
    const state = await patiently(() => call(flow.api.confirmations.link.$post({ json }))).catch(
      (error: unknown) => ({
        usable: failureOf(error).code !== 'invalid',
        email: null,
        asksIdentifier: false,
      }),
    );
    this.#email = state.email;
    if (state.asksIdentifier) this.#ask();
    if (state.usable) this.host.requestUpdate();
    else flow.show('dead-link');
    return state.usable;
  }
}

/** A way on for who has no usable link, or no first connection any more. */
export const ended = (flow: WaysIn, which: 'dead-link' | 'expired' | 'elsewhere', w: Step['w']): unknown =>
  frame(flow, {
    title: { 'dead-link': w.link.expiredTitle, expired: w.expired.title, elsewhere: w.elsewhere.title }[
      which
    ],
    how: html`<span role="status"
      >${{ 'dead-link': w.link.expired, expired: w.expired.how, elsewhere: w.elsewhere.how }[which]}</span
    >`,
    body: html`<div class="ways">
      ${
        flow.connection
          ? html`<button
              type="button"
              class="button primary"
              part="button button-primary"
              @click=${flow.goOn}
            >
              ${w.link.resume}
            </button>`
          : nothing
      }
      <button
        type="button"
        class=${flow.connection ? 'button' : 'button primary'}
        part=${flow.connection ? 'button' : 'button button-primary'}
        @click=${flow.restart}
      >
        ${w.expired.again}
      </button>
      <button type="button" class="button" part="button" @click=${() => flow.errand.go('sign-in')}>
        ${w.expired.signIn}
      </button>
      <button
        type="button"
        class="button"
        part="button"
        @click=${() => flow.errand.go('assistance', { from: 'ways-in' })}
      >
        ${w.expired.assistance}
      </button>
    </div>`,
  });
