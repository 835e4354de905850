import { html, nothing } from 'lit';
import type { Agency } from '../../server/agency/contract.ts';
import type { Text } from '../shared/text/text.ts';
import { disclosure } from '../ui/disclosure.ts';

export const firstTime = ({ access }: Text, { identifierHint }: Agency, start: () => void) =>
  disclosure(
    access.firstTime,
    html`<p>${access.firstTimeHow}</p>
      ${identifierHint ? html`<p class="muted">${access.whereIdentifier} ${identifierHint}</p>` : nothing}
      <button type="button" class="button" part="button" @click=${start}>${access.firstTimeStart}</button>`,
  );

/** Whom to ask, and where the identifier stands. */
export const help = ({ access }: Text, agency: Agency) =>
  disclosure(
    access.help,
    html`${
      agency.identifierHint
        ? html`<p><strong>${access.whereIdentifier}</strong><br />${agency.identifierHint}</p>`
        : nothing
    }
    ${agencyCard(access, agency)}`,
  );

const agencyCard = (access: Text['access'], { name, phone, email, hours }: Agency) => html`
  <p class="card-name"><strong>${name}</strong></p>
  <dl class="card">
    ${
      phone
        ? html`<dt>${access.phone}</dt>
            <dd><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></dd>`
        : nothing
    }
    ${
      email
        ? html`<dt>${access.email}</dt>
            <dd><a href="mailto:${email}">${email}</a></dd>`
        : nothing
    }
    ${
      hours.length > 0
        ? html`<dt>${access.hours}</dt>
            <dd>${hours.map((line) => html`<span>${line}</span>`)}</dd>`
        : nothing
    }
  </dl>
`;
