import { setTimeout as sleep } from 'node:timers/promises';
import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import { isBusy } from '../database/errors.ts';
import { hot } from '../database/hot.ts';
import { newId } from '../database/id.ts';
import type { Database } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import type { ListedSession } from './contract.ts';
import type { SessionKind } from './rows.ts';
import { hashSecret } from './store.ts';

interface SessionAttributes {
  signIn: string;
  kind: SessionKind;
  origin: string | null;
  device: string;
  createdAt: string;
  seenAt: string;
  endsAt: string;
  awaits: 'second-factor' | null;
}
interface UserAttributes {
  agencyId: string;
  name: string;
  isAgent: boolean;
}
declare module 'lucia' {
  interface Register {
    Lucia: Lucia<SessionAttributes, UserAttributes>;
    DatabaseSessionAttributes: SessionAttributes;
    DatabaseUserAttributes: UserAttributes;
  }
}

const idle = {
  portal: new TimeSpan(30, 'm'),
  partitioned: new TimeSpan(30, 'm'),
  bearer: new TimeSpan(5, 'm'),
};
/** However busy, a session ends 12 hours after its sign-in: Lucia has no such limit of its own. */
const longestMs = 12 * 3_600_000;
/** A right password waits no longer for its second factor: time enough to install an application. */
const longestWaitMs = 30 * 60_000;
/** How long a reader waits for their session to be prolonged. */
const prolongingMs = 100;
/** Marks, in a list, an id that is only the stored hash: it opens nothing and ends nothing. */
const stored = 'hash:';

export interface LiveSession {
  /** The secret that the browser holds. */
  id: string;
  /** What it came of, together with the sessions of other pages. */
  signIn: string;
  kind: SessionKind;
  origin: string | null;
  expiresAt: Date;
  /** Its life was just prolonged: the cookie must be set again. */
  renewed: boolean;
  /** A second factor is due: until then it opens nothing (`permissions.ts`). */
  awaits: 'second-factor' | null;
}

export interface Sessions {
  open(
    loginId: string,
    kind: SessionKind,
    from: {
      origin: string | null;
      device: string;
      signIn?: string;
      /** Of the sign-in that it comes of: no later page outlives it. */
      endsAt?: string;
      awaits?: 'second-factor' | null;
    },
    now: Date,
  ): Promise<LiveSession>;
  /** Nobody for an unknown or ended id, and for one of another kind. */
  read(id: string, kind: SessionKind): Promise<{ session: LiveSession; person: Person } | undefined>;
  /** The next bearer of the same sign-in: its absolute end stays, the former token is dead. */
  renew(loginId: string, session: LiveSession, now: Date): Promise<LiveSession>;
  /** Signs out: this session, and all that came of the same sign-in, on the portal and on other sites. */
  close(id: string, unless?: { signIn: string }): Promise<void>;
  list(loginId: string, current: LiveSession): Promise<ListedSession[]>;
  /** Ends one sign-in of this login; nothing happens when it is not theirs. */
  closeListed(loginId: string, signIn: string): Promise<void>;
  closeOthers(loginId: string, current: LiveSession): Promise<void>;
  clearExpired(now: Date): Promise<void>;
}

/** The only door to Lucia (`docs/decisions/0001-lucia-behind-an-adapter.md` says how to leave it). */
export const luciaSessions = (db: Database, read: Database): Sessions => {
  const instance = (kind: SessionKind) =>
    new Lucia(new KyselyAdapter(db, read, kind), {
      sessionExpiresIn: idle[kind],
      getSessionAttributes: (attributes) => attributes,
      getUserAttributes: (attributes) => attributes,
    });
  // The lifetime belongs to the instance, so each kind has its own, over one table.
  const byKind = {
    portal: instance('portal'),
    partitioned: instance('partitioned'),
    bearer: instance('bearer'),
  };
  const ofLogin = (loginId: string) => db.deleteFrom('session').where('login_id', '=', loginId);
  return {
    async open(loginId, kind, { origin, device, signIn = newId(), endsAt: signInEnd, awaits = null }, now) {
      const longest = new Date(now.getTime() + (awaits ? longestWaitMs : longestMs)).toISOString();
      const endsAt = earlier(longest, signInEnd ?? longest);
      const at = now.toISOString();
      const attributes = { signIn, kind, origin, device, createdAt: at, seenAt: at, endsAt, awaits };
      const { id, expiresAt } = await byKind[kind].createSession(loginId, attributes);
      return { id, signIn, kind, origin, expiresAt, renewed: true, awaits };
    },
    async read(id, kind) {
      const { session, user } = await byKind[kind].validateSession(id);
      if (!session || !user) return undefined;
      const { signIn, origin, expiresAt, fresh, awaits } = session;
      return {
        session: { id, signIn, kind, origin, expiresAt, renewed: fresh, awaits },
        person: { agencyId: user.agencyId, loginId: user.id, name: user.name, isAgent: user.isAgent },
      };
    },
    async renew(loginId, { id, kind }, now) {
      const { session: former } = await byKind[kind].validateSession(id);
      if (!former) throw new AppError('signed-out');
      const { signIn, origin, device, createdAt, endsAt, awaits } = former;
      const attributes = {
        signIn,
        kind,
        origin,
        device,
        createdAt,
        seenAt: now.toISOString(),
        endsAt,
        awaits,
      };
      const next = await byKind[kind].createSession(loginId, attributes);
      await byKind[kind].invalidateSession(id);
      return { id: next.id, signIn, kind, origin, expiresAt: next.expiresAt, renewed: true, awaits };
    },
    async close(id, unless) {
      const [opened] = await signInOf(db, { hash: hashSecret(id) });
      if (opened && opened.sign_in !== unless?.signIn)
        await ofLogin(opened.login_id).where('sign_in', '=', opened.sign_in).execute();
    },
    async list(loginId, current) {
      const sessions = await byKind.portal.getUserSessions(loginId);
      // Nobody is signed in yet where a second factor is due.
      const full = sessions.filter(({ awaits }) => awaits === null);
      return [...Map.groupBy(full, ({ signIn }) => signIn)]
        .map(([id, doors]) => toListed(id, doors, id === current.signIn))
        .toSorted((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
    },
    async closeListed(loginId, signIn) {
      await ofLogin(loginId).where('sign_in', '=', signIn).execute();
    },
    async closeOthers(loginId, { signIn }) {
      await ofLogin(loginId).where('sign_in', '!=', signIn).execute();
    },
    clearExpired: async () => byKind.portal.deleteExpiredSessions(),
  };
};

const toListed = (id: string, doors: SessionAttributes[], current: boolean): ListedSession => {
  const [latest, ...others] = doors.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt));
  const site = [latest, ...others].find((door) => door?.origin)?.origin;
  return {
    id,
    device: latest?.device ?? '',
    site: site ? new URL(site).host : null,
    createdAt: [latest, ...others].map((door) => door?.createdAt ?? '').toSorted()[0] ?? '',
    lastSeenAt: latest?.seenAt ?? '',
    current,
  };
};

