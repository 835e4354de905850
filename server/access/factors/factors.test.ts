import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { engines } from '../../database/testing.ts';
import { Authenticator, totpCode } from '../../testing/authenticator.ts';
import type { Browser } from '../../testing/browser.ts';
import type { Who } from '../../testing/people.ts';
import { addPasskey, addTotp, json, proven } from '../../testing/second-factor.ts';
import { openWorld } from '../../testing/world.ts';

describe.each(engines)('second factors on %s', { timeout: 20_000 }, async (engine) => {
  const world = await openWorld(engine);
  const { ardoise, browser, database, mailed, signedIn, work } = world;
  const { db } = database;
  const portal = (page = {}) => browser({ endpoint: ardoise.portal, ...page });
  const signIn = (page: Browser, who: Who = 'marie') =>
    page.send('/v1/session', { json: { identifier: `${who}@exemple.fr`, password: ardoise.password } });
  const isIn = async (page: Browser) => (await page.send('/v1/balances')).status === 200;
  const later = (seconds: number) => vi.setSystemTime(Date.now() + seconds * 1000);
  const enrol = async (page: Browser) => {
    const made = await json<{ secret: string; uri: string }>(
      page.send('/v1/session/factor/enrolment', { method: 'POST' }),
    );
    const confirmed = await page.send('/v1/session/factor/enrolment/confirmation', {
      json: { code: totpCode(made.secret) },
    });
    return { ...made, confirmed };
  };

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-12T13:32:00Z') });
    for (const table of ['rate_limit', 'session', 'totp', 'passkey', 'recovery_code', 'outbox'] as const)
      await db.deleteFrom(table).execute();
    mailed.length = 0;
  });
  afterEach(() => vi.useRealTimers());

  test('an agent enrols at the first sign-in, and is in', async () => {
    const page = portal();
    const asked = await json(signIn(page, 'agent'));
    expect(asked).toEqual({ person: null, awaits: { kind: 'enrol', ways: [] } });
    const waiting = page.cookies.get('__Host-palier')?.value;
    const { secret, uri, confirmed } = await enrol(page);
    expect(uri).toContain(`secret=${secret}`);
    expect(new URL(uri).searchParams.get('issuer')).toBe('Agence canari.ardoise.agency');
    const { codes } = (await confirmed.json()) as { codes: string[] };
    expect(new Set(codes).size).toBe(10);
    for (const code of codes) expect(code).toMatch(/^(?:[A-HJ-NP-Z2-9]{4}-){3}[A-HJ-NP-Z2-9]{4}$/);
    expect(confirmed.headers.getSetCookie()).toHaveLength(1);
    expect(page.cookies.get('__Host-palier')?.value).not.toBe(waiting);
    expect(await isIn(page)).toBe(true);

    // From then on it is asked for.
    later(30);
    const next = portal();
    const due = await json(signIn(next, 'agent'));
    expect(due).toEqual({ person: null, awaits: { kind: 'prove', ways: ['totp', 'recovery-code'] } });
    const again = await next.send('/v1/session/factor/enrolment', { method: 'POST' });
    expect(again.status).toBe(409);
    expect(await isIn(next)).toBe(false);
    const proved = await next.send('/v1/session/factor/totp', { json: { code: totpCode(secret) } });
    expect(await proved.json()).toMatchObject({ person: { isAgent: true } });
    expect(await isIn(next)).toBe(true);
  });

  test('an agent keeps theirs, and may put another in its place', async () => {
    const page = portal();
    await signIn(page, 'agent');
    const { secret } = await enrol(page);
    const stepUp = await proven(world, page, { kind: 'remove-totp' });
    const refused = await page.send('/v1/totp', { method: 'DELETE', json: { stepUp } });
    expect([refused.status, await refused.json()]).toEqual([
      400,
      { error: { code: 'invalid', fields: { totp: 'compulsory' } } },
    ]);
    later(60);
    const other = await addTotp(world, page);
    later(60);
    const next = portal();
    await signIn(next, 'agent');
    const prove = (code: string) => next.send('/v1/session/factor/totp', { json: { code } });
    expect((await prove(totpCode(secret))).status).toBe(400);
    expect((await prove(totpCode(other.secret))).status).toBe(201);
  });

  test('a resident adds an application, is asked for it, and takes it away', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { secret, codes } = await addTotp(world, page);
    expect(codes).toHaveLength(10);
    later(30);
    const next = portal();
    expect(await json(signIn(next))).toEqual({
      person: null,
      awaits: { kind: 'prove', ways: ['totp', 'recovery-code'] },
    });
    expect(await json(next.send('/v1/session'))).toEqual({
      person: null,
      awaits: { kind: 'prove', ways: ['totp', 'recovery-code'] },
    });
    await json(next.send('/v1/session/factor/totp', { json: { code: totpCode(secret) } }));
    expect(await isIn(next)).toBe(true);

    const stepUp = await proven(world, next, { kind: 'remove-totp' });
    await json(next.send('/v1/totp', { method: 'DELETE', json: { stepUp } }));
    expect(await db.selectFrom('recovery_code').selectAll().execute()).toEqual([]);
    expect(await json(signIn(portal()))).toMatchObject({ person: { email: 'marie@exemple.fr' } });
  });

  test('a code from the agency’s own site counts; the other ways stay at the portal', async () => {
    const { secret } = await addTotp(world, await signedIn(ardoise, 'marie'));
    later(30);
    const page = portal({ origin: ardoise.site });
    await signIn(page);
    for (const path of ['passkey/options', 'factor/passkey/options', 'factor/enrolment'])
      expect((await page.send(`/v1/session/${path}`, { method: 'POST' })).status, path).toBe(403);
    await json(page.send('/v1/session/factor/totp', { json: { code: totpCode(secret) } }));
    expect(await isIn(page)).toBe(true);
    const far = portal({ origin: ardoise.farSite, site: 'cross-site' });
    const typed = await far.send('/v1/session/factor/totp', { json: { code: totpCode(secret, 1) } });
    expect(typed.status).toBe(403);
  });

  test('a recovery code serves once, and a letter says so', async () => {
    const { codes } = await addTotp(world, await signedIn(ardoise, 'marie'));
    await work();
    mailed.length = 0;
    const enterWith = async (code: string) => {
      const page = portal();
      await signIn(page);
      return (await page.send('/v1/session/factor/recovery-code', { json: { code } })).status;
    };
    const [code = ''] = codes;
    // As it is copied from paper.
    expect(await enterWith(code.toLowerCase().replaceAll('-', ' '))).toBe(201);
    expect(await enterWith(code)).toBe(400);
    await work();
    expect(mailed.map(({ to }) => to)).toEqual(['marie@exemple.fr']);
    expect(mailed[0]?.text).toContain('Il en reste 9.');
    expect(mailed[0]?.text).toContain('12 mars 2026 à 14\u00a0h\u00a032');
    expect(mailed[0]?.text).not.toContain(code);
    const kept = await db.selectFrom('recovery_code').selectAll().execute();
    expect(JSON.stringify(kept)).not.toContain(code.replaceAll('-', ''));
  });

  test('renewed recovery codes leave the former ones dead', async () => {
    const page = await signedIn(ardoise, 'marie');
    const first = await addTotp(world, page);
    const stepUp = await proven(world, page, { kind: 'renew-recovery-codes' });
    const { codes } = await json<{ codes: string[] }>(page.send('/v1/recovery-codes', { json: { stepUp } }));
    const next = portal();
    await signIn(next);
    const use = async (code = '') =>
      (await next.send('/v1/session/factor/recovery-code', { json: { code } })).status;
    expect(await use(first.codes[0])).toBe(400);
    expect(await use(codes[0])).toBe(201);
  });

  test('a passkey signs in alone, and as the second factor', async () => {
    const marie = new Authenticator(ardoise.portal);
    const page = await signedIn(ardoise, 'marie');
    await addPasskey(world, page, marie);
    const alone = portal();
    const ask = async (from: Browser, path: string) =>
      (await json<{ options: string }>(from.send(`${path}/options`, { method: 'POST' }))).options;
    const options = await ask(alone, '/v1/session/passkey');
    expect(JSON.parse(options)).toMatchObject({ rpId: 'espace.ardoise.test', userVerification: 'required' });
    const signed = { json: { response: marie.get(options) } };
    expect(await json(alone.send('/v1/session/passkey', signed))).toMatchObject({
      person: { email: 'marie@exemple.fr' },
    });
    expect(await isIn(alone)).toBe(true);

    const { secret } = await addTotp(world, page);
    later(30);
    const second = portal();
    expect(await json(signIn(second))).toMatchObject({
      awaits: { ways: ['totp', 'passkey', 'recovery-code'] },
    });
    const due = await ask(second, '/v1/session/factor/passkey');
    await json(second.send('/v1/session/factor/passkey', { json: { response: marie.get(due) } }));
    expect(await isIn(second)).toBe(true);
    // Nothing more is asked of someone who signs in with the key, application or not.
    const again = portal();
    const response = marie.get(await ask(again, '/v1/session/passkey'));
    await json(again.send('/v1/session/passkey', { json: { response } }));
    expect(await isIn(again)).toBe(true);
    expect(secret).not.toBe('');
  });

  test('a passkey that was taken away opens nothing', async () => {
    const marie = new Authenticator(ardoise.portal);
    const page = await signedIn(ardoise, 'marie');
    await addPasskey(world, page, marie);
    const [row] = await db.selectFrom('passkey').selectAll().execute();
    const id = row?.id ?? '';
    const paul = await signedIn(ardoise, 'paul');
    const other = await proven(world, paul, { kind: 'remove-passkey', id });
    const stranger = await paul.send(`/v1/passkeys/${id}`, { method: 'DELETE', json: { stepUp: other } });
    expect(stranger.status).toBe(404);
    const stepUp = await proven(world, page, { kind: 'remove-passkey', id });
    await json(page.send(`/v1/passkeys/${id}`, { method: 'DELETE', json: { stepUp } }));
    const alone = portal();
    const asked = await json<{ options: string }>(
      alone.send('/v1/session/passkey/options', { method: 'POST' }),
    );
    const answer = await alone.send('/v1/session/passkey', { json: { response: marie.get(asked.options) } });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { error: { code: 'invalid', fields: { passkey: 'wrong' } } },
    ]);
  });

  test('the last way in is kept', async () => {
    const page = await signedIn(ardoise, 'stranger');
    await addPasskey(world, page, new Authenticator(ardoise.portal));
    const login = db.updateTable('login').where('id', '=', ardoise.logins.stranger);
    await login.set({ password_hash: '' }).execute();
    const [row] = await db.selectFrom('passkey').selectAll().execute();
    const id = row?.id ?? '';
    const stepUp = await proven(world, page, { kind: 'remove-passkey', id });
    const remove = () => page.send(`/v1/passkeys/${id}`, { method: 'DELETE', json: { stepUp } });
    expect(await (await remove()).json()).toEqual({
      error: { code: 'invalid', fields: { way: 'last-way-in' } },
    });
    // Another key is another way.
    await addPasskey(world, await signedIn(ardoise, 'stranger'), new Authenticator(ardoise.portal));
    const again = await proven(world, page, { kind: 'remove-passkey', id });
    await json(page.send(`/v1/passkeys/${id}`, { method: 'DELETE', json: { stepUp: again } }));
  });

  test('every change is told by letter', async () => {
    const page = await signedIn(ardoise, 'marie');
    await addTotp(world, page);
    await addPasskey(world, page, new Authenticator(ardoise.portal));
    const [row] = await db.selectFrom('passkey').selectAll().execute();
    const id = row?.id ?? '';
    const changes = [
      ['POST', '/v1/recovery-codes', { kind: 'renew-recovery-codes' }],
      ['DELETE', `/v1/passkeys/${id}`, { kind: 'remove-passkey', id }],
      ['DELETE', '/v1/totp', { kind: 'remove-totp' }],
    ] as const;
    for (const [method, path, action] of changes) {
      const stepUp = await proven(world, page, action);
      await json(page.send(path, { method, json: { stepUp } }));
    }
    await work();
    const told = mailed.map(({ text }) => /(ajoutée|donnés|retirée)\s:/.exec(text)?.[1] ?? '');
    expect(told.toSorted()).toEqual(['ajoutée', 'ajoutée', 'donnés', 'retirée', 'retirée']);
    expect(new Set(mailed.map(({ to }) => to))).toEqual(new Set(['marie@exemple.fr']));
  });

  test('right codes are no tries: one may confirm ten things in ten minutes', async () => {
    const page = await signedIn(ardoise, 'marie');
    const { secret } = await addTotp(world, page);
    for (let turn = 0; turn < 10; turn += 1) {
      later(30);
      const action = { kind: 'renew-recovery-codes' };
      const { id } = await json<{ id: string }>(
        page.send('/v1/step-ups', { json: { action, channel: 'totp' } }),
      );
      await json(page.send(`/v1/step-ups/${id}/code`, { json: { code: totpCode(secret) } }));
      await json(page.send('/v1/recovery-codes', { json: { stepUp: id } }));
    }
  });

  test.each([
    ['POST', '/v1/passkeys/options'],
    ['DELETE', '/v1/passkeys/some'],
    ['POST', '/v1/totp'],
    ['DELETE', '/v1/totp'],
  ] as const)('%s %s asks for a fresh proof of that very change', async (method, path) => {
    const page = await signedIn(ardoise, 'marie');
    const other = await proven(world, page, { kind: 'change-password' });
    for (const stepUp of ['', other]) {
      const refused = await page.send(path, { method, json: { stepUp } });
      expect([refused.status, await refused.json()]).toMatchObject([403, { error: { code: 'step-up' } }]);
    }
  });
});
