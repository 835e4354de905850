import { css, html, nothing } from 'lit';
import { checkPassword, isAcceptable, type PasswordPolicy } from '../../../server/values/password.ts';
import { call, failureOf, patiently } from '../../shared/api.ts';
import type { PalierElement } from '../../shared/element.ts';
import { icon } from '../../shared/icons.ts';
import type { Text } from '../../shared/text/text.ts';
import { FormScreen } from '../form-screen.ts';

/** Behind a mailed link: a new password, typed twice, its rules ticked as one types. */
export class NewPassword extends FormScreen {
  readonly #token: string;
  readonly #done: (outcome: 'changed' | 'expired') => void;

  constructor(host: PalierElement, token: string, done: (outcome: 'changed' | 'expired') => void) {
    super(host);
    this.#token = token;
    this.#done = done;
    this.addField('password', (access) => access.newPassword, 'new-password');
    this.addField('again', (access) => access.newPasswordAgain, 'new-password');
    this.fields['again']?.input.addEventListener(
      'blur',
      () => this.value('again') && this.refuse(this.#compare()),
    );
    void this.#checkLink();
  }

  protected look(): Record<string, string> {
    return isAcceptable(this.value('password'), this.#policy) ? this.#compare() : { password: 'too-weak' };
  }

  protected async act(): Promise<void> {
    const json = { token: this.#token, password: this.value('password') };
    try {
      await patiently(() => call(this.host.api.password.$post({ json })));
      this.#done('changed');
    } catch (error) {
      if (!('token' in failureOf(error).fields)) throw error;
      this.#done('expired');
    }
  }

  protected words(access: Text['access']): [string, string] {
    return [access.keepNew, access.keeping];
  }

  render(): unknown {
    const { access } = this.host.t;
    return html`<div class="body">
      ${this.host.heading(access.newTitle)}
      <div class="form">
        ${this.renderPassword('password')} ${this.#renderRules(access)} ${this.renderField('again')}
        ${this.renderSubmit()}
      </div>
    </div>`;
  }

  #renderRules(access: Text['access']): unknown {
    const { minLength, kinds } = this.#policy;
    const words = {
      length: access.rule.length(minLength),
      kinds: access.rule.kinds(kinds),
      strength: access.rule.strength,
    };
    const rules = checkPassword(this.value('password'), this.#policy).filter(
      ({ rule }) => rule !== 'kinds' || kinds > 1,
    );
    return html`<ul class="rules" aria-live="polite">
      ${rules.map(
        ({ rule, met }) =>
          html`<li class=${met ? 'met' : nothing}>
            ${icon(met ? 'check' : 'circle')}
            <span
              >${words[rule]} <span class="hidden-but-read">(${met ? access.met : access.unmet})</span></span
            >
          </li>`,
      )}
    </ul>`;
  }

  #compare(): Record<string, string> {
    return this.value('again') === this.value('password') ? {} : { again: 'mismatch' };
  }

  /** Before anyone types: a link that no longer serves is said at once. When it cannot be asked, the answer will tell. */
  async #checkLink(): Promise<void> {
    const json = { token: this.#token };
    const usable = await call(this.host.api.password.link.$post({ json })).then(
      (answer) => answer.usable,
      // A token that was cut on its way is no token.
      (error: unknown) => failureOf(error).code !== 'invalid',
    );
    if (!usable) this.#done('expired');
  }

  get #policy(): PasswordPolicy {
    return this.host.page.view.bootstrap!.agency.passwordPolicy; // this part is drawn after the bootstrap answer
  }
}

export type Outcome = 'sent' | 'changed' | 'expired';

/** What came of a letter or of a new password, and the one thing to do next. */
export const outcome = (host: PalierElement, which: Outcome, go: () => unknown): unknown => {
  const { access, common } = host.t;
  const [sign, title, text, next] = {
    sent: ['mail', access.sentTitle, access.sent, access.backToSignIn],
    changed: ['check', access.changedTitle, access.changed, common.signIn],
    expired: ['alert', access.expiredTitle, access.expired, access.askAgain],
  }[which] as ['mail' | 'check' | 'alert', string, string, string];
  const primary = which !== 'sent';
  return html`<div class="body message">
    <div class="sign ${sign}">${icon(sign)}</div>
    <div data-title tabindex="-1">${host.heading(title)}</div>
    <p>${text}</p>
    ${primary ? nothing : html`<p class="muted small">${access.sentNothing}</p>`}
    <button
      type="button"
      class=${primary ? 'button primary' : 'button'}
      part=${primary ? 'button button-primary' : 'button'}
      @click=${go}
    >
      ${next}
    </button>
  </div>`;
};

export const styles = css`
  .rules {
    display: grid;
    gap: calc(0.5 * var(--_space));
    font-size: var(--_small);
    color: var(--_muted);
  }
  .rules li {
    display: flex;
    gap: var(--_space);
  }
  .rules .met {
    color: var(--_success);
  }
  .message {
    display: grid;
    justify-items: start;
  }
  .message p {
    margin-block-end: calc(1.5 * var(--_space));
  }
  .sign {
    display: grid;
    place-items: center;
    margin-block-end: calc(1.5 * var(--_space));
    inline-size: var(--_target);
    block-size: var(--_target);
    border-radius: 50%;
    color: var(--_ink);
    background: color-mix(in oklab, var(--_ink) 10%, var(--_surface));
  }
  .sign.alert {
    color: var(--_warning);
    background: color-mix(in oklab, var(--_warning) 10%, var(--_surface));
  }
  .sign.check {
    color: var(--_success);
    background: color-mix(in oklab, var(--_success) 10%, var(--_surface));
  }
`;