const signInOf = hot((db, p: { hash: string }) =>
  db.selectFrom('session').select(['login_id', 'sign_in']).where('id_hash', '=', p.hash),
);

const sessionWithLogin = hot((db, p: { hash: string; kind: SessionKind }) =>
  db
    .selectFrom('session')
    .innerJoin('login', 'login.id', 'session.login_id')
    .leftJoin('agent', 'agent.login_id', 'login.id')
    .select([
      'session.login_id',
      'session.sign_in',
      'session.kind',
      'session.origin',
      'session.device',
      'session.created_at',
      'session.seen_at',
      'session.ends_at',
      'session.expires_at',
      'session.awaits',
      'login.agency_id',
      'login.name',
      'agent.login_id as agent_login_id',
    ])
    .where('session.id_hash', '=', p.hash)
    .where('session.kind', '=', p.kind),
);
type FoundSession = Awaited<ReturnType<typeof sessionWithLogin>>[number];

/** What Lucia asks of storage. Only the SHA-256 of an id is kept; Lucia gets back the id it asked with. */
class KyselyAdapter implements Adapter {
  readonly #db: Database;
  readonly #read: Database;
  readonly #kind: SessionKind;

  constructor(db: Database, read: Database, kind: SessionKind) {
    this.#db = db;
    this.#read = read;
    this.#kind = kind;
  }

  async getSessionAndUser(id: string): Promise<[DatabaseSession | null, DatabaseUser | null]> {
    const [row] = await sessionWithLogin(this.#read, { hash: hashSecret(id), kind: this.#kind });
    if (!row) return [null, null];
    return [
      { id, userId: row.login_id, expiresAt: new Date(row.expires_at), attributes: attributesOf(row) },
      {
        id: row.login_id,
        attributes: { agencyId: row.agency_id, name: row.name, isAgent: row.agent_login_id !== null },
      },
    ];
  }

  async getUserSessions(userId: string): Promise<DatabaseSession[]> {
    const rows = await this.#db.selectFrom('session').selectAll().where('login_id', '=', userId).execute();
    return rows.map((row) => ({
      id: stored + row.id_hash,
      userId,
      expiresAt: new Date(row.expires_at),
      attributes: attributesOf(row),
    }));
  }

  async setSession({ id, userId, expiresAt, attributes }: DatabaseSession): Promise<void> {
    await this.#db
      .insertInto('session')
      .values({
        id_hash: hashSecret(id),
        login_id: userId,
        sign_in: attributes.signIn,
        kind: attributes.kind,
        origin: attributes.origin,
        device: attributes.device,
        created_at: attributes.createdAt,
        seen_at: attributes.seenAt,
        ends_at: attributes.endsAt,
        expires_at: earlier(expiresAt.toISOString(), attributes.endsAt),
        awaits: attributes.awaits,
      })
      .execute();
  }

  /**
   * Never beyond the absolute end, and never at a reader's cost: while an import holds the file, the session is
   * prolonged by a later request.
   */
  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    // A bearer that was copied must not live on by being used: the page asks for the next one instead.
    if (this.#kind === 'bearer') return;
    const until = expiresAt.toISOString();
    const prolonged = this.#db
      .updateTable('session')
      .set((eb) => ({
        expires_at: eb.case().when('ends_at', '<', until).then(eb.ref('ends_at')).else(until).end(),
        seen_at: new Date().toISOString(),
      }))
      .where('id_hash', '=', hashSecret(id))
      .execute()
      .catch((error: unknown) => {
        if (!isBusy(error)) throw error;
      });
    await Promise.race([prolonged, sleep(prolongingMs)]);
  }

  async deleteSession(id: string): Promise<void> {
    await this.#db.deleteFrom('session').where('id_hash', '=', hashSecret(id)).execute();
  }

  async deleteUserSessions(userId: string): Promise<void> {
    await this.#db.deleteFrom('session').where('login_id', '=', userId).execute();
  }

  async deleteExpiredSessions(): Promise<void> {
    await this.#db.deleteFrom('session').where('expires_at', '<=', new Date().toISOString()).execute();
  }
}

const earlier = (one: string, other: string): string => (one < other ? one : other);

const attributesOf = (
  row: Omit<FoundSession, 'agency_id' | 'name' | 'agent_login_id'>,
): SessionAttributes => ({
  signIn: row.sign_in,
  kind: row.kind,
  origin: row.origin,
  device: row.device,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  endsAt: row.ends_at,
  awaits: row.awaits,
});
