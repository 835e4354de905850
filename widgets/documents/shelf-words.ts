import type { Person, Role } from '../../server/access/contract.ts';
import type { Shelf } from '../../server/documents/contract.ts';
import type { Text } from '../shared/text/text.ts';

/** The roles held today: who has sold or left is promised nothing. */
const rolesOf = (person: Person | null): ReadonlySet<Role> =>
  new Set(person?.accounts.filter(({ lots }) => lots > 0).map(({ role }) => role));

/** What a shelf is called for this person; nothing when they have no reason to look for it. */
export const shelfName = (
  shelf: Shelf,
  count: number,
  person: Person | null,
  { documents: { shelf: names } }: Text,
): string | undefined => {
  if (shelf === 'private') return names.private;
  const roles = rolesOf(person);
  if (roles.has('owner')) return names.building;
  if (roles.has('tenant')) return names.home;
  return count > 0 ? names.shared : undefined;
};

/** What will come onto an empty shelf. */
export const emptyWords = (shelf: Shelf, person: Person | null, { documents: { empty } }: Text): string => {
  const roles = rolesOf(person);
  if (shelf === 'public') return empty.public[roles.has('owner') ? 'owner' : 'other'];
  const [role = 'other'] = roles.size === 1 ? roles : [];
  return empty.private[role];
};
