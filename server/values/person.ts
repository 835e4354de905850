/** Who asks, and of which agency: the scope that every query receives. It comes from the session, never from the request. */
export interface Person {
  agencyId: string;
  loginId: string;
  name: string;
  /** Staff of the agency; they have no client account of their own. */
  isAgent: boolean;
}

/** As letters address someone on file: « Mme Claire Faure ». */
export const fullName = (person: {
  civility: string | null;
  first_name: string | null;
  last_name: string;
}): string => [person.civility, person.first_name, person.last_name].filter(Boolean).join(' ');
