import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import { type Access, OneField, sixDigits, text } from './access.ts';
import { Acts } from './act.ts';

/** Where codes may go by SMS: confirmed first, then proved by a code sent there. */
export const phoneSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  /** The number whose code is awaited. */
  let to = '';
  let said = '';
  const number = new OneField(host, {
    name: 'phone',
    ask: { kind: 'tel', label: () => words().phone, hint: () => words().phoneHow },
    words: () => [words().next, words().sending],
    async act(phone) {
      const stepUp = await access.confirm({ kind: 'change-phone', phone });
      if (!stepUp) return;
      await call(host.api.access.phone.$post({ json: { phone, stepUp } }));
      to = phone;
      host.focusField();
    },
  });
  const code = new OneField(host, {
    name: 'code',
    ask: { kind: 'code', label: () => words().phoneCode(to.replaceAll(' ', '\u00a0')) },
    wrong: sixDigits,
    words: () => [words().confirm, words().confirming],
    async act(typed) {
      await call(host.api.access.phone.code.$post({ json: { code: typed } }));
      await access.done(words().phoneDone);
    },
  });
  const again = async () => {
    await call(host.api.access.phone.message.$post());
    said = words().phoneAgainDone;
  };
  const remove = async () => {
    const stepUp = await access.confirm({ kind: 'remove-phone' });
    if (!stepUp) return;
    await call(host.api.access.phone.$delete({ json: { stepUp } }));
    await access.done(words().phoneRemoved);
  };
  return {
    get form() {
      return to ? code : number;
    },
    render: () =>
      html`${overview.phone && overview.phone.signsFrom > new Date().toISOString() ? html`<p>${words().phoneLater}</p>` : nothing}
      ${to ? code.render() : number.render()} ${acts.render()}
      ${overview.phone && !to ? acts.button(words().phoneRemove, remove, 'link') : nothing}
      ${
        to
          ? html`<p role="status" class="small">${said}</p>
              <div class="actions">
                ${acts.button(words().phoneAgain, again, 'link')}
                <button
                  type="button"
                  class="link"
                  @click=${() => {
                    to = '';
                    host.focusField();
                  }}
                >
                  ${host.t.common.back}
                </button>
              </div>`
          : nothing
      }`,
  };
};
