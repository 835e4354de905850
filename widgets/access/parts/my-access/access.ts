import type { AccessOverview } from '../../../../server/access/contact/contract.ts';
import type { StepUpAction } from '../../../../server/access/step-up/contract.ts';
import type { FormElement } from '../../../shared/form-element.ts';
import { chunkText } from '../../../shared/text/chunk-text.ts';
import { type Ask, type Errors, FormScreen } from '../../form-screen.ts';
import { fr } from '../../text/my-access.fr.ts';
import { html } from 'lit';

export const text = chunkText(fr, () => import('../../text/my-access.en.ts').then(({ en }) => en));

export type SectionName = keyof typeof fr.section;

/** What « Mon accès » lends to its sections. */
export interface Access {
  readonly host: FormElement;
  readonly overview: AccessOverview;
  confirm(action: StepUpAction): Promise<string | undefined>;
  done(said: string): Promise<void>;
}

interface One {
  name: string;
  ask: Ask;
  /** The key of what is seen to be wrong with it. */
  wrong?: (value: string) => string | undefined;
  act(value: string): Promise<unknown>;
  words(): [rest: string, busy: string];
}

/** One question and its button. */
export class OneField extends FormScreen {
  readonly #one: One;

  constructor(host: FormElement, one: One) {
    super(host);
    this.#one = one;
    this.addField(one.name, one.ask);
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...text(this.host).field };
  }

  protected look(): Errors {
    const { name, ask, wrong } = this.#one;
    const value = this.value(name).trim();
    const key = value ? wrong?.(value) : ask.optional ? undefined : 'empty';
    return key ? { [name]: key } : {};
  }

  protected act(): Promise<unknown> {
    return this.#one.act(this.value(this.#one.name).trim());
  }

  protected words(): [string, string] {
    return this.#one.words();
  }

  render(): unknown {
    return html`<div class="form">${this.renderField(this.#one.name)} ${this.renderSubmit()}</div>`;
  }
}

export const sixDigits = (value: string): string | undefined =>
  value.replaceAll(/\D/g, '').length === 6 ? undefined : 'not-six-digits';
export const looksLikeEmail = (value: string): string | undefined =>
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value) ? undefined : 'not-an-email';
