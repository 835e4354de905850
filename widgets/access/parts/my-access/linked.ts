import { html, nothing } from 'lit';
import type { SocialOffer } from '../../../../server/access/social/contract.ts';
import { call } from '../../../shared/api.ts';
import type { Screen } from '../../../shared/form-element.ts';
import { type Access, text } from './access.ts';
import { Acts } from './act.ts';

/** Who else may say that it is you. */
export const linkedSection = (access: Access): Screen => {
  const { host, overview } = access;
  const words = () => text(host);
  const acts = new Acts(access);
  const { linked, offers } = overview;
  const free = offers.filter((offer) => !linked.some(({ provider }) => provider === offer.provider));
  const link =
    ({ provider }: SocialOffer) =>
    async () => {
      const stepUp = await access.confirm({ kind: 'link-social', provider });
      if (!stepUp) return;
      const { depart } = await import('../social.ts');
      await depart(host, provider, { purpose: 'link', stepUp });
    };
  const unlink =
    ({ provider }: SocialOffer) =>
    async () => {
      const stepUp = await access.confirm({ kind: 'unlink-social', provider });
      if (!stepUp) return;
      await call(host.api.social[':provider'].$delete({ param: { provider }, json: { stepUp } }));
      await access.done(words().unlinked);
    };
  return {
    render: () =>
      html`<p>${words().linkedHow}</p>
        ${
          linked.length > 0
            ? html`<ul class="things" part="list">
                ${linked.map(
                  (one) =>
                    html`<li part="row">
                      <div>
                        ${one.name}
                        <div class="muted small">
                          ${[one.label, words().linkedSince(host.format.instant(one.linkedAt))].filter(Boolean).join(' · ')}
                        </div>
                      </div>
                      ${acts.button(words().unlink, unlink(one), 'button', words().unlinkOf(one.name))}
                    </li>`,
                )}
              </ul>`
            : nothing
        }
        ${acts.render()}
        ${free.map((offer) => html`<p>${acts.button(words().link(offer.name), link(offer))}</p>`)}`,
  };
};
