import { html, nothing } from 'lit';
import { call, failureOf } from '../../../shared/api.ts';
import type { WaysIn } from './flow.ts';
import { proceed, sentenceOf } from './step.ts';
import { words } from './words.ts';

const longest = 300;

/** « Renvoyer le courriel », once the server allows another, and what became of the last asking. */
export const resend = (flow: WaysIn): unknown => {
  const w = words(flow.host).confirm;
  const { againFrom } = flow.connection?.mail ?? { againFrom: null };
  if (againFrom === null) return html`<p class="small">${w.enough}</p>`;
  // A clock that is wrong must not keep the button away.
  const left = Math.min(longest, flow.host.secondsTo(Date.parse(againFrom)));
  const ask = async () => {
    if (left > 0) return;
    flow.said = flow.news = undefined;
    await proceed(flow, () => call(flow.api['first-connection'].mail.$post())).then(
      () => flow.renewed(w.sent),
      (error: unknown) => (flow.said = sentenceOf(flow, failureOf(error))),
    );
    flow.host.requestUpdate();
  };
  return html`<button type="button" class="button" part="button" aria-disabled=${left > 0} @click=${ask}>
      ${left > 0 ? w.againIn(left) : w.again}
    </button>
    <p class="small said" role="alert">${flow.said ?? nothing}</p>`;
};
