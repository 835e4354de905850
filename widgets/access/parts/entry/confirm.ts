import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import type { Errors } from '../../form-screen.ts';
import type { WaysIn } from './flow.ts';
import { resend } from './resend.ts';
import { frame, helpers, news, PasswordStep, proceed, Step } from './step.ts';

/** The mail was asked for: its code here, or its link anywhere; and what to do when it does not come. */
export class Confirm extends Step {
  constructor(flow: WaysIn) {
    super(flow);
    this.addField('code', { label: () => this.w.confirm.code, kind: 'code' });
  }

  protected override look(): Errors {
    const digits = this.value('code').replaceAll(/\D/g, '');
    return !digits ? { code: 'empty' } : digits.length === 6 ? {} : { code: 'not-six-digits' };
  }

  protected act(): Promise<void> {
    const json = { code: this.value('code') };
    return proceed(this.flow, () => call(this.flow.api['first-connection'].code.$post({ json })));
  }

  protected words(): [string, string] {
    return [this.w.confirm.next, this.w.start.checking];
  }

  render(): unknown {
    const { flow, w } = this;
    const { to = flow.email, state } = flow.connection?.mail ?? {};
    const refused = state === 'refused';
    const how = flow.asked === 'tenant-registration' ? w.confirm.registration(to) : w.confirm.how(to);
    return frame(flow, {
      title: refused ? w.confirm.refusedTitle : w.confirm.title,
      how: html`<span role="status">${refused ? w.confirm.refused(to) : how}</span>`,
      body: html`${
          refused
            ? nothing
            : html`<div class="form">${news(flow)} ${this.renderField('code')} ${this.renderSubmit()}</div>
                ${this.host.heading(w.confirm.nothing, 1)}
                <p>${w.confirm.spam}</p>`
        }
        <div class="ways">
          ${refused ? nothing : resend(flow)}
          <button
            type="button"
            class=${refused ? 'button primary' : 'button'}
            part=${refused ? 'button button-primary' : 'button'}
            @click=${() => flow.show('form')}
          >
            ${w.confirm.correct}
          </button>
          ${helpers(flow, w.confirm.assistance)}
        </div>`,
    });
  }
}

/** The last screen: the password, or a provider that says who one is. */
export class Password extends PasswordStep {
  constructor(flow: WaysIn) {
    super(flow);
    this.addNewPassword(flow.connection?.mail?.to ?? flow.email);
  }

  protected act(): Promise<void> {
    const json = { password: this.value('password') };
    return proceed(this.flow, () => call(this.flow.api['first-connection'].password.$post({ json })));
  }

  protected words(): [string, string] {
    return [this.w.password.next, this.w.password.keeping];
  }

  render(): unknown {
    const { flow, w } = this;
    const { social } = this.host.page.view.bootstrap ?? {};
    return frame(flow, {
      title: w.password.title,
      how: w.password.how,
      body: html`<div class="form">${this.renderNewPassword()} ${this.renderSubmit()}</div>
        ${
          social?.length
            ? html`<p class="muted or">${w.password.or}</p>
                <div class="ways">${this.host.renderScreen(flow.social, nothing)}</div>`
            : nothing
        }`,
    });
  }
}
