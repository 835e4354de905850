import { html, nothing } from 'lit';
import type { Agency } from '../../server/agency/contract.ts';
import { checkPassword, type PasswordPolicy } from '../../server/values/password.ts';
import { icon } from '../shared/icons.ts';
import type { Text } from '../shared/text/text.ts';
import { disclosure } from '../ui/disclosure.ts';

/** The slots of one field of the form in the light DOM. `reveal` gives a password its « Afficher ». */
export const fieldSlots = (name: string, hasError: boolean, beside: unknown = nothing) => html`
  <div class="field" part="field">
    <slot name="${name}-label"></slot>
    <div class="entry"><slot name="${name}-input"></slot>${beside}</div>
    <slot name="${name}-hint"></slot>
    <div class="error" part="error">${hasError ? icon('alert') : nothing}<slot name="${name}-error"></slot></div>
  </div>
`;

export const reveal = ({ access }: Text, shown: boolean, toggle: () => void) => html`
  <button
    type="button"
    class="reveal"
    aria-pressed=${shown}
    aria-label=${shown ? access.hidePassword : access.showPassword}
    @click=${toggle}
  >
    ${icon(shown ? 'eye-off' : 'eye')}<span>${shown ? access.hide : access.show}</span>
  </button>
`;

/** Each rule, ticked as one types. */
export const passwordRules = ({ access }: Text, typed: string, policy: PasswordPolicy) => html`
  <ul class="rules" aria-live="polite">
    ${checkPassword(typed, policy).map(({ rule, met }) => {
      const words = { length: access.rule.length(policy.minLength), kinds: access.rule.kinds(policy.kinds), strength: access.rule.strength };
      return rule === 'kinds' && policy.kinds === 1
        ? nothing
        : html`<li class=${met ? 'met' : ''}>
            ${icon(met ? 'check' : 'circle')}<span>${words[rule]}<span class="hidden-but-read">, ${met ? access.met : access.unmet}</span></span>
          </li>`;
    })}
  </ul>
`;

export const firstTime = ({ access }: Text, agency: Agency, start: () => void) =>
  disclosure(
    access.firstTime,
    html`<p>${access.firstTimeHow}${agency.identifierHint ? html` ${agency.identifierHint}` : nothing}</p>
      <button type="button" class="button" part="button" @click=${start}>${access.firstTimeStart}</button>`,
  );

/** Whom to ask, and where the identifier stands. */
export const help = ({ access }: Text, agency: Agency) =>
  disclosure(
    access.help,
    html`${agency.identifierHint
        ? html`<p><strong>${access.whereIdentifier}</strong><br />${agency.identifierHint}</p>`
        : nothing}
      ${agencyCard({ access } as Text, agency)}`,
  );

export const agencyCard = ({ access }: Text, { name, phone, email, hours }: Agency) => html`
  <p class="card-name"><strong>${name}</strong></p>
  <dl class="card">
    ${phone
      ? html`<dt>${access.phone}</dt><dd><a href="tel:${phone.replaceAll(/[^\d+]/g, '')}">${phone}</a></dd>`
      : nothing}
    ${email ? html`<dt>${access.email}</dt><dd><a href="mailto:${email}">${email}</a></dd>` : nothing}
    ${hours.length > 0 ? html`<dt>${access.hours}</dt><dd>${hours.map((line) => html`<span>${line}</span>`)}</dd>` : nothing}
  </dl>
`;
