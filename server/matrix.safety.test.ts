import { parse, type GenericSchema } from 'valibot';
import { describe, expect, test } from 'vitest';
import { Done, Handoff, LinkState, Presence, SessionList, SignedIn } from './access/contract.ts';
import { AccessOverview, EmailLinkState } from './access/contact/contract.ts';
import { PasskeyOptions, TotpSecret } from './access/factors/contract.ts';
import { ConfirmationState, FirstConnectionAnswer } from './access/first-connection/contract.ts';
import { StepUp } from './access/step-up/contract.ts';
import { hashSecret } from './access/store.ts';
import type { App } from './app.ts';
import { insertDeskRequest } from './access/assistance/store.ts';
import { engines } from './database/testing.ts';
import { transaction } from './database/transaction.ts';
import { DeskSummary, RequestDetail, RequestPage, ResidentPage } from './desk/contract.ts';
import { DocumentLibrary, DocumentPage, Ticket } from './documents/contract.ts';
import { BalanceSheet, EntryPage } from './finance/contract.ts';
import { Bootstrap } from './portal/contract.ts';
import type { Browser, Send } from './testing/browser.ts';
import { accountNames, canariesFor, canariesIn, everybody, type Who } from './testing/people.ts';
import { waitingBrowser } from './testing/second-factor.ts';
import { openWorld, type World } from './testing/world.ts';

// Everything is asked about Marie's things at the agency Ardoise.
const actors = [
  'anonymous',
  'marie',
  'paul',
  'neighbour',
  'former',
  'landlord',
  'tenant',
  'council',
  'stranger',
  'agent',
  'elsewhere', // the other agency's Marie, at her own agency's address
  'foreign session', // the same, with her session at this agency's address
  'expired',
  'revoked',
  'waiting resident', // whose password was right, and who owes a second factor
  'waiting agent',
] as const;
type Actor = (typeof actors)[number];
type Answers = Record<Actor, number>;

const everyone = (status: number): Answers =>
  Object.fromEntries(actors.map((actor) => [actor, status])) as Answers;
const signedOut = {
  anonymous: 401,
  'foreign session': 401,
  expired: 401,
  revoked: 401,
  'waiting resident': 401,
  'waiting agent': 401,
};
const signedIn = (status: number): Answers => ({ ...everyone(status), ...signedOut });
/** Only who owes a second factor may answer for it. */
const waiting = (resident: number, agent = resident): Answers => ({
  ...everyone(401),
  'waiting resident': resident,
  'waiting agent': agent,
});
const only = (status: number, ...allowed: Actor[]): Answers => ({
  ...signedIn(404),
  ...Object.fromEntries(allowed.map((actor) => [actor, status])),
});

interface Row {
  ask: (world: World) => [path: string, send?: Send] | Promise<[path: string, send?: Send]>;
  answers: Answers;
  /** What a success says, to the letter of its contract; absent where it is not JSON, or never succeeds here. */
  says?: GenericSchema;
  /** A canary that whoever holds the secret in the request may meet. */
  reveals?: string[];
}

const secret = 'a'.repeat(30);

/** A request on Ardoise's desk, which looks like Marie's. */
const askedOf = ({ database, ardoise }: World): Promise<string> =>
  transaction(database.db, (trx) =>
    insertDeskRequest(
      trx,
      ardoise.id,
      { kind: 'assistance', name: 'canari.ardoise.asked', email: 'marie@exemple.fr' },
      new Date(),
    ),
  );
/** What staff read of everyone. */
const onDesk = [
  'asked',
  'building-1',
  'name-newcomer',
  ...everybody.map((who) => `name-${who}`),
  ...accountNames.map((name) => `account-${name}`),
];
const forStaff = (status: number): Answers => only(status, 'agent');
const page = (path: string, status = 200): Row => ({ ask: () => [path], answers: everyone(status) });

