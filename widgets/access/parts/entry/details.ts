import { html, nothing } from 'lit';
import type { ContactDetails } from '../../../../server/access/first-connection/contract.ts';
import { isPhone } from '../../../../server/values/phone.ts';
import { isPostcode } from '../../../../server/values/postcode.ts';
import type { Errors } from '../../form-screen.ts';
import type { WaysIn } from './flow.ts';
import { emptyIn, frame, Step } from './step.ts';

const autofill = {
  lastName: 'family-name',
  firstName: 'given-name',
  phone: 'tel',
  address: 'street-address',
  postcode: 'postal-code',
  town: 'address-level2',
} as const;
const other = 'other';

/** « Créez votre espace » : what the agency has on file, to be completed. */
export class Details extends Step {
  readonly #onFile: Partial<ContactDetails>;

  constructor(flow: WaysIn) {
    super(flow);
    const onFile: Partial<ContactDetails> = flow.connection?.details ?? {};
    this.#onFile = onFile;
    // A company has neither: the server tells.
    const optional = Boolean(onFile.lastName) && !onFile.civility && !onFile.firstName;
    this.addField('civility', {
      label: () => this.w.details.civility,
      kind: 'choice',
      autocomplete: 'honorific-prefix',
      options: () => this.#civilities,
      optional,
      value: onFile.civility,
    });
    this.addField('civilityFree', {
      label: () => this.w.details.civilityFree,
      autocomplete: 'honorific-prefix',
      optional: true,
    });
    for (const [name, autocomplete] of Object.entries(autofill) as [keyof typeof autofill, string][])
      this.addField(name, {
        label: () => this.w.details[name],
        ...(name === 'phone' && { kind: 'tel' }),
        ...(name === 'address' && { hint: () => this.w.details.addressHint }),
        autocomplete,
        optional: optional && name === 'firstName',
        value: onFile[name],
      });
    this.fields['civility']?.input.addEventListener('change', () => this.host.requestUpdate());
  }

  get typed() {
    const { value } = { value: (name: string) => this.value(name).trim() };
    return {
      civility: this.#isFree ? value('civilityFree') : value('civility'),
      lastName: value('lastName'),
      firstName: value('firstName'),
      phone: value('phone'),
      address: value('address'),
      postcode: value('postcode'),
      town: value('town'),
    };
  }

  protected override look(): Errors {
    const { phone, postcode } = this.typed;
    // What the agency has written may stand as it is.
    const isOdd = (name: 'phone' | 'postcode', isRight: (text: string) => boolean) =>
      this.typed[name] !== this.#onFile[name]?.trim() && !isRight(this.typed[name]);
    return {
      ...(phone && isOdd('phone', isPhone) && { phone: 'not-a-phone' }),
      ...(postcode && isOdd('postcode', isPostcode) && { postcode: 'not-a-postcode' }),
      ...emptyIn(this.fields),
      ...(this.#isFree && !this.value('civilityFree').trim() && { civilityFree: 'empty' }),
    };
  }

  protected act(): Promise<void> {
    this.flow.show('access');
    return Promise.resolve();
  }

  protected words(): [string, string] {
    return [this.w.start.next, this.w.start.next];
  }

  render(): unknown {
    const { flow, w } = this;
    return frame(flow, {
      title: w.details.title,
      how: html`${flow.accountLine}${w.details.how}`,
      body: html`<div class="form">
        ${this.renderField('civility')} ${this.#isFree ? this.renderField('civilityFree') : nothing}
        ${Object.keys(autofill).map((name) => this.renderField(name))} ${this.renderSubmit()}
      </div>`,
      back: flow.back,
    });
  }

  get #isFree(): boolean {
    return this.value('civility') === other;
  }

  get #civilities(): [string, string][] {
    const { civilities, choose, otherCivility } = this.w.details;
    const { civility = '' } = this.#onFile;
    const own: [string, string][] = civility && !(civility in civilities) ? [[civility, civility]] : [];
    return [['', choose], ...own, ...Object.entries(civilities), [other, otherCivility]];
  }
}
