/** Who asks, and of which agency: the scope that every query receives. It comes from the session, never from the request. */
export interface Person {
  agencyId: string;
  loginId: string;
  name: string;
  /** Staff of the agency; they have no client account of their own. */
  isAgent: boolean;
}
