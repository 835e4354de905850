import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import { resend } from './resend.ts';
import type { WaysIn } from './flow.ts';
import { frame, helpers, news, proceed, Step } from './step.ts';

/** What completes a weak secret: the six digits of a mail, or what else the paper says. */
export class Proof extends Step {
  readonly #mailed: boolean;

  constructor(flow: WaysIn) {
    super(flow);
    this.#mailed = flow.connection?.secondProof?.kind === 'mailed-code';
    if (this.#mailed) this.addField('code', { label: () => this.w.proof.code, kind: 'code' });
    else {
      this.addField('lastName', {
        label: () => this.w.proof.lastName,
        hint: () => this.w.proof.lastNameHint,
        autocomplete: 'family-name',
      });
      this.addField('postcode', { label: () => this.w.proof.postcode, autocomplete: 'postal-code' });
    }
  }

  protected act(): Promise<void> {
    const json = this.#mailed
      ? { code: this.value('code') }
      : { lastName: this.value('lastName'), postcode: this.value('postcode') };
    return proceed(this.flow, () => call(this.flow.api['first-connection'].proof.$post({ json })));
  }

  protected words(): [string, string] {
    return [this.w.start.next, this.w.start.checking];
  }

  render(): unknown {
    const { proof } = this.w;
    const to = this.flow.connection?.secondProof;
    const inside = this.#mailed
      ? this.renderField('code')
      : html`${this.renderField('lastName')} ${this.renderField('postcode')}`;
    return frame(this.flow, {
      title: proof.title,
      how: to?.kind === 'mailed-code' ? proof.mailed(to.to.replaceAll('…@', '…\u2060@')) : proof.paper,
      body: html`<div class="form">${news(this.flow)} ${inside} ${this.renderSubmit()}</div>
        <div class="ways">
          ${this.#mailed ? resend(this.flow) : nothing}
          ${helpers(this.flow, this.#mailed ? proof.gone : proof.stuck)}
        </div>`,
    });
  }
}
