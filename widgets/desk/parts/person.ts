import { html, nothing } from 'lit';
import type { Match, Resident } from '../../../server/desk/contract.ts';
import { icon, type IconName } from '../../shared/icons.ts';
import type { Tools } from './tools.ts';

export const telephone = (phone: string) =>
  html`<a class="tel" href=${`tel:${phone.replaceAll(/[^\d+]/g, '')}`}>${phone}</a>`;

const pictures: Record<Resident['access'], IconName> = { active: 'check', letter: 'mail', none: 'circle' };

/** Whether somebody found the way in: a word, a picture and since when. */
export const accessOf = ({ access, since, mailRefused }: Resident, { words, host }: Tools) =>
  html`<span class="access ${access}"
      >${icon(pictures[access])}<span>${words.person.state[access]}</span></span
    >
    ${since ? html`<span class="small muted">${words.person.since[access](host.format.shortDay(since.slice(0, 10)))}</span>` : nothing}
    ${mailRefused ? html`<span class="refused small">${icon('alert')}<span>${words.person.mailRefused}</span></span>` : nothing}`;

/** A landlord may hold forty: the first ones, the others on demand. */
const fewLots = 6;

/** What the file says of somebody, line by line. */
export const facts = (resident: Resident, desk: Tools) => {
  const { words, host } = desk;
  const { person } = words;
  const { accounts, lots, phone, email } = resident;
  const [some, others] = [lots.slice(0, fewLots), lots.slice(fewLots)];
  return html`<dl class="facts">
    <div>
      <dt>${person.accounts}</dt>
      ${accounts.map(
        ({ identifier, role, label }) =>
          html`<dd>${host.t.common.role[role]} · ${identifier} · ${label}</dd>`,
      )}
    </div>
    <div>
      <dt>${person.lots}</dt>
      ${lots.length > 0 ? some.map((lot) => html`<dd>${lot}</dd>`) : html`<dd class="muted">${person.noLot}</dd>`}
      ${
        others.length > 0
          ? html`<dd>
              <details>
                <summary>${words.people.moreLots(others.length)}</summary>
                ${others.map((lot) => html`<div>${lot}</div>`)}
              </details>
            </dd>`
          : nothing
      }
    </div>
    <div>
      <dt>${person.contact}</dt>
      ${phone ? html`<dd>${telephone(phone)}</dd>` : nothing} ${email ? html`<dd>${email}</dd>` : nothing}
      ${phone || email ? nothing : html`<dd class="muted">${person.noContact}</dd>`}
    </div>
    <div>
      <dt>${person.access}</dt>
      <dd>${accessOf(resident, desk)}</dd>
    </div>
  </dl>`;
};

/** What can be done for somebody. `about`: the request that it answers, whose address is proposed first. */
export const deeds = (resident: Resident, desk: Tools, about: { id: string; email: string | null }) => {
  const { words, letters } = desk;
  const { personId, name, email } = resident;
  const invitation = desk.invitation(about.id, personId, about.email ?? email ?? '');
  const key = `${about.id}:${personId}`;
  return html`<div class="deeds no-print">
    <div class="actions">
      <button
        type="button"
        class="button"
        aria-expanded=${invitation.isOpen}
        aria-label=${words.invitation.startFor(name)}
        @click=${() => invitation.toggle()}
      >
        ${icon('mail')}${words.invitation.start}
      </button>
      <button
        type="button"
        class="button"
        data-opens=${key}
        aria-expanded=${letters.isAsked(key)}
        aria-label=${words.letters.oneFor(name)}
        @click=${() => letters.ask(key, [resident])}
      >
        ${icon('print')}${words.letters.one}
      </button>
    </div>
    ${invitation.render(resident)} ${letters.render(key)}
  </div>`;
};

/** Somebody whom a request may come from, and why. */
export const match = (
  { resident, because }: Match,
  desk: Tools,
  about: { id: string; email: string | null },
) =>
  html`<li class="match">
    ${desk.host.heading(resident.name, 2)}
    ${
      because.length > 0
        ? html`<ul class="reasons">
            ${because.map((reason) => html`<li>${desk.words.reason[reason]}</li>`)}
          </ul>`
        : nothing
    }
    ${facts(resident, desk)} ${deeds(resident, desk, about)}
  </li>`;
