import { Lucia, TimeSpan, type Adapter, type DatabaseSession, type DatabaseUser } from 'lucia';
import { hot } from '../database/hot.ts';
import type { Database } from '../database/open.ts';
import { AppError } from '../values/error.ts';
import type { Person } from '../values/person.ts';
import type { SessionKind } from './rows.ts';
import { hashSecret } from './store.ts';

interface SessionAttributes {
  kind: SessionKind;
  origin: string | null;
  device: string;
  createdAt: string;
  seenAt: string;
  endsAt: string;
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
/** Marks, in a list, an id that is only the stored hash: it opens nothing and ends nothing. */
const stored = 'hash:';

export interface LiveSession {
  /** The secret that the browser holds. */
  id: string;
  kind: SessionKind;
  origin: string | null;
  expiresAt: Date;
  /** Its life was just prolonged: the cookie must be set again. */
  renewed: boolean;
}

export interface ListedSession {
  id: string;
  device: string;
  /** Host of the agency's site that it was opened on; null at the portal. */
  site: string | null;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
}

export interface Sessions {
  open(
    loginId: string,
    kind: SessionKind,
    from: { origin: string | null; device: string },
    now: Date,
  ): Promise<LiveSession>;
  /** Nobody for an unknown or ended id, and for one of another kind. */
  read(
    id: string,
    kind: SessionKind,
    now: Date,
  ): Promise<{ session: LiveSession; person: Person } | undefined>;
  /** The next bearer of the same sign-in: its absolute end stays, the former token is dead. */
  renew(loginId: string, session: LiveSession, now: Date): Promise<LiveSession>;
  /** Signs out: this session, and what the same cross-site sign-in opened beside it. */
  close(id: string): Promise<void>;
  list(loginId: string, currentId: string): Promise<ListedSession[]>;
  /** Ends one session of this login by its listed id; nothing happens when it is not theirs. */
  closeListed(loginId: string, listedId: string): Promise<void>;
  closeAll(loginId: string, exceptId?: string): Promise<void>;
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
  /** A cross-site page was given two doors at once, its cookie and its bearer: they close together. */
  const closeSignIn = async (
    { login_id, origin, created_at }: Awaited<ReturnType<typeof sessionOrigin>>[number],
    hash: string,
  ): Promise<void> => {
    const ofLogin = db.deleteFrom('session').where('login_id', '=', login_id);
    const closed =
      origin === null
        ? ofLogin.where('id_hash', '=', hash)
        : ofLogin.where('origin', '=', origin).where('created_at', '=', created_at);
    await closed.execute();
  };
  return {
    async open(loginId, kind, from, now) {
      const endsAt = new Date(now.getTime() + longestMs).toISOString();
      const attributes = { kind, ...from, createdAt: now.toISOString(), seenAt: now.toISOString(), endsAt };
      const session = await byKind[kind].createSession(loginId, attributes);
      return { id: session.id, kind, origin: from.origin, expiresAt: session.expiresAt, renewed: true };
    },
    async read(id, kind, now) {
      const { session, user } = await byKind[kind].validateSession(id);
      if (!session || !user || session.endsAt <= now.toISOString()) return undefined;
      const { origin, expiresAt, fresh } = session;
      return {
        session: { id, kind, origin, expiresAt, renewed: fresh },
        person: { agencyId: user.agencyId, loginId: user.id, name: user.name, isAgent: user.isAgent },
      };
    },
    async renew(loginId, { id, kind }, now) {
      const { session: former } = await byKind[kind].validateSession(id);
      if (!former) throw new AppError('signed-out');
      const { origin, device, createdAt, endsAt } = former;
      const attributes = { kind, origin, device, createdAt, seenAt: now.toISOString(), endsAt };
      const next = await byKind[kind].createSession(loginId, attributes);
      await byKind[kind].invalidateSession(id);
      return { id: next.id, kind, origin, expiresAt: next.expiresAt, renewed: true };
    },
    async close(id) {
      const [opened] = await sessionOrigin(db, { hash: hashSecret(id) });
      if (opened) await closeSignIn(opened, hashSecret(id));
    },
    async list(loginId, currentId) {
      const sessions = await byKind.portal.getUserSessions(loginId);
      // One device per sign-in: the two doors of a cross-site page are one line.
      const signIns = Map.groupBy(sessions, ({ id, origin, createdAt }) =>
        origin === null ? id : `${origin} ${createdAt}`,
      );
      return [...signIns.values()]
        .flatMap((doors) => {
          const [latest] = doors.toSorted((a, b) => b.seenAt.localeCompare(a.seenAt));
          if (!latest) return [];
          return {
            id: latest.id.slice(stored.length),
            device: latest.device,
            site: latest.origin && new URL(latest.origin).host,
            createdAt: latest.createdAt,
            lastSeenAt: latest.seenAt,
            current: doors.some(({ id }) => id === stored + hashSecret(currentId)),
          };
        })
        .toSorted((a, b) => b.lastSeenAt.localeCompare(a.lastSeenAt));
    },
    async closeListed(loginId, listedId) {
      const [opened] = await sessionOrigin(db, { hash: listedId });
      if (opened?.login_id === loginId) await closeSignIn(opened, listedId);
    },
    async closeAll(loginId, exceptId) {
      if (exceptId === undefined) return byKind.portal.invalidateUserSessions(loginId);
      const kept = hashSecret(exceptId);
      await db.deleteFrom('session').where('login_id', '=', loginId).where('id_hash', '!=', kept).execute();
    },
    clearExpired: async () => byKind.portal.deleteExpiredSessions(),
  };
};

const sessionOrigin = hot((db, p: { hash: string }) =>
  db.selectFrom('session').select(['login_id', 'origin', 'created_at']).where('id_hash', '=', p.hash),
);

const sessionWithLogin = hot((db, p: { hash: string; kind: SessionKind }) =>
  db
    .selectFrom('session')
    .innerJoin('login', 'login.id', 'session.login_id')
    .leftJoin('agent', 'agent.login_id', 'login.id')
    .select([
      'session.login_id',
      'session.kind',
      'session.origin',
      'session.device',
      'session.created_at',
      'session.seen_at',
      'session.ends_at',
      'session.expires_at',
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
        kind: attributes.kind,
        origin: attributes.origin,
        device: attributes.device,
        created_at: attributes.createdAt,
        seen_at: attributes.seenAt,
        ends_at: attributes.endsAt,
        expires_at: expiresAt.toISOString(),
      })
      .execute();
  }

  async updateSessionExpiration(id: string, expiresAt: Date): Promise<void> {
    // A bearer that was copied must not live on by being used: the page asks for the next one instead.
    if (this.#kind === 'bearer') return;
    await this.#db
      .updateTable('session')
      .set({ expires_at: expiresAt.toISOString(), seen_at: new Date().toISOString() })
      .where('id_hash', '=', hashSecret(id))
      .execute();
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

const attributesOf = (
  row: Omit<FoundSession, 'agency_id' | 'name' | 'agent_login_id'>,
): SessionAttributes => ({
  kind: row.kind,
  origin: row.origin,
  device: row.device,
  createdAt: row.created_at,
  seenAt: row.seen_at,
  endsAt: row.ends_at,
});
