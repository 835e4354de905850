import { html } from 'lit';
import { isPhone } from '../../../../server/values/phone.ts';
import type { Errors } from '../../form-screen.ts';
import { Help } from '../../help.ts';
import type { WaysIn } from './flow.ts';
import { frame, Step } from './step.ts';

const fields = {
  identifier: 'off',
  lastName: 'family-name',
  firstName: 'given-name',
  postcode: 'postal-code',
  phone: 'tel',
} as const;

/** « Inscription locataire » : what the rent notice says. Nothing is looked up here. */
export class Registration extends Step {
  readonly #help: Help;

  constructor(flow: WaysIn) {
    super(flow);
    this.#help = new Help(flow.host, flow.errand);
    for (const [name, autocomplete] of Object.entries(fields) as [keyof typeof fields, string][])
      this.addField(name, {
        label: () => this.w.registration[name],
        ...(name === 'phone' && { kind: 'tel', optional: true }),
        autocomplete,
        ...(name === 'identifier' && {
          hint: () => flow.agency.identifierHint ?? '',
          value: flow.errand.identifier,
        }),
      });
  }

  get typed() {
    const { value } = { value: (name: string) => this.value(name).trim() };
    return {
      identifier: value('identifier'),
      lastName: value('lastName'),
      firstName: value('firstName'),
      postcode: value('postcode'),
      phone: value('phone'),
    };
  }

  protected override look(): Errors {
    const { phone } = this.typed;
    return { ...super.look(), ...(phone && !isPhone(phone) && { phone: 'not-a-phone' }) };
  }

  protected act(): Promise<void> {
    this.flow.show('access');
    return Promise.resolve();
  }

  protected words(): [string, string] {
    return [this.w.registration.next, this.w.registration.next];
  }

  render(): unknown {
    const { flow, w } = this;
    const others = flow.agency.waysIn.filter((way) => way !== 'tenant-registration');
    return frame(flow, {
      title: w.registration.title,
      how: w.registration.how,
      body: html`<div class="form">
          ${Object.keys(fields).map((name) => this.renderField(name))} ${this.renderSubmit()}
        </div>
        <div class="ways">
          ${others.map(
            (way) =>
              html`<button type="button" class="button" part="button" @click=${() => flow.choose(way)}>
                ${this.host.t.access.wayIn[way]}
              </button>`,
          )}
          <button type="button" class="link" @click=${() => flow.errand.go('sign-in')}>
            ${w.start.signIn}
          </button>
          ${this.#help.render()}
        </div>`,
    });
  }
}
