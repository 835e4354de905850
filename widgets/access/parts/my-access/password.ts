import { html, nothing } from 'lit';
import { call, failureOf, patiently } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import type { Errors } from '../../form-screen.ts';
import { PasswordScreen } from '../password-screen.ts';
import { type Access, text } from './access.ts';
import { Acts } from './act.ts';

/** Confirmed first: what is typed after it is never lost. */
export const passwordSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  let form: NewPassword | undefined;
  const start = async () => {
    const stepUp = await access.confirm({ kind: 'change-password' });
    if (!stepUp) return;
    form = new NewPassword(access, stepUp);
    host.focusField();
  };
  return {
    get form() {
      return form;
    },
    render: () =>
      html`<p>${words().passwordHow}</p>
        ${
          form
            ? form.render()
            : html`${acts.render()}
                <p>
                  ${acts.button(overview.hasPassword ? words().passwordChange : words().passwordChoose, start)}
                </p>`
        }`,
  };
};

class NewPassword extends PasswordScreen {
  readonly #access: Access;
  #stepUp: string;

  constructor(access: Access, stepUp: string) {
    super(access.host);
    this.#access = access;
    this.#stepUp = stepUp;
    if (access.overview.hasPassword)
      this.addField('current', {
        label: () => text(access.host).current,
        kind: 'secret',
        autocomplete: 'current-password',
      });
    this.addNewPassword(access.overview.email);
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected override look(): Errors {
    const asked = this.#access.overview.hasPassword && !this.value('current');
    return { ...(asked && { current: 'empty' }), ...super.look() };
  }

  protected async act(): Promise<void> {
    const current = this.#access.overview.hasPassword ? this.value('current') : undefined;
    const typed = { ...(current !== undefined && { current }), password: this.value('password') };
    const send = () =>
      patiently(() => call(this.host.api.access.password.$put({ json: { ...typed, stepUp: this.#stepUp } })));
    try {
      await send();
    } catch (error) {
      if (failureOf(error).code !== 'step-up') throw error;
      // Ten minutes went by over it.
      const again = await this.#access.confirm({ kind: 'change-password' });
      if (!again) return;
      this.#stepUp = again;
      await send();
    }
    await this.#access.done(text(this.host).passwordDone);
  }

  protected words(): [string, string] {
    const { passwordChange, sending } = text(this.host);
    return [passwordChange, sending];
  }

  render(): unknown {
    return html`<div class="form">
      ${this.#access.overview.hasPassword ? this.renderPassword('current') : nothing}
      ${this.renderNewPassword()} ${this.renderSubmit()}
    </div>`;
  }
}
