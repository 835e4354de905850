import { html, nothing } from 'lit';
import { call, failureOf } from '../../../shared/api.ts';
import type { Errors } from '../../form-screen.ts';
import type { WaysIn } from './flow.ts';
import { emptyIn, frame, PasswordStep, proceed, sentenceOf, Step } from './step.ts';

const looksLikeEmail = /^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/;
const lookAtEmail = (email: string): Errors =>
  !email ? { email: 'empty' } : looksLikeEmail.test(email) ? {} : { email: 'not-an-email' };

/** « Première connexion » : the address one will sign in with. */
export class Email extends Step {
  constructor(flow: WaysIn) {
    super(flow);
    this.addField('email', {
      label: () => this.w.email.label,
      hint: () => this.w.email.hint,
      kind: 'email',
      value: flow.email,
    });
  }

  protected override look(): Errors {
    return lookAtEmail(this.value('email').trim());
  }

  protected act(): Promise<void> {
    const { flow } = this;
    const email = this.value('email').trim();
    flow.email = email;
    const json = { email, ...flow.holderChosen };
    return proceed(flow, () => call(flow.api['first-connection'].details.$post({ json })));
  }

  protected words(): [string, string] {
    const { email, start } = this.w;
    // Nothing is mailed to where a code was read already.
    return this.flow.isProved(this.value('email'))
      ? [start.next, start.checking]
      : [email.next, email.sending];
  }

  render(): unknown {
    const { flow, w } = this;
    const onFile = flow.connection?.details?.email;
    const why =
      flow.isOther ? w.email.another
      : onFile === undefined ? w.email.how
      : onFile ? w.email.known
      : w.email.none; // prettier-ignore
    return frame(flow, {
      title: w.email.title,
      how: html`${flow.accountLine}${why}`,
      body: html`<div class="form">${this.renderField('email')} ${this.renderSubmit()}</div>`,
      back: flow.back,
    });
  }
}

/** On the two other paths: address and password, after the details. */
export class Access extends PasswordStep {
  constructor(flow: WaysIn) {
    super(flow);
    this.addField('email', {
      label: () => this.w.email.label,
      hint: () => this.w.email.hint,
      kind: 'email',
      value: flow.email,
    });
    this.addNewPassword();
  }

  protected override look(): Errors {
    return { ...emptyIn(this.fields), ...lookAtEmail(this.value('email').trim()), ...super.look() };
  }

  protected async act(): Promise<void> {
    const { flow } = this;
    const email = this.value('email').trim();
    flow.email = email;
    const own = { email, password: this.value('password') };
    try {
      await proceed(flow, () => flow.sendForm(own));
    } catch (error) {
      const { fields } = failureOf(error);
      // Of the screen before this one.
      if (!flow.refuseForm(fields)) throw error;
    }
  }

  protected words(): [string, string] {
    const { w, flow } = this;
    if (flow.isProved(this.value('email'))) return [w.start.next, w.start.checking];
    return [flow.asked === 'tenant-registration' ? w.registration.finish : w.email.next, w.email.sending];
  }

  override focus(name = 'email'): void {
    super.focus(name);
  }

  render(): unknown {
    const { flow, w } = this;
    const onFile = flow.connection?.details?.email;
    const why =
      flow.asked === 'tenant-registration' ? w.registration.emailHow
      : flow.isOther ? w.email.another
      : onFile === '' ? w.email.none
      : onFile ? w.email.known
      : w.email.how; // prettier-ignore
    return frame(flow, {
      title: w.email.titleAccess,
      how: why,
      body: html`<div class="form">
        ${this.renderField('email')} ${this.renderNewPassword()} ${this.renderSubmit()}
      </div>`,
      back: () => flow.show('form'),
    });
  }
}

/** The address has a login: its password adds the account to it. */
export class Taken extends Step {
  constructor(flow: WaysIn) {
    super(flow);
    this.addField('username', { label: () => flow.email, autocomplete: 'username', value: flow.email });
    this.addField('password', {
      label: () => this.w.taken.password,
      kind: 'secret',
      autocomplete: 'current-password',
    });
  }

  protected override look(): Errors {
    return this.value('password') ? {} : { password: 'empty' };
  }

  protected override get fieldWords(): Record<string, string> {
    const { field } = this.w;
    return {
      ...super.fieldWords,
      'password.empty': field['known.empty'],
      'password.wrong-credentials': field['known.wrong-credentials'],
    };
  }

  protected act(): Promise<void> {
    const json = { password: this.value('password') };
    return proceed(this.flow, () => call(this.flow.api['first-connection'].known.$post({ json })));
  }

  protected words(): [string, string] {
    return [this.w.taken.next, this.w.start.checking];
  }

  override focus(name = 'password'): void {
    super.focus(name);
  }

  render(): unknown {
    const { flow, w } = this;
    const mailed = flow.connection?.mail;
    const byMail = () =>
      proceed(flow, () => call(flow.api['first-connection'].mail.$post())).catch((error: unknown) => {
        flow.said = sentenceOf(flow, failureOf(error));
        this.host.requestUpdate();
      });
    return frame(flow, {
      title: w.taken.title,
      how: w.taken.how(flow.email),
      body: html`<div class="form">${this.renderPassword('password')} ${this.renderSubmit()}</div>
        <div class="ways">
          <button type="button" class="button" part="button" @click=${byMail}>${w.taken.mailed}</button>
          <p class="small said" role="status">${flow.said ?? (mailed ? w.taken.sent(mailed.to) : nothing)}</p>
          <button type="button" class="button" part="button" @click=${flow.another}>${w.taken.other}</button>
        </div>`,
    });
  }
}
