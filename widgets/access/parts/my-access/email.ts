import { html } from 'lit';
import { call } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import { type Access, looksLikeEmail, OneField, sixDigits, text } from './access.ts';
import { Acts } from './act.ts';

/** The address: a new one is confirmed at the new mailbox, and the old one may take it back. */
export const emailSection = (access: Access): Screen => {
  const { emailChange: change } = access.overview;
  return change && change.state !== 'confirmed' ? waiting(access, change) : asking(access);
};

const asking = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const form = new OneField(host, {
    name: 'email',
    ask: { kind: 'email', label: () => words().email, hint: () => words().emailHow },
    wrong: looksLikeEmail,
    words: () => [words().emailSend, words().sending],
    async act(email) {
      const stepUp = await access.confirm({ kind: 'change-email', email });
      if (!stepUp) return;
      await call(host.api.access.email.$post({ json: { email, stepUp } }));
      await access.done('');
    },
  });
  return {
    form,
    render: () =>
      html`${
        overview.emailChange
          ? html`<p>${words().mailUndo(host.format.instant(overview.emailChange.until))}</p>`
          : ''
      }${form.render()}`,
  };
};

const waiting = (
  access: Access,
  { to, state, until }: NonNullable<Access['overview']['emailChange']>,
): Screen => {
  const { host } = access;
  const words = () => text(host);
  const { email } = host.api.access;
  const acts = new Acts(access);
  const form = new OneField(host, {
    name: 'code',
    ask: { kind: 'code', label: () => words().code },
    wrong: sixDigits,
    words: () => [words().confirm, words().confirming],
    async act(code) {
      await call(email.code.$post({ json: { code } }));
      await access.done(words().emailDone(to));
    },
  });
  const refused = state === 'refused';
  const again = async () => {
    await call(email.mail.$post());
    await access.done(words().mailAgainDone);
  };
  const cancel = async () => {
    await call(email.$delete());
    await access.done(words().mailCancelled);
  };
  return {
    form: refused ? undefined : form,
    render: () =>
      html`<p>
          ${state === 'confirmed' ? '' : words().mail[state](to)}
          <span class="muted">${words().mailUntil(host.format.instant(until))}</span>
        </p>
        ${refused ? '' : form.render()} ${acts.render()}
        <div class="actions">
          ${acts.button(words().mailAgain, again, 'link')} ${acts.button(words().mailCancel, cancel, 'link')}
        </div>`,
  };
};
