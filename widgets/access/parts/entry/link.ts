import { html, nothing } from 'lit';
import { call, failureOf, patiently } from '../../../shared/api.ts';
import type { Errors } from '../../form-screen.ts';
import type { WaysIn } from './flow.ts';
import { frame, proceed, Step } from './step.ts';

/** Behind the link of a confirmation mail: a button, for scanners open links. */
export class Link extends Step {
  readonly #token: string;
  #email: string | null = null;

  constructor(flow: WaysIn, token: string) {
    super(flow);
    this.#token = token;
    void this.#look();
  }

  protected override look(): Errors {
    return {};
  }

  protected async act(): Promise<void> {
    const json = { token: this.#token };
    try {
      await proceed(this.flow, () => call(this.flow.api.confirmations.$post({ json })));
    } catch (error) {
      if (!('token' in failureOf(error).fields)) throw error;
      this.flow.show('dead-link');
    }
  }

  protected words(): [string, string] {
    return [this.w.link.next, this.w.link.confirming];
  }

  render(): unknown {
    const { link } = this.w;
    return frame(this.flow, {
      title: link.title,
      how: this.#email ? link.how(this.#email) : link.unknown,
      body: html`<div class="form">${this.renderSubmit()}</div>`,
    });
  }

  /** What it stands for, before anything is pressed; when that cannot be asked, the answer will tell. */
  async #look(): Promise<void> {
    const { flow } = this;
    const json = { token: this.#token };
    const state = await patiently(() => call(flow.api.confirmations.link.$post({ json }))).catch(
      (error: unknown) => ({ usable: failureOf(error).code !== 'invalid', email: null }),
    );
    this.#email = state.email;
    if (state.usable) this.host.requestUpdate();
    else flow.show('dead-link');
  }
}

/** A way on for who has no usable link, or no first connection any more. */
export const ended = (flow: WaysIn, which: 'dead-link' | 'expired', w: Step['w']): unknown =>
  frame(flow, {
    title: which === 'expired' ? w.expired.title : w.link.expiredTitle,
    how: which === 'expired' ? w.expired.how : w.link.expired,
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
