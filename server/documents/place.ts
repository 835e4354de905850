/**
 * Where a document is kept decides who reads it: a reader has a set of places, a document has one.
 * One comparison in one query, so that no list and no download can forget a rule.
 */
export type Audience = 'owners' | 'residents';

export const place = {
  /** The client account's own letters. */
  account: (accountId: string) => `account:${accountId}`,
  /** A lot's: its owners, or also who lives there. */
  lot: (lotId: string, audience: Audience) => `lot:${lotId}:${audience}`,
  /** A building's: its co-owners, or also who lives there. */
  building: (buildingId: string, audience: Audience) => `building:${buildingId}:${audience}`,
  /** Conseil syndical only (décret 2019-502, art. 3). */
  council: (buildingId: string) => `council:${buildingId}`,
  /** Everyone with an account at the agency. */
  agency: (agencyId: string) => `agency:${agencyId}`,
};

/** What a person holds today. */
export interface Holdings {
  agencyId: string;
  accountIds: string[];
  /** Lots owned today; `coOwner` when the agency is syndic there for that account. */
  owned: { lotId: string; buildingId: string; coOwner: boolean }[];
  /** Lots rented today. */
  rented: { lotId: string; buildingId: string }[];
  /** Lots let today through the agency. */
  let: { lotId: string; buildingId: string }[];
  /** Buildings on whose council the person sits today. */
  councils: string[];
}

export const placesOf = (holdings: Holdings): string[] => {
  const places = new Set([place.agency(holdings.agencyId), ...holdings.accountIds.map(place.account)]);
  for (const { lotId, buildingId, coOwner } of holdings.owned) {
    places
      .add(place.lot(lotId, 'owners'))
      .add(place.lot(lotId, 'residents'))
      .add(place.building(buildingId, 'residents'));
    if (coOwner) places.add(place.building(buildingId, 'owners'));
  }
  for (const { lotId, buildingId } of holdings.let) {
    places
      .add(place.lot(lotId, 'owners'))
      .add(place.lot(lotId, 'residents'))
      .add(place.building(buildingId, 'residents'));
  }
  for (const { lotId, buildingId } of holdings.rented) {
    places.add(place.lot(lotId, 'residents')).add(place.building(buildingId, 'residents'));
  }
  for (const buildingId of holdings.councils) places.add(place.council(buildingId));
  return [...places];
};

/** « Documents privés » : an account's or a lot's; all the others are shared. */
export const isPrivate = (kept: string): boolean => kept.startsWith('account:') || kept.startsWith('lot:');
