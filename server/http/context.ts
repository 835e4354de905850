import type { Logger } from 'pino';
import type { ServedAgency } from '../agency/store.ts';
import type { Database } from '../database/open.ts';
import type { Person } from '../values/person.ts';

/** What every handler finds in `c.var`. */
export interface Env {
  Variables: {
    requestId: string;
    /** Set once per request: everything that happens in it happens then. */
    now: Date;
    log: Logger;
    /** Writes, and reads made in order to write. */
    db: Database;
    /** Answers. */
    read: Database;
    agency: ServedAgency;
    /** Only behind `requirePerson`. */
    person: Person;
  };
}
