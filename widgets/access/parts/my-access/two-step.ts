import { html, nothing } from 'lit';
import { call } from '../../../shared/api.ts';
import { LazyScreen, type Screen } from '../../../shared/form-element.ts';
import type { TotpErrand } from '../totp.ts';
import { type Access, text } from './access.ts';
import { Acts } from './act.ts';

const few = 4;

/** A code application and its recovery codes. An agent may renew them, never do without. */
export const twoStepSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  let totp: LazyScreen<TotpErrand> | undefined;
  const show = (errand: TotpErrand) => {
    totp = new LazyScreen(host, () => import('../totp.ts'), errand);
    host.focusTitle();
  };
  const { api } = host;
  const add = async () => {
    const stepUp = await access.confirm({ kind: 'add-totp' });
    if (!stepUp) return;
    show({
      begin: () => call(api.totp.$post({ json: { stepUp } })),
      confirm: async (code) => (await call(api.totp.confirmation.$post({ json: { code } }))).codes,
      done: () => access.done(words().totpDone),
    });
  };
  const renew = async () => {
    const stepUp = await access.confirm({ kind: 'renew-recovery-codes' });
    if (!stepUp) return;
    const { codes } = await call(api['recovery-codes'].$post({ json: { stepUp } }));
    const never = () => Promise.reject(new Error('there is nothing to set up'));
    show({ codes, begin: never, confirm: never, done: () => access.done(words().codesDone) });
  };
  const remove = async () => {
    const stepUp = await access.confirm({ kind: 'remove-totp' });
    if (!stepUp) return;
    await call(api.totp.$delete({ json: { stepUp } }));
    await access.done(words().totpRemoved);
  };
  return {
    get form() {
      return totp?.screen?.form;
    },
    render: () => {
      if (totp) return host.renderScreen(totp);
      const left = overview.recoveryCodesLeft;
      return html`<p>${overview.totp && left < few ? words().totpFew(left) : words().totpHow}</p>
        ${acts.render()}
        ${
          overview.totp
            ? html`<p>${acts.button(words().codesRenew, renew)}</p>
                ${host.page.person?.isAgent ? nothing : acts.button(words().totpRemove, remove, 'link')}`
            : html`<p>${acts.button(words().totpAdd, add)}</p>`
        }`;
    },
  };
};