/** One row per route of the application: who gets which answer. */
const rows: Record<string, Row> = {
  'GET /v1/:file{.+\\.js(\\.map)?}': page('/v1/palier.js'),
  'GET /:file{(integrity|custom-elements)\\.json}': page('/integrity.json'),
  'GET /_/*': page('/_/0.0.0/part.js'),
  'GET /:version{\\d+\\.\\d+\\.\\d+}/:file{.+}': page('/0.0.0/palier.js'),
  'GET /': page('/'),
  'GET /connexion': page('/connexion'),
  'GET /nouveau-mot-de-passe': page('/nouveau-mot-de-passe'),
  'GET /premiere-connexion': page('/premiere-connexion'),
  'GET /confirmation': page('/confirmation'),
  'GET /mon-acces': page('/mon-acces'),
  'GET /changement-adresse': page('/changement-adresse'),
  'GET /bureau': page('/bureau'),
  'GET /a-propos': page('/a-propos'),
  'GET /portail.css': page('/portail.css'),
  'GET /*': page('/nulle-part', 404),
  'GET /v1/bootstrap': { ...page('/v1/bootstrap?need=balance,documents'), says: Bootstrap },
  'GET /v1/session': { ...page('/v1/session'), says: Presence },
  'POST /v1/session': {
    says: SignedIn,
    ask: ({ ardoise }) => ['/v1/session', { json: { identifier: 'C0001', password: ardoise.password } }],
    answers: { ...everyone(201), elsewhere: 400 },
    reveals: ['name-marie', 'name-paul', 'account-couple'],
  },
  'DELETE /v1/session': {
    says: Done,
    ask: () => ['/v1/session', { method: 'DELETE' }],
    answers: everyone(200),
  },
  'POST /v1/password/forgotten': {
    says: Done,
    ask: () => ['/v1/password/forgotten', { json: { identifier: crypto.randomUUID() } }],
    answers: everyone(202),
  },
  'POST /v1/password/link': {
    says: LinkState,
    ask: () => ['/v1/password/link', { json: { token: secret } }],
    answers: everyone(200),
  },
  'POST /v1/password': {
    ask: () => ['/v1/password', { json: { token: secret, password: 'Un mot de passe 1' } }],
    answers: everyone(400),
  },
  'POST /v1/handoffs': {
    says: Handoff,
    ask: ({ ardoise }) => ['/v1/handoffs', { json: { origin: ardoise.farSite, challenge: 'c'.repeat(43) } }],
    answers: { ...signedIn(201), elsewhere: 403 },
  },
  'POST /v1/handoffs/redemption': {
    ask: () => ['/v1/handoffs/redemption', { json: { code: secret, verifier: 'v'.repeat(43) } }],
    answers: everyone(400),
  },
  // Without the cookie of a first connection there is none (`server/access/first-connection`).
  'GET /v1/first-connection': { ...page('/v1/first-connection'), says: FirstConnectionAnswer },
  'POST /v1/first-connection': {
    says: FirstConnectionAnswer,
    ask: ({ ardoise }) => [
      '/v1/first-connection',
      { json: { path: 'first-connection', identifier: 'C0001', secret: ardoise.password } },
    ],
    answers: { ...everyone(201), elsewhere: 400 },
    reveals: ['name-marie', 'name-paul', 'account-couple'],
  },
  'DELETE /v1/first-connection': {
    says: Done,
    ask: () => ['/v1/first-connection', { method: 'DELETE' }],
    answers: everyone(200),
  },
  // This agency did not open that way in.
  'POST /v1/registrations': {
    ask: () => [
      '/v1/registrations',
      {
        json: {
          identifier: 'C0005',
          lastName: 'Essai',
          firstName: 'Claire',
          postcode: '86000',
          phone: '',
          email: 'tenant@exemple.fr',
          password: 'Un mot de passe 1',
        },
      },
    ],
    answers: everyone(403),
  },
  'POST /v1/first-connection/proof': {
    ask: () => ['/v1/first-connection/proof', { json: { code: '123456' } }],
    answers: everyone(404),
  },
  'POST /v1/first-connection/details': {
    ask: () => ['/v1/first-connection/details', { json: { email: 'marie@exemple.fr' } }],
    answers: everyone(404),
  },
  'POST /v1/first-connection/known': {
    ask: ({ ardoise }) => ['/v1/first-connection/known', { json: { password: ardoise.password } }],
    answers: everyone(404),
  },
  'POST /v1/first-connection/mail': {
    ask: () => ['/v1/first-connection/mail', { method: 'POST' }],
    answers: everyone(404),
  },
  'POST /v1/first-connection/code': {
    ask: () => ['/v1/first-connection/code', { json: { code: '123456' } }],
    answers: everyone(404),
  },
  'POST /v1/first-connection/password': {
    ask: () => ['/v1/first-connection/password', { json: { password: 'Un mot de passe 1' } }],
    answers: everyone(404),
  },
  'POST /v1/confirmations/link': {
    says: ConfirmationState,
    ask: () => ['/v1/confirmations/link', { json: { token: secret } }],
    answers: everyone(200),
  },
  'POST /v1/confirmations': {
    ask: () => ['/v1/confirmations', { json: { token: secret } }],
    answers: everyone(400),
  },
  'GET /v1/sessions': {
    says: SessionList,
    ask: () => ['/v1/sessions'],
    answers: signedIn(200),
  },
  'DELETE /v1/sessions': {
    says: Done,
    ask: () => ['/v1/sessions', { method: 'DELETE' }],
    answers: signedIn(200),
  },
  'DELETE /v1/sessions/:id': {
    says: Done,
    ask: async ({ sessions, ardoise, openSession }) => {
      const open = await openSession(ardoise, 'marie');
      const [listed] = await sessions.list(ardoise.logins.marie, open);
      return [`/v1/sessions/${listed?.id}`, { method: 'DELETE' }];
    },
    answers: signedIn(200),
  },
  'POST /v1/session/renewal': {
    ask: () => ['/v1/session/renewal', { method: 'POST' }],
    answers: signedIn(409),
  },
  'POST /v1/assistance': {
    says: Done,
    ask: async ({ database }) => {
      // Everyone here comes from one network.
      await database.db.deleteFrom('rate_limit').execute();
      const asked = { name: 'Zoé', reference: '', phone: '06 12 34 56 78', email: '', message: '' };
      return ['/v1/assistance', { json: asked }];
    },
    answers: everyone(202),
  },
  'GET /v1/desk/summary': {
    says: DeskSummary,
    ask: () => ['/v1/desk/summary'],
    answers: forStaff(200),
  },
  'GET /v1/desk/requests': {
    says: RequestPage,
    ask: async (world) => {
      await askedOf(world);
      return ['/v1/desk/requests?state=open'];
    },
    answers: forStaff(200),
    reveals: onDesk,
  },
  'GET /v1/desk/requests/:id': {
    says: RequestDetail,
    ask: async (world) => [`/v1/desk/requests/${await askedOf(world)}`],
    answers: forStaff(200),
    reveals: onDesk,
  },
  'PUT /v1/desk/requests/:id/closure': {
    says: Done,
    ask: async (world) => [
      `/v1/desk/requests/${await askedOf(world)}/closure`,
      { method: 'PUT', json: { note: '' } },
    ],
    answers: forStaff(200),
  },
  'DELETE /v1/desk/requests/:id/closure': {
    says: Done,
    ask: async (world) => [`/v1/desk/requests/${await askedOf(world)}/closure`, { method: 'DELETE' }],
    answers: forStaff(200),
  },
  'GET /v1/desk/residents': {
    says: ResidentPage,
    ask: () => ['/v1/desk/residents?search=canari'],
    answers: forStaff(200),
    reveals: onDesk,
  },
  'POST /v1/desk/invitations': {
    says: Done,
    ask: async (world) => [
      '/v1/desk/invitations',
      { json: { personId: await world.recordOf(world.ardoise, 'marie'), email: 'marie@exemple.fr' } },
    ],
    answers: forStaff(202),
  },
  'POST /v1/desk/letters': {
    ask: async (world) => [
      '/v1/desk/letters',
      { json: { people: [await world.recordOf(world.ardoise, 'marie')] } },
    ],
    answers: forStaff(200),
    reveals: ['name-marie'],
  },
  'POST /v1/session/passkey/options': {
    says: PasskeyOptions,
    ask: () => ['/v1/session/passkey/options', { method: 'POST' }],
    answers: everyone(201),
  },
  'POST /v1/session/passkey': {
    ask: () => ['/v1/session/passkey', { json: { response: '{}' } }],
    answers: everyone(400),
  },
  'POST /v1/session/factor/totp': {
    ask: () => ['/v1/session/factor/totp', { json: { code: '000000' } }],
    answers: waiting(400),
  },
  'POST /v1/session/factor/recovery-code': {
    ask: () => ['/v1/session/factor/recovery-code', { json: { code: secret } }],
    answers: waiting(400),
  },
  'POST /v1/session/factor/passkey/options': {
    says: PasskeyOptions,
    ask: () => ['/v1/session/factor/passkey/options', { method: 'POST' }],
    answers: waiting(201),
  },
  'POST /v1/session/factor/passkey': {
    ask: () => ['/v1/session/factor/passkey', { json: { response: '{}' } }],
    answers: waiting(400),
  },
  'POST /v1/session/factor/enrolment': {
    says: TotpSecret,
    ask: () => ['/v1/session/factor/enrolment', { method: 'POST' }],
    answers: waiting(409, 201),
  },
  'POST /v1/session/factor/enrolment/confirmation': {
    ask: () => ['/v1/session/factor/enrolment/confirmation', { json: { code: '000000' } }],
    answers: waiting(409, 400),
  },
  'POST /v1/passkeys/options': {
    ask: () => ['/v1/passkeys/options', { json: { stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/passkeys': {
    ask: () => ['/v1/passkeys', { json: { response: '{}', name: '' } }],
    answers: signedIn(400),
  },
  'DELETE /v1/passkeys/:id': {
    ask: () => [`/v1/passkeys/${secret}`, { method: 'DELETE', json: { stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/totp': {
    ask: () => ['/v1/totp', { json: { stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/totp/confirmation': {
    ask: () => ['/v1/totp/confirmation', { json: { code: '000000' } }],
    answers: signedIn(400),
  },
  'DELETE /v1/totp': {
    ask: () => ['/v1/totp', { method: 'DELETE', json: { stepUp: secret } }],
    answers: { ...signedIn(403), agent: 400 },
  },
  'POST /v1/recovery-codes': {
    ask: () => ['/v1/recovery-codes', { json: { stepUp: secret } }],
    answers: signedIn(409),
  },
  'POST /v1/step-ups': {
    says: StepUp,
    ask: () => ['/v1/step-ups', { json: { action: { kind: 'change-password' }, channel: 'email' } }],
    answers: signedIn(201),
  },
  'POST /v1/step-ups/:id/code': {
    ask: () => [`/v1/step-ups/${secret}/code`, { json: { code: '000000' } }],
    answers: signedIn(400),
  },
  'POST /v1/step-ups/:id/passkey': {
    ask: () => [`/v1/step-ups/${secret}/passkey`, { json: { response: '{}' } }],
    answers: signedIn(400),
  },
  'GET /v1/access': { says: AccessOverview, ask: () => ['/v1/access'], answers: signedIn(200) },
  'PUT /v1/access/password': {
    ask: ({ ardoise }) => [
      '/v1/access/password',
      {
        method: 'PUT',
        json: { current: ardoise.password, password: 'un cheval vert sur le toit', stepUp: secret },
      },
    ],
    answers: { ...signedIn(403), elsewhere: 400 },
  },
  'POST /v1/access/email': {
    ask: () => ['/v1/access/email', { json: { email: 'lea@exemple.fr', stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/access/email/mail': {
    ask: () => ['/v1/access/email/mail', { method: 'POST' }],
    answers: signedIn(400),
  },
  'POST /v1/access/email/code': {
    ask: () => ['/v1/access/email/code', { json: { code: '000000' } }],
    answers: signedIn(400),
  },
  'DELETE /v1/access/email': {
    says: Done,
    ask: () => ['/v1/access/email', { method: 'DELETE' }],
    answers: signedIn(200),
  },
  'PUT /v1/access/alias': {
    ask: () => ['/v1/access/alias', { method: 'PUT', json: { alias: 'C0002' } }],
    answers: signedIn(400),
  },
  'DELETE /v1/access/alias': {
    says: Done,
    ask: () => ['/v1/access/alias', { method: 'DELETE' }],
    answers: signedIn(200),
  },
  'POST /v1/access/phone': {
    ask: () => ['/v1/access/phone', { json: { phone: '06 12 34 56 78', stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/access/phone/message': {
    ask: () => ['/v1/access/phone/message', { method: 'POST' }],
    answers: signedIn(400),
  },
  'POST /v1/access/phone/code': {
    ask: () => ['/v1/access/phone/code', { json: { code: '000000' } }],
    answers: signedIn(400),
  },
  'DELETE /v1/access/phone': {
    ask: () => ['/v1/access/phone', { method: 'DELETE', json: { stepUp: secret } }],
    answers: signedIn(403),
  },
  'POST /v1/email-changes/link': {
    says: EmailLinkState,
    ask: () => ['/v1/email-changes/link', { json: { token: secret } }],
    answers: everyone(200),
  },
  'POST /v1/email-changes/confirmation': {
    ask: () => ['/v1/email-changes/confirmation', { json: { token: secret } }],
    answers: everyone(400),
  },
  'POST /v1/email-changes/undo': {
    ask: () => ['/v1/email-changes/undo', { json: { token: secret } }],
    answers: everyone(400),
  },
  // Nobody offers a provider in this world (`server/access/social/social.safety.test.ts`).
  'POST /v1/social/:provider/departures': {
    ask: ({ ardoise }) => [
      '/v1/social/google/departures',
      { json: { purpose: 'sign-in', returnTo: ardoise.site } },
    ],
    answers: everyone(404),
  },
  'DELETE /v1/social/:provider': {
    ask: () => ['/v1/social/google', { method: 'DELETE', json: { stepUp: secret } }],
    answers: signedIn(403),
  },
  'GET /retour/:provider': page('/retour/google?code=a&state=b', 303),
  'GET /v1/balances': {
    says: BalanceSheet,
    ask: () => ['/v1/balances'],
    answers: signedIn(200),
  },
  'GET /v1/balances/:ledger/entries': {
    says: EntryPage,
    ask: ({ ardoise }) => [`/v1/balances/${ardoise.ledgers.couple}/entries?year=2026`],
    answers: only(200, 'marie', 'paul'),
  },
  'GET /v1/documents': {
    says: DocumentLibrary,
    ask: () => ['/v1/documents'],
    answers: signedIn(200),
  },
  'GET /v1/documents/page': {
    says: DocumentPage,
    ask: () => ['/v1/documents/page?shelf=public&search=canari'],
    answers: signedIn(200),
  },
  'POST /v1/documents/:id/ticket': {
    says: Ticket,
    ask: ({ ardoise }) => [`/v1/documents/${ardoise.documents['account-couple']}/ticket`, { method: 'POST' }],
    answers: only(201, 'marie', 'paul'),
  },
  // The ticket itself is the key, for a minute.
  'GET /v1/files/:ticket': {
    ask: async (world) => {
      const marie = await world.signedIn(world.ardoise, 'marie');
      const id = world.ardoise.documents['lot-1-owners'];
      const ticket = await marie.api.documents[':id'].ticket.$post({ param: { id } });
      return [(await ticket.json()).path];
    },
    answers: everyone(200),
    reveals: ['doc-lot-1-owners'],
  },
};

const inventory = (app: App): string[] =>
  [
    ...new Set(app.routes.filter(({ method }) => method !== 'ALL').map((r) => `${r.method} ${r.path}`)),
  ].toSorted();

const become = async (world: World, actor: Actor): Promise<Browser> => {
  const { ardoise, brume, database, sessions } = world;
  if (actor === 'anonymous') return world.browser({ endpoint: ardoise.portal });
  if (actor === 'elsewhere') return world.signedIn(brume, 'marie');
  if (actor === 'foreign session') return world.signedIn(brume, 'marie', { endpoint: ardoise.portal });
  if (actor === 'waiting resident') return waitingBrowser(world, ardoise, 'marie');
  if (actor === 'waiting agent') return waitingBrowser(world, ardoise, 'agent');
  if (actor !== 'expired' && actor !== 'revoked') return world.signedIn(ardoise, actor);
  const browser = await world.signedIn(ardoise, 'marie');
  const { id } = { id: browser.cookies.get('__Host-palier')?.value ?? '' };
  if (actor === 'revoked') await sessions.close(id);
  else {
    const hash = hashSecret(id);
    const past = new Date(Date.now() - 1000).toISOString();
    await database.db.updateTable('session').set({ expires_at: past }).where('id_hash', '=', hash).execute();
  }
  return browser;
};

const mayMeet = ({ ardoise, brume }: World, actor: Actor): Set<string> => {
  if (actor === 'elsewhere') return canariesFor(brume.slug, 'marie');
  const isKnown = (everybody as readonly string[]).includes(actor);
  return canariesFor(ardoise.slug, isKnown ? (actor as Who) : undefined);
};

const textOf = async (response: Response): Promise<string> =>
  [...response.headers].flat().join(' ') + (await response.text());

describe.each(engines)('who sees what on %s', { timeout: 30_000 }, async (engine) => {
  const world = await openWorld(engine);
  const { ardoise } = world;

  test('every route has its row', () => {
    expect(inventory(world.app)).toEqual(Object.keys(rows).toSorted());
  });

  test.each(Object.entries(rows))('%s', async (route, { ask, answers, says, reveals = [] }) => {
    const seen: Partial<Answers> = {};
    const leaks: string[] = [];
    for (const actor of actors) {
      const browser = await become(world, actor);
      const [path, send] = await ask(world);
      const response = await browser.send(path, send);
      seen[actor] = response.status;
      if (path.startsWith('/v1/') && !path.endsWith('.js'))
        expect(response.headers.get('cache-control'), actor).toContain('no-store');
      const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false;
      if (response.ok && isJson && path.startsWith('/v1/')) {
        if (!says) throw new Error(`${route} answers without a contract`);
        parse(says, await response.clone().json());
      }
      const allowed = mayMeet(world, actor).union(new Set(reveals.map((word) => `canari.ardoise.${word}`)));
      leaks.push(
        ...canariesIn(await textOf(response))
          .filter((found) => !allowed.has(found))
          .map((found) => `${actor}: ${found}`),
      );
    }
    expect(leaks).toEqual([]);
    expect(seen, route).toEqual(answers);
  });

  test('nobody ends somebody else’s session', async () => {
    const marie = await world.signedIn(ardoise, 'marie');
    const open = await world.openSession(ardoise, 'marie');
    const listed = await world.sessions.list(ardoise.logins.marie, open);
    for (const who of ['paul', 'agent'] as const) {
      const other = await world.signedIn(ardoise, who);
      for (const { id } of listed) await other.send(`/v1/sessions/${id}`, { method: 'DELETE' });
      await other.send('/v1/sessions', { method: 'DELETE' });
    }
    expect((await marie.send('/v1/balances')).status).toBe(200);
  });
});
