import { html, nothing } from 'lit';
import type { Bootstrap } from '../../../server/portal/contract.ts';
import type { Role } from '../../../server/access/contract.ts';
import { placeOf, repeatedTitles } from '../../documents/document-row.ts';
import { isViewable } from '../../documents/open-document.ts';
import { icon } from '../../shared/icons.ts';
import { agencyCard } from './agency-card.ts';
import { isCompany } from './company.ts';
import type { Tools } from './space.ts';

/** Where do I stand, what is new, whom can I ask; for staff, the way to their desk instead. */
export const home = (
  { agency, person, balance, documents }: Bootstrap,
  { t, format, heading, link, show }: Tools,
  desk: unknown,
) => {
  const { portal, common } = t;
  const lots = new Map<Role, number>();
  for (const account of person?.accounts ?? [])
    lots.set(account.role, (lots.get(account.role) ?? 0) + account.lots);
  const latest = documents?.first.documents.slice(0, 3) ?? [];
  const repeated = repeatedTitles(latest);
  const several = new Set(latest.map(({ building }) => building?.id)).size > 1;
  const name = person?.name ?? '';
  const company = isCompany(name);
  const staff = person?.isAgent && person.accounts.length === 0;

  return html`<div class="greeting ${company ? 'company' : ''}">
      ${heading(company ? name : portal.hello(name))}
      <ul class="badges">
        ${[...lots].map(([role, count]) => html`<li>${portal.badge(common.role[role], count)}</li>`)}
      </ul>
      ${desk}
    </div>
    <div class="columns">
      <div class="column" ?hidden=${staff}>
        <div class="card">
          ${heading(portal.balances, 1)}
          ${
            balance && balance.roles.length > 0
              ? html`<ul class="lines">
                    ${balance.roles.map(
                      ({ role, balance: { amountCents, side } }) =>
                        html`<li>
                          <span class="what"
                            >${common.role[role]}<span class="small muted">${common.side[side]}</span></span
                          >
                          <span class="amount ${side}">${format.balance({ amountCents, side })}</span>
                        </li>`,
                    )}
                  </ul>
                  ${balance.asOf ? html`<p class="small muted">${common.dataAsOf(format.instant(balance.asOf))}</p>` : nothing}
                  ${link('finance', portal.detail, 'link')}`
              : html`<p>${portal.noBalance}</p>`
          }
        </div>
        <div class="card">
          ${heading(portal.latest, 1)}
          ${
            latest.length > 0
              ? html`<ul class="lines">
                    ${latest.map((document) => {
                      const place = repeated.has(document.title) ? placeOf(document, several) : '';
                      const how = isViewable(document.mediaType) ? t.documents.newTab : t.documents.download;
                      return html`<li>
                        <button
                          type="button"
                          class="link"
                          aria-label=${[document.title, place, how].filter(Boolean).join(', ')}
                          @click=${() => show(document)}
                        >
                          ${icon('document')}<span>${document.title}</span>
                        </button>
                        <span class="small muted"
                          >${[place, format.day(document.day)].filter(Boolean).join(' · ')}</span
                        >
                      </li>`;
                    })}
                  </ul>
                  ${link('documents', portal.allDocuments, 'link')}`
              : html`<p>${portal.noDocument}</p>`
          }
        </div>
      </div>
      <div class="column">
        <div class="card">${heading(portal.place.agency, 1)}${agencyCard(agency, t)}</div>
      </div>
    </div>`;
};
