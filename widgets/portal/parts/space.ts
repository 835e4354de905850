import { html, nothing } from 'lit';
import { Account, styles as accountStyles } from '../../access/parts/account.ts';
import type { Document } from '../../../server/documents/contract.ts';
import type { Bootstrap } from '../../../server/portal/contract.ts';
import type { PalierElement } from '../../shared/element.ts';
import type { Format } from '../../shared/format.ts';
import { icon, type IconName } from '../../shared/icons.ts';
import type { Text } from '../../shared/text/text.ts';
import { type Place, places } from '../place.ts';
import { agencyCard } from './agency-card.ts';
import { home } from './home.ts';

import { spaceStyles } from './space.styles.ts';

export const styles = [accountStyles, spaceStyles];

/** What the portal lends to its places. */
export interface Tools {
  host: PalierElement;
  disclosure: ConstructorParameters<typeof Account>[1];
  signOut: () => void;
  t: Text;
  format: Format;
  place: Place;
  visited: ReadonlySet<Place>;
  density: string | undefined;
  /** Of the headings inside the widgets. */
  level: number;
  heading: (text: unknown, deeper?: number) => unknown;
  link: (place: Place, text: unknown, look: string) => unknown;
  show: (document: Document) => void;
}

const accounts = new WeakMap<PalierElement, { of: string | undefined; account: Account }>();

/** Nothing of a person's outlasts them. */
const accountOf = ({ host, disclosure }: Tools): Account => {
  const of = host.page.person?.email;
  const known = accounts.get(host);
  const mine = known && known.of === of ? known : { of, account: new Account(host, disclosure) };
  accounts.set(host, mine);
  return mine.account;
};

/** One's sessions, at the foot. */
export const foot = (tools: Tools) => accountOf(tools).renderSessions();

const pictures: Record<Place, IconName> = {
  home: 'home',
  finance: 'wallet',
  documents: 'document',
  agency: 'building',
};

/** The places; and who is here, what they sign in with, and how to leave. */
export const top = (tools: Tools) =>
  html`<div class="top">
    ${navigation(tools)}
    <div class="person no-print">
      <span class="small muted">${tools.host.page.person?.name}</span>
      <span class="actions">
        ${accountOf(tools).renderAccess()}
        <button type="button" class="link" @click=${tools.signOut}>
          ${icon('sign-out')}${tools.t.portal.signOut}
        </button>
      </span>
    </div>
    ${accountOf(tools).renderAdded()}
  </div>`;

/** Staff have neither balance nor documents of their own. */
const placesFor = ({ host }: Tools): readonly Place[] => {
  const { person } = host.page;
  return person?.isAgent && person.accounts.length === 0 ? ['home', 'agency'] : places;
};

const navigation = (tools: Tools) =>
  html`<nav class="no-print" aria-label=${tools.t.portal.navigation}>
    <ul>
      ${placesFor(tools).map((place) => {
        const words = html`${icon(pictures[place])}<span>${tools.t.portal.place[place]}</span>`;
        return html`<li>${tools.link(place, words, 'place')}</li>`;
      })}
    </ul>
  </nav>`;

/** The places visited so far; one of them is seen. */
export const space = (bootstrap: Bootstrap, tools: Tools) => html`
  ${tools.place === 'agency' ? nothing : accountOf(tools).renderSwitcher()}
  ${places.map((place) =>
    tools.visited.has(place)
      ? html`<section class=${place} ?hidden=${place !== tools.place}>
          ${content(place, bootstrap, tools)}
        </section>`
      : nothing,
  )}
`;

const content = (place: Place, bootstrap: Bootstrap, tools: Tools) => {
  const { t, heading, level, density = nothing } = tools;
  if (place === 'home') return home(bootstrap, tools, accountOf(tools).renderDesk());
  const title = heading(t.portal.place[place]);
  if (place === 'finance')
    return html`${title}<palier-balance
        theme="auto"
        font="host"
        density=${density}
        heading-level=${level}
      ></palier-balance>`;
  if (place === 'documents')
    return html`${title}<palier-document-list
        theme="auto"
        font="host"
        density=${density}
        heading-level=${level}
      ></palier-document-list>`;
  return html`${title}${agencyCard(bootstrap.agency, t)}`;
};
