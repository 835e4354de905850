import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewAgency } from '../server/agency/store.ts';
import type { DemoSite } from './sites.ts';

/** Someone who can sign in, and what that shows. */
export interface DemoLogin {
  email: string;
  password: string;
  identifiers: string[];
  about: string;
}

export interface DemoAgency {
  site: DemoSite;
  settings: NewAgency;
  logins: DemoLogin[];
  /** Its exchange folder. */
  folder: string;
}

export const readDemoAgency = (site: DemoSite): DemoAgency => {
  const home = join(import.meta.dirname, 'agencies', site.slug);
  const read = (file: string): unknown => JSON.parse(readFileSync(join(home, file), 'utf8'));
  const settings = read('agency.json') as Omit<NewAgency, 'portalOrigin' | 'origins'>;
  return {
    site,
    settings: { ...settings, portalOrigin: site.portalOrigin, origins: [site.siteOrigin] },
    logins: read('logins.json') as DemoLogin[],
    folder: join(home, 'data'),
  };
};
