import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import { inGroups, readSecret } from '../../../../server/values/provisional-secret.ts';
import { Help } from '../../help.ts';
import type { WaysIn } from './flow.ts';
import { frame, proceed, Step } from './step.ts';

/** Identifier and code, both of one letter. */
export class Start extends Step {
  readonly #help: Help;

  constructor(flow: WaysIn) {
    super(flow);
    this.#help = new Help(flow.host, flow.errand);
    this.addField('identifier', {
      label: () => this.w.start.identifier,
      hint: () => flow.agency.identifierHint ?? '',
      autocomplete: 'username',
      value: flow.errand.identifier,
    });
    this.addField('secret', {
      label: () => this.w.start.secret,
      hint: () => this.w.start.secretHint,
      autocomplete: 'off',
      once: true,
    });
    this.fields['secret']?.input.addEventListener('change', () => this.#group());
    this.#prefill(flow.errand.fragment);
  }

  /** Out of the QR code of a letter: « C0045210.K7MP-4QXT-9RWD ». */
  #prefill(fragment = ''): void {
    const at = fragment.lastIndexOf('.');
    const { identifier, secret } = this.fields;
    if (at < 0 || !identifier || !secret) return;
    identifier.input.value = decoded(fragment.slice(0, at));
    secret.input.value = decoded(fragment.slice(at + 1));
    this.#group();
  }

  /** A printed code is read more easily in its groups. */
  #group(): void {
    const { secret } = this.fields;
    const read = readSecret(this.value('secret'));
    if (secret && read.selector) secret.input.value = inGroups(read.secret);
  }

  protected act(): Promise<void> {
    const { joins, api, path } = this.flow;
    const json = {
      path,
      identifier: this.value('identifier').trim(),
      secret: this.value('secret').trim(),
      ...(joins && { join: true }),
    };
    return proceed(this.flow, () => call(api['first-connection'].$post({ json })));
  }

  protected words(): [string, string] {
    return [this.w.start.next, this.w.start.checking];
  }

  render(): unknown {
    const { flow, w } = this;
    const { errand, agency } = flow;
    const { access } = this.host.t;
    const others = flow.joins ? [] : agency.waysIn.filter((way) => way !== flow.asked);
    return frame(flow, {
      title: w.start.title[flow.joins ? 'join' : flow.path],
      how: flow.joins ? w.start.joinHow : w.start.how,
      body: html`<div class="form">
          ${this.renderField('identifier')} ${this.renderField('secret')} ${this.renderSubmit()}
        </div>
        <div class="ways">
          ${others.map(
            (way) =>
              html`<button type="button" class="button" part="button" @click=${() => flow.choose(way)}>
                ${access.wayIn[way]}
              </button>`,
          )}
          ${
            flow.joins
              ? nothing
              : html`<button
                  type="button"
                  class="link"
                  @click=${() => errand.go('sign-in', { identifier: this.value('identifier') })}
                >
                  ${w.start.signIn}
                </button>`
          }
          ${this.#help.render()}
        </div>`,
    });
  }
}

/** A fragment that a scanner mangled is typed anew. */
const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return '';
  }
};
