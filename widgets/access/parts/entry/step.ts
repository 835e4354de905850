import { html, nothing } from 'lit';
import { failureOf, patiently } from '../../../shared/api.ts';
import type { FirstConnectionAnswer } from '../../../../server/access/first-connection/contract.ts';
import { type Errors, FormScreen } from '../../form-screen.ts';
import { PasswordScreen } from '../password-screen.ts';
import type { WaysIn } from './flow.ts';
import { words } from './words.ts';

/** Asks, and goes where the answer leads. What ended meanwhile, or went on in another window, is no fault of a field. */
export const proceed = async (flow: WaysIn, ask: () => Promise<FirstConnectionAnswer>): Promise<void> => {
  try {
    await flow.follow(await patiently(ask));
  } catch (error) {
    const { code } = failureOf(error);
    if (code === 'not-found') return flow.show('expired');
    if (code !== 'conflict') throw error;
    await flow.resume();
  }
};

interface Frame {
  title: string;
  how?: unknown;
  body: unknown;
  /** To the screen before, with what was typed. */
  back?: (() => unknown) | undefined;
}

/** One screen: where one is, what it is about, the form, and the ways out. */
export const frame = (flow: WaysIn, { title, how, body, back }: Frame): unknown => {
  const w = words(flow.host);
  const progress = flow.progress;
  return html`<div class="body entry-step">
    ${progress ? html`<p class="muted small progress">${w.step(...progress)}</p>` : nothing}
    ${flow.host.renderTitle(title)} ${how ? html`<p>${how}</p>` : nothing} ${body}
    <div class="out">
      ${back ? html`<button type="button" class="link" @click=${back}>${w.back}</button>` : nothing}
      ${flow.canQuit ? html`<button type="button" class="link" @click=${flow.quit}>${w.quit}</button>` : nothing}
    </div>
  </div>`;
};

/** The fields of a screen whose sentences are those of this chunk. */
export abstract class Step extends FormScreen {
  protected readonly flow: WaysIn;

  constructor(flow: WaysIn) {
    super(flow.host);
    this.flow = flow;
  }

  protected get w() {
    return words(this.host);
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...super.fieldWords, ...this.w.field };
  }

  /** All that must not be empty. */
  protected look(): Errors {
    return emptyIn(this.fields);
  }

  /** Whether what the server refuses is of this screen, which was left already. */
  takeBack(refused: Errors): boolean {
    const own = Object.entries(refused)
      .map(([name, key]) => [name.replace(/^.*\./, ''), key] as const)
      .filter(([name]) => name in this.fields);
    if (own.length > 0) this.refuse(Object.fromEntries(own));
    return own.length > 0;
  }
}

/** The same with a password to choose. */
export abstract class PasswordStep extends PasswordScreen {
  protected readonly flow: WaysIn;

  constructor(flow: WaysIn) {
    super(flow.host);
    this.flow = flow;
  }

  protected get w() {
    return words(this.host);
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...this.w.field, ...super.fieldWords };
  }
}

export const emptyIn = (fields: Record<string, { input: { value: string; required: boolean } }>): Errors =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { input }]) =>
      input.required && !input.value.trim() ? [[name, 'empty']] : [],
    ),
  );
