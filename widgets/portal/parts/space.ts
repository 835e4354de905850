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

/** One's sessions, at the foot; nothing of a person's outlasts them. */
export const foot = (host: PalierElement, lent: ConstructorParameters<typeof Account>[1]) => {
  const of = host.page.person?.email;
  const known = accounts.get(host);
  const mine = known && known.of === of ? known : { of, account: new Account(host, lent) };
  accounts.set(host, mine);
  return mine.account.renderSessions();
};

const pictures: Record<Place, IconName> = {
  home: 'home',
  finance: 'wallet',
  documents: 'document',
  agency: 'building',
};

export const navigation = ({ t, link }: Tools) =>
  html`<nav class="no-print" aria-label=${t.portal.navigation}>
    <ul>
      ${places.map((place) => {
        const words = html`${icon(pictures[place])}<span>${t.portal.place[place]}</span>`;
        return html`<li>${link(place, words, 'place')}</li>`;
      })}
    </ul>
  </nav>`;

/** The places visited so far; one of them is seen. */
export const space = (bootstrap: Bootstrap, tools: Tools) =>
  places.map((place) =>
    tools.visited.has(place)
      ? html`<section class=${place} ?hidden=${place !== tools.place}>
          ${content(place, bootstrap, tools)}
        </section>`
      : nothing,
  );

const content = (place: Place, bootstrap: Bootstrap, tools: Tools) => {
  const { t, heading, level, density = nothing } = tools;
  if (place === 'home') return home(bootstrap, tools);
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
