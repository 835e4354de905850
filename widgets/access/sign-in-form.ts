import type { Text } from '../shared/text/text.ts';
import { type Field, OwnForm } from './own-form.ts';

const watchCapsLock = (form: OwnForm, { input, hint }: Field, sentence: () => string): void => {
  const look = (event: KeyboardEvent) => form.say(hint, event.getModifierState?.('CapsLock') ? sentence() : '');
  hint.setAttribute('role', 'status');
  input.addEventListener('keydown', look);
  input.addEventListener('keyup', look);
  input.addEventListener('blur', () => form.say(hint, ''));
};

/** Identifier and password; the same identifier serves a forgotten password, so that it is typed once. */
export class SignInForm {
  readonly own: OwnForm;
  readonly identifier: Field;
  readonly password: Field;

  constructor(host: HTMLElement, text: () => Text, on: { submit(): unknown; edit(field: string): unknown }) {
    this.own = new OwnForm(host, on.submit);
    this.identifier = this.own.addField('identifier', { type: 'text', autocomplete: 'username', required: '' });
    this.password = this.own.addField('password', { type: 'password', autocomplete: 'current-password', required: '' });
    for (const { input } of [this.identifier, this.password]) input.addEventListener('input', () => on.edit(input.name));
    watchCapsLock(this.own, this.password, () => text().access.capsLock);
  }

  say({ access }: Text, submit: string): void {
    this.own.say(this.identifier.label, access.identifier);
    this.own.say(this.password.label, access.password);
    this.own.say(this.own.submit, submit);
  }
}

/** A new password, twice. */
export class NewPasswordForm {
  readonly own: OwnForm;
  readonly password: Field;
  readonly again: Field;

  constructor(host: HTMLElement, text: () => Text, on: { submit(): unknown; edit(field: string): unknown; leave(): unknown }) {
    this.own = new OwnForm(host, on.submit);
    this.password = this.own.addField('password', { type: 'password', autocomplete: 'new-password', required: '' });
    this.again = this.own.addField('again', { type: 'password', autocomplete: 'new-password', required: '' });
    for (const field of [this.password, this.again]) {
      field.input.addEventListener('input', () => on.edit(field.input.name));
      watchCapsLock(this.own, field, () => text().access.capsLock);
    }
    this.again.input.addEventListener('blur', on.leave);
  }

  say({ access }: Text, submit: string): void {
    this.own.say(this.password.label, access.newPassword);
    this.own.say(this.again.label, access.newPasswordAgain);
    this.own.say(this.own.submit, submit);
  }
}
