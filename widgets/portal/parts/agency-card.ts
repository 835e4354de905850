import { html, nothing } from 'lit';
import type { Agency } from '../../../server/agency/contract.ts';
import type { Text } from '../../shared/text/text.ts';

/** How to reach the agency; what it did not give is left out. */
export const agencyCard = ({ name, address, phone, hours, email, website }: Agency, { portal }: Text) => {
  const line = (term: string, value: unknown) =>
    value
      ? html`<div>
          <dt>${term}</dt>
          <dd>${value}</dd>
        </div>`
      : nothing;
  const lines = (texts: readonly string[]) =>
    texts.length > 0 && texts.map((text) => html`<span>${text}</span>`);
  return html`<dl class="contact">
    ${line(portal.address, lines([name, ...address]))}
    ${line(portal.phone, phone && html`<a class="link" href=${`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>${phone}</a>`)}
    ${line(portal.hours, lines(hours))}
    ${line(portal.email, email && html`<a class="link" href=${`mailto:${email}`}>${email}</a>`)}
    ${line(portal.website, website && html`<a class="link" href=${website}>${website.replace(/^https?:\/\/(www\.)?|\/$/g, '')}</a>`)}
  </dl>`;
};
