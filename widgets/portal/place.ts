/** Where one is in the portal, kept in the fragment: `#/finances`. Any other fragment belongs to the host page. */
export const places = ['home', 'finance', 'documents', 'agency'] as const;
export type Place = (typeof places)[number];

const fragments: Record<Place, string> = {
  home: '#/',
  finance: '#/finances',
  documents: '#/documents',
  agency: '#/agence',
};

export const fragmentOf = (place: Place): string => fragments[place];

/** The place a fragment names: home when there is none, nothing when it is the page's own. */
export const placeOf = (fragment: string): Place | undefined =>
  fragment === '' || fragment === '#' ? 'home' : places.find((place) => fragments[place] === fragment);
