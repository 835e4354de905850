import { hash } from 'node:crypto';

/** The agency of every bench database; requests name its host whatever port they go to. */
export const agency = { id: 'agency-of-the-bench', slug: 'bench', host: 'espace.bench.example' };
/** Imports beside it, into the same database. */
export const neighbour = { id: 'agency-next-door', slug: 'neighbour', host: 'espace.neighbour.example' };
/** When everything of these databases was written. */
export const now = '2026-01-01T00:00:00.000Z';
export const perBuilding = 100;
export const password = 'le mot de passe du banc';
/** So many people of a population hold a session; fewer when there are fewer. */
export const signedIn = 1000;

/** Ids as long as ours, in the order of their numbers. */
export const idOf = (kind: number, n: number): string =>
  `${kind.toString(16).padStart(8, '0')}-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
export const loginId = (n: number): string => idOf(1, n);
export const accountId = (n: number): string => idOf(2, n);
export const ledgerId = (n: number): string => idOf(3, n);
export const lotId = (n: number): string => idOf(4, n);
export const buildingId = (n: number): string => idOf(5, n);

export const emailOf = (n: number): string => `resident${n}@bench.example`;

/** The session secret of a person: what only their browser knows. */
export const secretOf = (n: number): string => hash('sha256', `session of ${n}`).slice(0, 40);

/** What that person's browser sends. */
export const headersOf = (n: number): Record<string, string> => ({
  host: agency.host,
  cookie: `__Host-palier=${secretOf(n)}`,
  'sec-fetch-site': 'same-origin',
});

export const everyone = (residents: number): Record<string, string>[] =>
  Array.from({ length: Math.min(residents, 200) }, (_, n) =>
    headersOf(Math.floor((n * Math.min(residents, signedIn)) / 200)),
  );
