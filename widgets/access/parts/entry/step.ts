import { html, nothing } from 'lit';
import { type Failure, failureOf, patiently } from '../../../shared/api.ts';
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

/** « Trop d'essais » of a day is not over in a few minutes. */
const longS = 3600;
export const sentenceOf = (flow: WaysIn, { code, retryAfter = 0 }: Failure): string =>
  code === 'too-many' && retryAfter >= longS ? words(flow.host).enoughToday : flow.host.t.common.error[code];

/** Good news of a mail, where its code is typed. */
export const news = ({ news: said }: WaysIn): unknown =>
  html`<p class="small said" role="status">${said ?? nothing}</p>`;

/** For who cannot go on alone: the agency, in writing and by telephone. */
export const helpers = (flow: WaysIn, ask: string): unknown => {
  const { phone } = flow.agency;
  return html`<button
      type="button"
      class="button"
      part="button"
      @click=${() => flow.errand.go('assistance', { from: 'ways-in' })}
    >
      ${ask}
    </button>
    ${
      phone
        ? html`<a class="button" part="button" href="tel:${phone.replaceAll(/[^\d+]/g, '')}"
            >${words(flow.host).confirm.call(phone.replaceAll(' ', '\u00a0'))}</a
          >`
        : nothing
    }`;
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

  protected override sentence(failure: Failure): string {
    return failure.code === 'too-many' ? sentenceOf(this.flow, failure) : super.sentence(failure);
  }

  /** To be typed anew. */
  empty(): void {
    for (const { input } of Object.values(this.fields)) input.value = '';
    this.refuse({});
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

  protected override get knownWords(): string[] {
    return [...super.knownWords, ...this.flow.names];
  }

  protected override get fieldWords(): Record<string, string> {
    return { ...this.w.field, ...super.fieldWords };
  }

  protected override sentence(failure: Failure): string {
    return failure.code === 'too-many' ? sentenceOf(this.flow, failure) : super.sentence(failure);
  }
}

export const emptyIn = (fields: Record<string, { input: { value: string; required: boolean } }>): Errors =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, { input }]) =>
      input.required && !input.value.trim() ? [[name, 'empty']] : [],
    ),
  );
