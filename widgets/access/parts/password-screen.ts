import { css, html, nothing } from 'lit';
import { checkPassword, isAcceptable, type PasswordPolicy } from '../../../server/values/password.ts';
import { isPersonal } from '../../../server/values/personal.ts';
import { icon } from '../../shared/icons.ts';
import { chunkText } from '../../shared/text/chunk-text.ts';
import { type Errors, FormScreen } from '../form-screen.ts';
import { fr } from '../text/passwords.fr.ts';

export const passwordText = chunkText(fr, () => import('../text/passwords.en.ts').then(({ en }) => en));

/** A screen on which a password is chosen: typed twice, its rules ticked as one types. */
export abstract class PasswordScreen extends FormScreen {
  #username = '';
  /** What only the server can tell, of the password that it told it of. */
  #refused: { password: string; as: string } | undefined;

  /** For the manager that keeps it; empty when we do not know for whom. */
  protected addNewPassword(username = ''): void {
    const words = () => passwordText(this.host);
    this.#username = username;
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
    if (isPersonal(this.value('password'), this.knownWords)) return { password: 'personal' };
    return this.value('again') === this.value('password') ? {} : { again: 'mismatch' };
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...passwordText(this.host).field };
  }

  protected override refuse(errors: Errors): void {
    const as = errors['password'];
    if (as === 'common' || as === 'personal') this.#refused = { password: this.value('password'), as };
    super.refuse(errors);
  }

  /** What this screen knows of who chooses, and of the agency; the server knows more. */
  protected get knownWords(): string[] {
    const { person, view } = this.host.page;
    const { name = '', portalUrl } = view.bootstrap?.agency ?? {};
    const own = [person?.name, person?.email, this.#username, this.value('email')];
    return [name, portalUrl ? new URL(portalUrl).hostname : '', ...own.map((word) => word ?? '')];
  }

  /** Both entries, and the rules between them. */
  protected renderNewPassword(): unknown {
    const words = passwordText(this.host);
    const { minLength, kinds } = this.#policy;
    const rule = {
      length: words.rule.length(minLength),
      kinds: words.rule.kinds(kinds),
      strength: words.rule.strength(kinds === 1),
      personal: words.rule.personal,
      common: words.rule.common,
    };
    const password = this.value('password');
    const told = this.#refused?.password === password ? this.#refused.as : undefined;
    const isOwn = told === 'personal' || isPersonal(password, this.knownWords);
    const rules: { rule: keyof typeof rule; met: boolean }[] = [
      ...checkPassword(password, this.#policy).filter(({ rule: name }) => name !== 'kinds' || kinds > 1),
      { rule: 'personal', met: password !== '' && !isOwn },
    ];
    // Nothing here can tick it: it is said of a password that was refused for it.
    if (told === 'common') rules.push({ rule: 'common', met: false });
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
