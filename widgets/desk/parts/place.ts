/** Where the agent is, kept in the fragment: `#/demandes`, `#/demandes/<id>`, `#/acces`. */
export type DeskPlace = { name: 'requests'; id?: string } | { name: 'people' };

export const fragmentOf = (place: DeskPlace): string =>
  place.name === 'people'
    ? '#/acces'
    : place.id === undefined
      ? '#/demandes'
      : `#/demandes/${encodeURIComponent(place.id)}`;

/** The requests when nothing is named; nothing when the fragment is not the desk's. */
export const placeOf = (fragment: string): DeskPlace | undefined => {
  if (fragment === '#/acces') return { name: 'people' };
  if (['', '#', '#/', '#/demandes'].includes(fragment)) return { name: 'requests' };
  const id = /^#\/demandes\/([\w-]+)$/.exec(fragment)?.[1];
  return id === undefined ? undefined : { name: 'requests', id };
};
