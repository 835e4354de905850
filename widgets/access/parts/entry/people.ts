import { html } from 'lit';
import { failureOf } from '../../../shared/api.ts';
import type { WaysIn } from './flow.ts';
import { frame, type Step } from './step.ts';

type Words = Step['w'];

/** Several hold the account: one's own name is pressed, nothing is typed. */
export const chooseHolder = (flow: WaysIn, w: Words): unknown =>
  frame(flow, {
    title: w.holder.title,
    how: html`${flow.accountLine}${w.holder.how}`,
    body: html`<div class="ways">
      ${flow.connection?.holders.map(
        ({ id, name }) =>
          html`<button type="button" class="button" part="button" @click=${() => flow.chooseHolder(id)}>
            ${name}
          </button>`,
      )}
      <div role="alert">${flow.said}</div>
    </div>`,
  });

/** Somebody else may have left their session open: a letter is not opened into it by chance. */
export const signedIn = (flow: WaysIn, w: Words): unknown => {
  const { host, errand } = flow;
  const leave = async () => {
    await host.page.signOut().catch((error: unknown) => {
      flow.said = host.t.common.error[failureOf(error).code];
    });
    if (host.page.person) host.requestUpdate();
    else flow.restart();
  };
  return frame(flow, {
    title: w.signedIn.title,
    how: w.signedIn.who(host.page.person?.name ?? ''),
    body: html`<div class="ways">
      <button type="button" class="button primary" part="button button-primary" @click=${() => flow.join()}>
        ${w.signedIn.join}
      </button>
      <button type="button" class="button" part="button" @click=${leave}>${w.signedIn.leave}</button>
      <button type="button" class="link" @click=${() => errand.go()}>${w.signedIn.stay}</button>
      <div role="alert">${flow.said}</div>
    </div>`,
  });
};
