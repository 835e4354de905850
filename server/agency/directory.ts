import type { Database } from '../database/open.ts';
import type { AgencyDirectory } from '../http/origins.ts';
import { listAgencies, type ServedAgency } from './store.ts';

/** Settings change rarely, requests come often: the list is read again at most this often. */
const freshForMs = 2000;

/**
 * Agencies by host, page and slug. `sharedHost` is the host name of the server itself, where a page must say
 * which agency it means unless only one lists its origin; `null` when each agency has its own.
 */
export const agencyDirectory = (db: Database, sharedHost: string | null): AgencyDirectory => {
  let agencies: Promise<ServedAgency[]> | undefined;
  let readAt = 0;
  const current = () => {
    if (agencies === undefined || Date.now() - readAt > freshForMs) {
      readAt = Date.now();
      agencies = listAgencies(db).catch((error: unknown) => {
        agencies = undefined;
        throw error;
      });
    }
    return agencies;
  };
  const hostOf = (agency: ServedAgency) => new URL(agency.portalOrigin).host;
  return {
    async knowsHost(host) {
      return host === sharedHost || (await current()).some((agency) => hostOf(agency) === host);
    },
    async resolve({ host, origin, slug }) {
      const all = await current();
      const own = all.find((agency) => hostOf(agency) === host);
      if (own) return slug === undefined || slug === own.slug ? own : undefined;
      if (host !== sharedHost) return undefined;
      if (slug !== undefined) return all.find((agency) => agency.slug === slug);
      const listing = all.filter((agency) => origin !== undefined && agency.origins.has(origin));
      return listing.length === 1 ? listing[0] : undefined;
    },
  };
};
