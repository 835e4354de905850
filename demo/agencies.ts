import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewAgency } from '../server/agency/store.ts';
import type { WayIn } from '../server/values/ways-in.ts';
import type { DemoSite } from './sites.ts';

/** Someone who can sign in, and what that shows. */
export interface DemoLogin {
  email: string;
  password: string;
  identifiers: string[];
  about: string;
  /** Staff. `totp`: the secret of their application of codes, in Base32; who has none sets one up first. */
  agent?: { name: string; totp?: string };
}

/** A way in to try, for an account that nobody has opened yet. */
export interface WayToTry {
  id: string;
  title: string;
  about: string;
  identifier: string;
  /** `letter`: a printed code for each holder; else what the agency's software gave. None: nothing secret is asked. */
  secret?: string;
  /** The agency's first, unless told. */
  way?: WayIn;
  /** What to type as an address; the one on file unless told. */
  email?: string;
  /** By somebody who is signed in already. */
  join?: boolean;
}

export interface DemoAgency {
  site: DemoSite;
  settings: NewAgency;
  logins: DemoLogin[];
  ways: WayToTry[];
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
    ways: read('paths.json') as WayToTry[],
    folder: join(home, 'data'),
  };
};
