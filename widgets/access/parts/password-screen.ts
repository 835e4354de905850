import { css, html, nothing } from 'lit';
import { checkPassword, isAcceptable, type PasswordPolicy } from '../../../server/values/password.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/passwords.fr.ts';

export const passwordText = chunkText(fr, () => import('../text/passwords.en.ts').then(({ en }) => en));

/** A screen on which a password is chosen: typed twice, its rules ticked as one types. */
export abstract class PasswordScreen extends FormScreen {
  /** For the manager that keeps it; empty when we do not know for whom. */
  protected addNewPassword(username = ''): void {
    const words = () => passwordText(this.host);
    if (username)
      this.addField('username', { label: () => username, autocomplete: 'username', value: username });
    for (const [name, label] of [
      ['password', () => words().newPassword],
      ['again', () => words().again],
    ] as const)
      this.addField(name, { label, kind: 'secret', autocomplete: 'new-password' });
  }

  protected override look(): Errors {
    const { length } = this.value('password');
    if (!length) return { password: 'empty' };
    if (!isAcceptable(this.value('password'), this.#policy)) return { password: 'too-weak' };
    return this.value('again') === this.value('password') ? {} : { again: 'mismatch' };
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...passwordText(this.host).field };
  }

  /** Both entries, and the rules between them. */
  protected renderNewPassword(): unknown {
    const words = passwordText(this.host);
    const { minLength, kinds } = this.#policy;
    const rule = {
      length: words.rule.length(minLength),
      kinds: words.rule.kinds(kinds),
      strength: words.rule.strength,
    };
    const rules = checkPassword(this.value('password'), this.#policy).filter(
      ({ rule: name }) => name !== 'kinds' || kinds > 1,
    );
    return html`${this.renderPassword('password')}
      <ul class="rules" aria-live="polite">
        ${rules.map(
          ({ rule: name, met }) =>
            html`<li class=${met ? 'met' : nothing}>
              ${icon(met ? 'check' : 'circle')}
              <span
                >${rule[name]} <span class="hidden-but-read">(${met ? words.met : words.unmet})</span></span
              >
            </li>`,
        )}
      </ul>
      ${this.renderField('again')}`;
  }

  get #policy(): PasswordPolicy {
    return this.host.page.view.bootstrap!.agency.passwordPolicy; // drawn after the bootstrap answer
  }
}

export const passwordStyles = css`
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
`;
